/* The trend: versions of one subject, or runs of it, from the oldest to the newest. */

function productOf(column) {
	return column.module !== 'socket' || column.module_version ? column.module : column.name;
}

function editionOf(column) {
	return column.module_version || column.version;
}

function startedOf(column) {
	return data.files[column.file].started;
}

/* 3.9 comes before 3.10. */
function compareEditions(a, b) {
	return editionOf(columns[a]).localeCompare(editionOf(columns[b]), 'en', {numeric: true}) ||
		startedOf(columns[a]).localeCompare(startedOf(columns[b]));
}

/* [product, columns] of each subject with several versions or several runs. */
function seriesOf() {
	const groups = new Map();
	columns.forEach((column, i) => {
		if (!column.isOracle)
			groups.set(productOf(column), [...(groups.get(productOf(column)) || []), i]);
	});
	return [...groups].filter(([, some]) => new Set(some.map(i =>
		`${editionOf(columns[i])} ${startedOf(columns[i])}`)).size > 1)
		.map(([product, some]) => [product, some.sort(compareEditions)]);
}

/* The rows that became better and worse since the column before. */
function stepBetween(before, after) {
	let better = 0, worse = 0;
	for (const row of found) {
		const a = verdictOf[row.v[before]], b = verdictOf[row.v[after]];
		if (!a || !b || a.bad === b.bad)
			continue;
		if (b.bad)
			worse++;
		else
			better++;
	}
	return better || worse ? `${grouped(worse)} worse, ${grouped(better)} better` : 'no change';
}

function trendLine(i, before) {
	const counts = countsOf(found)[i];
	return el('tr', {},
		el('th', {scope: 'row'}, editionOf(columns[i])),
		el('td', {}, startedOf(columns[i]).slice(0, 10)),
		el('td', {}, figuresInWords(figuresOf(counts)), bar(counts)),
		el('td', {}, grouped(figuresOf(counts).bad)),
		el('td', {}, before === undefined ? '' : stepBetween(before, i)),
		el('td', {}, el('code', {}, columns[i].label)));
}

function drawTrend() {
	const heads = ['Version', 'Played', 'Passed', 'Failed', 'Since the line above', 'Column'];
	byId('trend').replaceChildren(...seriesOf().map(([product, some]) => el('section', {},
		el('h2', {}, product),
		el('div', {class: 'wide', tabindex: '0', role: 'region', 'aria-label': `Trend of ${product}`},
			el('table', {class: 'plain-table'},
				el('thead', {}, el('tr', {}, ...heads.map(head => el('th', {scope: 'col'}, head)))),
				el('tbody', {}, ...some.map((i, at) => trendLine(i, some[at - 1]))))))));
}
