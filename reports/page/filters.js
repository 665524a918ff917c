/* The filters, and the page's event listeners. */

function chip(value, label, name, key) {
	return el('label', {class: `chip ${name}`},
		el('input', {type: 'checkbox', value, onchange: () => change({[key]:
			[...document.querySelectorAll(`#${key} input:checked`)].map(input => input.value), row: ''})}),
		el('span', {}, label, el('b', {class: 'count'})));
}

function drawFilters() {
	byId('n').append(el('option', {value: ''}, 'all names'),
		...byArea(data.names.filter(name => name.rows.length)).map(([area, names]) =>
			el('optgroup', {label: area}, ...names.map(name => el('option', {value: name.name}, name.name)))));
	byId('s').append(el('option', {value: ''}, 'all implementations'),
		...allColumns().map(i => el('option', {value: columns[i].label}, columns[i].label)));
	byId('o').append(el('option', {value: ''}, 'by area'), el('option', {value: 'document'}, 'in the document’s order'),
		el('option', {value: 'failures'}, 'most failures first'),
		...allColumns().map(i => el('option', {value: columns[i].label}, `failures of ${columns[i].label}`)));
	byId('v').append(...data.verdicts.map(v => chip(v.name, `${glyphs[v.name]} ${v.name}`, v.name, 'v')));
	byId('k').hidden = !knowledge.length;
	byId('k').append(...knowledge.map(name => chip(name, name, 'plain', 'k')));
	byId('c').hidden = !data.isComparison;
	byId('c').append(...changes.map(name => chip(name, name, 'plain', 'c')));
	byId('more').open = window.innerWidth > 640;
}

/* Shows on each chip how many rows it would leave, ignoring the other chips of its kind. */
function countChips(key, eachWord) {
	const chips = document.querySelectorAll(`#${key} .chip`);
	const counts = new Map(), last = new Map();
	let row;
	const add = word => {
		/* A row counts once, however many of its cells say the word. */
		if (last.get(word) !== row)
			counts.set(word, (counts.get(word) || 0) + 1);
		last.set(word, row);
	};
	for (row of chips.length ? (view[key].length ? find({...view, [key]: []}) : found) : [])
		eachWord(row, add);
	for (const label of chips) {
		const count = counts.get(label.querySelector('input').value) || 0;
		label.querySelector('.count').textContent = ` ${grouped(count)}`;
		label.classList.toggle('none', !count);
	}
}

function drawCounts() {
	const shown = allColumns().filter(i => !view.s || columns[i].label === view.s);
	countChips('v', (row, add) => {
		let before = '.';
		for (const i of shown) {
			const letter = row.v[i];
			if (letter === before || letter === '.' || !isSoKnown(row, i, view))
				continue;
			before = letter;
			add(verdictOf[letter].name);
		}
	});
	countChips('k', (row, add) => {
		for (const i of shown)
			if (isKnown(row, i))
				add('known');
			else if (isToLookAt(row, i))
				add('to look at');
	});
	countChips('c', (row, add) => add(row.change));
}

function showFilters() {
	if (document.activeElement !== byId('q'))
		byId('q').value = view.q;
	for (const key of ['n', 's', 'o'])
		byId(key).value = view[key];
	for (const key of ['v', 'k', 'c'])
		for (const input of document.querySelectorAll(`#${key} input`))
			input.checked = view[key].includes(input.value);
	const cause = view.cause && causeWithKey(view.cause);
	byId('cause').hidden = !cause;
	if (cause)
		byId('cause').replaceChildren('Cause: ', el('b', {}, cause.title), ' ',
			el('button', {type: 'button', onclick: () => change({cause: ''})}, 'Any cause'));
}

function listen() {
	let waiting, isTyping = false;
	byId('filters').addEventListener('submit', event => event.preventDefault());
	byId('q').addEventListener('input', () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => {
			change({q: byId('q').value.trim(), row: ''}, {isTyping});
			isTyping = true;
		}, 120);
	});
	byId('q').addEventListener('blur', () => { isTyping = false; });
	for (const key of ['n', 's', 'o'])
		byId(key).addEventListener('change', () => change({[key]: byId(key).value, row: ''}));
	for (const id of ['clear', 'clear-too'])
		byId(id).addEventListener('click', () => change({...emptyView(), view: view.view, o: view.o}));
	byId('share').addEventListener('click', () => copy(linkTo(view), 'the link'));
	byId('open-all').addEventListener('click', openAll);
	document.addEventListener('keydown', event => {
		if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
			event.preventDefault();
			byId('q').focus();
		}
	});
	window.addEventListener('popstate', event => followHash(event.state));
	new ResizeObserver(fit).observe(byId('results'));
}
