/* What people do: open, choose, copy, follow a link. */

let silence;

function say(text) {
	byId('said').textContent = text;
	byId('said').classList.add('on');
	clearTimeout(silence);
	silence = setTimeout(() => byId('said').classList.remove('on'), 2500);
}

/* A page from disk may not have the clipboard; the old way works there. */
async function copy(text, what) {
	try {
		await navigator.clipboard.writeText(text);
	} catch (error) {
		const area = el('textarea', {style: 'position: fixed; top: -100vh'});
		area.value = text;
		document.body.append(area);
		area.select();
		const done = document.execCommand('copy');
		area.remove();
		if (!done) {
			say('The browser does not let this page copy');
			return;
		}
	}
	say(`Copied ${what}`);
}

function linkTo(some) {
	return location.href.split('#')[0] + hashOf(some);
}

function focusIn(body, selector) {
	const target = body.querySelector(selector);
	if (target)
		target.focus({preventScroll: true});
}

function toggleName(name) {
	if (!openNames.delete(name))
		openNames.add(name);
	fillBody(name);
	focusIn(bodies.get(name), '.name .opener');
}

/* Thousands of rows take a while: each piece leaves the page time to answer. */
function openAll() {
	const closed = [...bodies.keys()].filter(name => !openNames.has(name));
	const turn = ++drawn;
	function openSome() {
		const until = performance.now() + 30;
		while (closed.length && turn === drawn && performance.now() < until) {
			const name = closed.shift();
			openNames.add(name);
			fillBody(name);
		}
		if (closed.length && turn === drawn)
			setTimeout(openSome);
	}
	openSome();
}

function rowSelector(id) {
	return `tr[data-row="${CSS.escape(id)}"] .opener`;
}

function toggleRow(row) {
	const before = rowById.get(view.row);
	view.row = view.row === row.id ? '' : row.id;
	writeHash();
	if (before && before.name !== row.name && bodies.has(before.name))
		fillBody(before.name);
	fillBody(row.name);
	focusIn(bodies.get(row.name), rowSelector(row.id));
}

function choose() {
	const row = rowById.get(view.row);
	found = find();
	openNames = new Set(isFiltered() && found.length <= OPEN_AT_ONCE
		? found.map(one => one.name) : data.names.filter(name => name.name === view.n));
	if (row) {
		/* The row of a link is shown, whatever the filters say. */
		if (!found.includes(row))
			found = rows.filter(one => one === row || found.includes(one));
		openNames.add(row.name);
	}
	isFound = new Set(found);
}

function draw() {
	byId('q').value = view.q;
	byId('n').value = view.n;
	byId('s').value = view.s;
	for (const input of document.querySelectorAll('#v input'))
		input.checked = view.v.includes(input.value);
	for (const input of document.querySelectorAll('#k input'))
		input.checked = view.k.includes(input.value);
	for (const input of document.querySelectorAll('#c input'))
		input.checked = view.c.includes(input.value);
	choose();
	drawTable();
}

function change(part, goes) {
	Object.assign(view, part);
	writeHash();
	draw();
	if (goes)
		byId('filters').scrollIntoView({block: 'start'});
}

function goToRow() {
	const opener = view.row && document.querySelector(rowSelector(view.row));
	if (opener) {
		opener.focus({preventScroll: true});
		opener.closest('tr').scrollIntoView({block: 'center'});
	} else if (view.row) {
		say(`There is no row ${view.row} here`);
	}
}

function followHash() {
	view = readHash();
	draw();
	goToRow();
}
