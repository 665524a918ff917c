/* The table: a line for each name, which opens to its clauses, sentences and rows. */

function badge(verdict, known) {
	return el('span', {class: `badge ${verdict.name}${known ? ' known' : verdict.bad ? ' bad' : ''}`},
		el('span', {'aria-hidden': 'true'}, `${glyphs[verdict.name]} `), verdict.name,
		known ? el('span', {class: 'word'}, ' known') : null);
}

/* A click on a column's head sorts by its failures; another one goes back to the areas. */
function columnHead(i) {
	const isSorted = view.o === columns[i].label;
	return el('th', {role: 'columnheader', scope: 'col', title: columns[i].label,
		'aria-sort': isSorted ? 'descending' : null},
	el('button', {type: 'button', class: 'sorter',
		title: isSorted ? 'Back to the areas' : `Sort the names by the failures of ${columns[i].label}`,
		onclick: () => change({o: isSorted ? '' : columns[i].label})},
	...breakable(columns[i].short), isSorted ? ' ▾' : ''),
	el('span', {class: 'version'}, titleOf(columns[i])));
}

function drawColumns() {
	byId('columns').replaceChildren(
		el('th', {role: 'columnheader', scope: 'col'}, 'Documented name'),
		...shownColumns().map(columnHead));
	fit();
}

/* `126 of 134 (94 %)`, and beside it what failed and what was not run. */
function figureCell(counts, i) {
	const figures = figuresOf(counts);
	const words = figures.all ? `${figuresInWords(figures)}: ${inWords(counts)}` : 'not played';
	const cell = el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short, title: words});
	if (!figures.all) {
		cell.append(el('span', {class: 'quiet'}, '·', el('span', {class: 'unseen'}, 'not played')));
		return cell;
	}
	cell.append(el('span', {class: 'figures'}, `${grouped(figures.good)} of ${grouped(figures.all)} `,
		el('span', {class: 'quiet'}, `(${part(figures.good, figures.all)})`)));
	if (figures.bad)
		cell.append(el('span', {class: 'few FAIL'}, ` ✗ ${grouped(figures.bad)}`, el('span', {class: 'unseen'}, ' failed')));
	if (figures.skipped)
		cell.append(el('span', {class: 'few SKIP'}, ` – ${grouped(figures.skipped)}`, el('span', {class: 'unseen'}, ' not run')));
	cell.append(bar(counts));
	return cell;
}

function figureCells(some, shown) {
	const counts = countsOf(some);
	return shown.map(i => figureCell(counts[i], i));
}

/* `22 of 27 ✗`: the failures among the variants of one sentence. */
function sentenceCell(counts, i) {
	const {good, bad, skipped, all} = figuresOf(counts);
	const text = !all ? '·' : bad ? `${bad} of ${all} ✗` : good ? `${good} ✓${skipped ? ` ${skipped} –` : ''}` : `${all} –`;
	const tone = !all ? 'quiet' : bad ? 'few FAIL' : good ? 'PASS tone' : 'SKIP tone';
	const words = inWords(counts);
	return el('td', {role: 'cell', class: `cell ${tone}`, 'data-label': columns[i].short, title: words,
		'aria-label': `${columns[i].short}: ${words}`}, text);
}

function rowCell(row, i) {
	const verdict = verdictOf[row.v[i]];
	/* Most cells are like this, so use a single element. */
	if (verdict && verdict.name === 'PASS' && !row.d[i])
		return el('td', {role: 'cell', class: 'cell PASS tone', 'data-label': columns[i].short}, '✓ PASS');
	return el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short,
		title: (row.d[i] && (row.d[i].reason || row.d[i].text)) || null},
	verdict ? badge(verdict, isKnown(row, i)) : el('span', {class: 'quiet'}, '·', el('span', {class: 'unseen'}, 'not played')));
}

function areaLine(area, names, shown) {
	const some = names.flatMap(name => name.rows.filter(row => isFound.has(row)));
	return el('tr', {role: 'row', class: 'area'},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'}, area),
		...figureCells(some, shown));
}

function clauseLine(clause, span) {
	return el('tr', {role: 'row', class: 'clause'},
		el('th', {role: 'rowheader', colspan: span, scope: 'colgroup'},
			el('span', {class: 'promise'}, clause.promise || clause.id),
			clause.promise ? el('code', {}, clause.id) : null,
			clause.rows.length ? null : el('span', {class: 'quiet'},
				clause.kind === 'prose' ? '  advice: nothing to test' : '  no row in these results')));
}

function sentenceKey(clause, why) {
	return `${clause.id} ${why}`;
}

function sentenceLine(key, why, variants, shown) {
	const isOpen = openSentences.has(key);
	const counts = countsOf(variants);
	return el('tr', {role: 'row', class: `sentence${isOpen ? ' open' : ''}`, 'data-sentence': key},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'},
			el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
				onclick: () => toggleSentence(key, variants[0].name)},
			el('span', {class: 'why'}, why),
			el('span', {class: 'id'}, plural(variants.length, 'row')))),
		...shown.map(i => sentenceCell(counts[i], i)));
}

function rowLine(row, shown, isVariant) {
	const isOpen = view.row === row.id;
	return el('tr', {role: 'row', class: `row${isOpen ? ' open' : ''}${isVariant ? ' variant' : ''}`, 'data-row': row.id},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'},
			el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
				onclick: () => toggleRow(row)},
			isVariant ? null : el('span', {class: 'why'}, row.why),
			el('span', {class: 'id'}, row.id,
				row.change ? el('span', {class: `tag ${row.change}`}, row.change) : null))),
		...shown.map(i => rowCell(row, i)));
}

function nameLine(name, some, shown) {
	const isOpen = openNames.has(name);
	return el('tr', {role: 'row', class: `name${isOpen ? ' open' : ''}`},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'},
			el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
				onclick: () => toggleName(name)}, name.name)),
		...figureCells(some, shown));
}

/* One sentence with its variants, as far as they are open. */
function* sentenceLines(clause, why, variants, shown) {
	const isGroup = variants.length > 1;
	const key = sentenceKey(clause, why);
	if (isGroup)
		yield sentenceLine(key, why, variants, shown);
	if (isGroup && !openSentences.has(key))
		return;
	for (const row of variants) {
		yield rowLine(row, shown, isGroup);
		if (row.id === view.row)
			yield detailLine(row, shown);
	}
}

/* A name's rows are made only when it is opened, because most of a large page never is. */
function fillBody(name) {
	const body = bodies.get(name);
	const shown = shownColumns();
	const lines = [nameLine(name, name.rows.filter(row => isFound.has(row)), shown)];
	for (const clause of openNames.has(name) ? name.clauses : []) {
		const some = clause.rows.filter(row => isFound.has(row));
		if (!some.length && (isFiltered() || clause.rows.length || data.isComparison))
			continue;
		lines.push(clauseLine(clause, shown.length + 1));
		for (const [why, variants] of sentencesOf(some))
			lines.push(...sentenceLines(clause, why, variants, shown));
	}
	body.replaceChildren(...lines);
}

function failuresOf(name) {
	const some = view.o === 'failures' ? shownColumns() : [columns.findIndex(column => column.label === view.o)];
	const counts = countsOf(name.rows.filter(row => isFound.has(row)));
	return some.reduce((sum, i) => sum + figuresOf(counts[i]).bad, 0);
}

/* The names in groups, in the chosen order. */
function sorted(names) {
	if (!view.o)
		return byArea(names);
	if (view.o === 'document')
		return [['', names]];
	const failures = new Map(names.map(name => [name, failuresOf(name)]));
	return [['', [...names].sort((a, b) => failures.get(b) - failures.get(a))]];
}

/* The first screen is drawn at once, the rest a moment later and in one piece: each lays out the table. */
const AT_ONCE = 20;

/* Draws everything at once to show a row, which may be far down. */
function fillBodies() {
	const names = [...bodies.keys()];
	const turn = drawn;
	names.slice(0, view.row ? names.length : AT_ONCE).forEach(fillBody);
	if (!view.row && names.length > AT_ONCE)
		later(() => turn === drawn && names.slice(AT_ONCE).forEach(fillBody));
}

function drawTable() {
	const names = unique(found.map(row => row.name));
	const table = byId('table');
	for (const body of table.querySelectorAll('tbody'))
		body.remove();
	bodies.clear();
	drawColumns();
	const parts = [];
	for (const [area, some] of sorted(names)) {
		if (area)
			parts.push(el('tbody', {role: 'rowgroup'}, areaLine(area, some, shownColumns())));
		for (const name of some) {
			bodies.set(name, el('tbody', {role: 'rowgroup'}));
			parts.push(bodies.get(name));
		}
	}
	table.append(...parts);
	fillBodies();
	table.hidden = !names.length;
	byId('nothing').hidden = Boolean(names.length);
}

/* A sentence of two names is counted twice. */
function sentenceCount(some) {
	return new Set(some.map(row => row.sentence)).size;
}

function drawFound() {
	const names = plural(unique(found.map(row => row.name)).length, 'name');
	const sentences = plural(sentenceCount(found), 'sentence');
	byId('found').textContent = isFiltered()
		? `${grouped(found.length)} of ${plural(rows.length, 'row')}, in ${sentences} and ${names}`
		: `${plural(rows.length, 'row')}, in ${sentences} and ${names}`;
}

/*
 * The columns are side by side as long as each has room for its figures; otherwise they are
 * stacked.
 */
function fit() {
	const table = byId('table');
	const width = byId('results').clientWidth;
	const count = shownColumns().length;
	const isStacked = width < 200 + count * 84;
	table.classList.toggle('stacked', isStacked);
	table.style.setProperty('--name-width',
		isStacked ? 'auto' : Math.max(200, Math.min(620, width - count * 120)) + 'px');
}
