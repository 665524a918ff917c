/* The clauses as a page: each promise of the document, with the figures of its rows. */

function clauseFigures(clause, shown) {
	const some = clause.rows.filter(row => isFound.has(row));
	if (!some.length)
		return [el('td', {colspan: shown.length, class: 'quiet'}, clause.kind === 'prose' ? 'advice: nothing to test'
			: clause.rows.length ? 'no row that the filter lets through' : 'no row in these results')];
	return figureCells(some, shown);
}

function clausePageLine(clause, shown) {
	return el('tr', {id: `clause-${clause.id}`},
		el('th', {scope: 'row'}, el('span', {class: 'promise'}, clause.promise || clause.id), ' ',
			el('a', {href: hashOf({q: `clause:${clause.id}`}), class: 'mono'}, clause.id),
			el('span', {class: 'quiet'}, [clause.since && clause.since !== '3.0' ? ` since ${clause.since}` : '',
				clause.rows.length ? `, ${plural(clause.rows.length, 'row')}` : ''].join(''))),
		...clauseFigures(clause, shown));
}

function drawClauses() {
	const shown = shownColumns();
	const isShown = clause => !isFiltered() || clause.rows.some(row => isFound.has(row));
	const all = data.names.flatMap(name => name.clauses).filter(isShown);
	const tested = all.filter(clause => clause.rows.length);
	byId('clauses').replaceChildren(
		el('p', {class: 'quiet'}, `${plural(all.length, 'clause')}; ${grouped(tested.length)} have rows here, ` +
			`${grouped(all.filter(clause => clause.kind === 'prose').length)} are advice, which nothing can test.`),
		el('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': 'Clauses'}, el('table', {class: 'plain-table'},
			el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Promise'),
				...shown.map(i => el('th', {scope: 'col'}, ...breakable(columns[i].short))))),
			el('tbody', {}, ...all.map(clause => clausePageLine(clause, shown))))));
}
