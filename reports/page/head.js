/* The head of the page: the runs, and the meaning of the symbols. */

/* A list that would push the results off the screen is folded away. */
function listed(paths) {
	return el('details', {}, el('summary', {}, plural(paths.length, 'file')),
		...paths.map(path => el('div', {}, path)));
}

function factsOf() {
	const times = unique(data.files.map(file => file.started.replace('T', ' ').replace('Z', ' UTC'))).sort();
	return [
		['Played', times.length > 2 ? [times[0], `to ${times[times.length - 1]}`] : times],
		['Platform', unique(columns.map(column => column.platform).filter(Boolean))],
		['Rows', [`${grouped(rows.length)}, in ${plural(sentenceCount(rows), 'sentence')}`]],
		['Runner', unique(data.files.map(file => `plumbline ${file.plumbline}`))],
		['Results', data.files.length > 3 ? [listed(data.files.map(file => file.path))]
			: data.files.map(file => file.path)],
	];
}

/* `350 worse, 66 better, 26 changed` */
function changesInWords() {
	const counts = changes.map(change => [change, rows.filter(row => row.change === change).length]);
	return counts.filter(([, count]) => count).map(([change, count]) => `${grouped(count)} ${change}`)
		.join(', ') || 'nothing has changed';
}

function drawFacts() {
	const subjects = columns.filter(column => !column.isOracle).length;
	if (data.isComparison)
		byId('lead').append('Two runs compared: ', el('b', {id: 'totals'}, changesInWords()), '.');
	else
		byId('lead').append('Python’s socket module, row by row: the document, CPython and ' +
			(subjects === 1 ? 'an implementation.' : `${subjects} implementations.`));
	for (const [name, values] of factsOf())
		byId('facts').append(el('dt', {}, name), ...values.map((value, i) =>
			el('dd', i ? {style: 'grid-column: 2'} : {}, value)));
	for (const link of data.links)
		byId('views').append(el('a', {href: link.url}, link.text));
	document.title = `Plumbline: ${columns.filter(c => !c.isOracle).map(c => c.label).join(', ')}`;
}

function drawNotes() {
	for (const file of data.files)
		if (!file.complete)
			byId('notes').append(el('p', {class: 'note'},
				`The run in ${file.path} was interrupted: ${grouped(file.found)} of ` +
				`${grouped(file.rows)} rows are here.`));
}

function drawLegend() {
	for (const verdict of data.verdicts)
		byId('legend').append(el('dt', {}, badge(verdict)), el('dd', {}, verdict.meaning));
	if (knowledge.length)
		byId('legend').append(el('dt', {}, badge(verdictOf.F, true)), el('dd', {},
			'It fails as its baseline says, and the baseline gives the reason.'));
}

/* The other views of the same results; each keeps the filters. */
function drawViews() {
	const words = {rows: 'Rows', causes: 'Causes', clauses: 'Clauses', trend: 'Trend'};
	const links = views.filter(name => name !== 'trend' || seriesOf().length).map(name =>
		el('a', {href: hashOf({...view, view: name === 'rows' ? '' : name, row: '', cause: ''}) ,
			'data-view': name, 'aria-current': (view.view || 'rows') === name ? 'page' : null}, words[name]));
	byId('views').querySelectorAll('[data-view]').forEach(link => link.remove());
	byId('views').prepend(...links);
}
