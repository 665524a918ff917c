/* The filters, and what the page listens to. */

function chip(value, label, name, key) {
	return el('label', {class: `chip ${name}`},
		el('input', {type: 'checkbox', value, onchange: () => change({[key]:
			[...document.querySelectorAll(`#${key} input:checked`)].map(input => input.value), row: ''})}),
		el('span', {}, label));
}

function drawFilters() {
	byId('n').append(el('option', {value: ''}, 'all names'),
		...data.names.filter(name => name.rows.length)
			.map(name => el('option', {value: name.name}, name.name)));
	byId('s').append(el('option', {value: ''}, 'all implementations'),
		...allColumns().map(i => el('option', {value: columns[i].label}, columns[i].label)));
	byId('v').append(...data.verdicts.map(v => chip(v.name, `${glyphs[v.name]} ${v.name}`, v.name, 'v')));
	byId('k').hidden = !knowledge.length;
	byId('k').append(...knowledge.map(name => chip(name, name, 'plain', 'k')));
	byId('c').hidden = !data.isComparison;
	byId('c').append(...changes.map(name => chip(name, name, 'plain', 'c')));
}

function listen() {
	let waiting;
	byId('filters').addEventListener('submit', event => event.preventDefault());
	byId('q').addEventListener('input', () => {
		clearTimeout(waiting);
		waiting = setTimeout(() => change({q: byId('q').value.trim(), row: ''}), 120);
	});
	byId('n').addEventListener('change', () => change({n: byId('n').value, row: ''}));
	byId('s').addEventListener('change', () => change({s: byId('s').value, row: ''}));
	byId('clear').addEventListener('click', () => change(emptyView()));
	byId('clear-too').addEventListener('click', () => change(emptyView()));
	byId('share').addEventListener('click', () => copy(linkTo(view), 'the link'));
	byId('open-all').addEventListener('click', openAll);
	document.addEventListener('keydown', event => {
		if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
			event.preventDefault();
			byId('q').focus();
		}
	});
	window.addEventListener('hashchange', followHash);
	new ResizeObserver(fit).observe(byId('results'));
}
