/* The reader's actions: open, choose, copy, follow a link, go back. */

let silence;

function say(text) {
	byId('said').textContent = text;
	byId('said').classList.add('on');
	clearTimeout(silence);
	silence = setTimeout(() => byId('said').classList.remove('on'), 2500);
}

/* A page from disk may not use the clipboard's API; the old way works there. */
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
	const target = body && body.querySelector(selector);
	if (target)
		target.focus({preventScroll: true});
}

function toggle(set, member) {
	if (!set.delete(member))
		set.add(member);
}

function toggleName(name) {
	toggle(openNames, name);
	fillBody(name);
	focusIn(bodies.get(name), '.name .opener');
}

function toggleSentence(key, name) {
	toggle(openSentences, key);
	fillBody(name);
	focusIn(bodies.get(name), `tr[data-sentence="${CSS.escape(key)}"] .opener`);
}

/*
 * Opens every name to its sentences. The table is detached meanwhile, so that it is laid out once.
 */
function openAll() {
	const table = byId('table'), place = table.nextSibling;
	table.remove();
	for (const name of bodies.keys()) {
		if (openNames.has(name))
			continue;
		openNames.add(name);
		fillBody(name);
	}
	place.before(table);
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

/* Opens everything at the start if there is little. */
function chooseOpen() {
	const some = isFiltered() && found.length <= OPEN_AT_ONCE ? found : [];
	openNames = new Set(some.map(row => row.name));
	openSentences = new Set(some.map(row => sentenceKey(row.clause, row.why)));
	for (const name of data.names)
		if (name.name === view.n)
			openNames.add(name);
}

function choose(open) {
	const row = rowById.get(view.row);
	drawn++;
	found = find(view);
	chooseOpen();
	if (open) {
		openNames = new Set(data.names.filter(name => open.names.includes(name.name)));
		openSentences = new Set(open.sentences);
	}
	if (row) {
		/* A linked row is shown even if the filters hide it. */
		if (!found.includes(row))
			found = rows.filter(one => one === row || found.includes(one));
		openNames.add(row.name);
		openSentences.add(sentenceKey(row.clause, row.why));
	}
	isFound = new Set(found);
}

const draws = {rows: drawTable, causes: drawCauses, clauses: drawClauses, trend: drawTrend};

function draw(open) {
	const now = view.view || 'rows';
	choose(open);
	showFilters();
	drawViews();
	drawCards();
	drawFound();
	for (const name of views)
		byId(name).hidden = name !== now;
	byId('open-all').hidden = now !== 'rows';
	draws[now]();
	later(() => {
		drawCounts();
		drawMainCauses();
	});
}

function change(part, {goes, isTyping} = {}) {
	Object.assign(view, part);
	writeHash(isTyping);
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

/* open: the names that Back reopens; undefined for the address of a link. */
function followHash(open) {
	/* The link to the results is a place on the page, not a view. */
	if (/^#[^=]+$/.test(location.hash))
		return;
	view = readHash();
	draw(open);
	if (open)
		window.scrollTo(0, open.scroll);
	else
		goToRow();
}
