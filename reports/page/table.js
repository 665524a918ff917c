/* The table: a line for each name, which opens to its clauses and rows. */

function badge(verdict, known) {
	return el('span', {class: `badge ${verdict.name}${known ? ' known' : verdict.bad ? ' bad' : ''}`},
		el('span', {'aria-hidden': 'true'}, `${glyphs[verdict.name]} `), verdict.name,
		known ? el('span', {class: 'word'}, ' known') : null);
}

function drawColumns() {
	const shown = shownColumns();
	byId('columns').replaceChildren(
		el('th', {role: 'columnheader', scope: 'col'}, 'Documented name'),
		...shown.map(i => el('th', {role: 'columnheader', scope: 'col', title: columns[i].label},
			...breakable(columns[i].short), el('br'),
			el('span', {style: 'font-weight: 400'}, versionOf(columns[i])))));
	fit();
}

function nameCell(name, i) {
	const counts = countsOf(name.rows, i);
	const bad = data.verdicts.filter(v => v.bad).reduce((sum, v) => sum + (counts[v.letter] || 0), 0);
	const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
	const good = (counts.P || 0) + (counts.D || 0);
	const words = inWords(counts);
	const shown = !total ? el('span', {class: 'quiet'}, '·')
		: bad ? el('span', {}, el('span', {class: 'few FAIL'}, `✗ ${bad}`),
			el('span', {class: 'quiet'}, ` of ${total}`))
		: good ? el('span', {}, el('span', {class: 'few PASS'}, '✓ '), String(good))
		: el('span', {class: 'quiet'}, `– ${total}`);
	shown.setAttribute('aria-hidden', 'true');
	return el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short, title: words},
		shown, el('span', {class: 'unseen'}, words), bar(counts));
}

function rowCell(row, i) {
	const verdict = verdictOf[row.v[i]];
	return el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short,
		title: (row.d[i] && (row.d[i].reason || row.d[i].text)) || null},
	verdict ? badge(verdict, isKnown(row, i)) : el('span', {class: 'quiet'}, '·', el('span', {class: 'unseen'}, 'not played')));
}

function clauseLine(clause, span) {
	return el('tr', {role: 'row', class: 'clause'},
		el('th', {role: 'rowheader', colspan: span, scope: 'colgroup'},
			el('span', {class: 'promise'}, clause.promise || clause.id),
			clause.promise ? el('code', {}, clause.id) : null,
			clause.rows.length ? null : el('span', {class: 'quiet'},
				clause.kind === 'prose' ? '  advice: nothing to test' : '  no row in these results')));
}

function rowLine(row, shown) {
	const isOpen = view.row === row.id;
	return el('tr', {role: 'row', class: `row${isOpen ? ' open' : ''}`, 'data-row': row.id},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'},
			el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
				onclick: () => toggleRow(row)},
			el('span', {class: 'why'}, row.why),
			el('span', {class: 'id'}, row.id,
				row.change ? el('span', {class: `tag ${row.change}`}, row.change) : null))),
		...shown.map(i => rowCell(row, i)));
}

function nameLine(name, shown) {
	const isOpen = openNames.has(name);
	return el('tr', {role: 'row', class: `name${isOpen ? ' open' : ''}`},
		el('th', {role: 'rowheader', scope: 'row', class: 'first'},
			el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
				onclick: () => toggleName(name)}, name.name)),
		...shown.map(i => nameCell(name, i)));
}

/* A name's part of the table is only made when it is opened: most of a large page never is. */
function fillBody(name) {
	const body = bodies.get(name);
	const shown = shownColumns();
	const lines = [nameLine(name, shown)];
	if (openNames.has(name)) {
		for (const clause of name.clauses) {
			const some = clause.rows.filter(row => isFound.has(row));
			if (!some.length && (isFiltered() || clause.rows.length || data.isComparison))
				continue;
			lines.push(clauseLine(clause, shown.length + 1));
			for (const row of some) {
				lines.push(rowLine(row, shown));
				if (row.id === view.row)
					lines.push(detailLine(row, shown));
			}
		}
	}
	body.replaceChildren(...lines);
}

function drawTable() {
	drawn++;
	const names = unique(found.map(row => row.name));
	const table = byId('table');
	for (const body of bodies.values())
		body.remove();
	bodies.clear();
	drawColumns();
	for (const name of names) {
		bodies.set(name, el('tbody', {role: 'rowgroup'}));
		fillBody(name);
		table.append(bodies.get(name));
	}
	table.hidden = !names.length;
	byId('nothing').hidden = Boolean(names.length);
	byId('found').textContent = isFiltered()
		? `${grouped(found.length)} of ${plural(rows.length, 'row')}, in ${plural(names.length, 'name')}`
		: `${plural(rows.length, 'row')}, in ${plural(names.length, 'name')}`;
}

/* The columns stand side by side where each has some five characters; else they are stacked. */
function fit() {
	const table = byId('table');
	const width = byId('results').clientWidth;
	const count = shownColumns().length;
	const isStacked = width < 240 + count * 84;
	table.classList.toggle('stacked', isStacked);
	table.style.setProperty('--name-width',
		isStacked ? 'auto' : Math.max(240, Math.min(620, width - count * 120)) + 'px');
}
