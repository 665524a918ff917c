/* The head of the page: what was played, and a card for each column. */

/* A list that would push the results off the screen is opened by who wants it. */
function listed(paths) {
	return el('details', {}, el('summary', {}, plural(paths.length, 'file')),
		...paths.map(path => el('div', {}, path)));
}

function drawFacts() {
	const subjects = columns.filter(column => !column.isOracle).length;
	const times = unique(data.files.map(file => file.started.replace('T', ' ').replace('Z', ' UTC'))).sort();
	const facts = [
		['Played', times.length > 2 ? [times[0], `to ${times[times.length - 1]}`] : times],
		['Platform', unique(columns.map(column => column.platform).filter(Boolean))],
		['Rows', [grouped(rows.length)]],
		['Runner', unique(data.files.map(file => `plumbline ${file.plumbline}`))],
		['Results', data.files.length > 3 ? [listed(data.files.map(file => file.path))]
			: data.files.map(file => file.path)],
	];
	byId('lead').textContent = data.isComparison
		? 'What has changed between two runs of the tables on Python’s socket module.'
		: `Python’s socket module, row by row: what the document promises, what CPython does, and what ` +
		  (subjects === 1 ? 'the implementation does.' : `${subjects} implementations do.`);
	for (const [name, values] of facts)
		byId('facts').append(el('dt', {}, name), ...values.map((value, i) =>
			el('dd', i ? {style: 'grid-column: 2'} : {}, value)));
	if (data.links.length)
		byId('facts').append(el('dt', {}, 'See also'), ...data.links.map((link, i) =>
			el('dd', i ? {style: 'grid-column: 2'} : {}, el('a', {href: link.url}, link.text))));
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
			'It fails as its baseline says, which gives the reason: only what is new is to be looked at.'));
	byId('legend').append(el('dt', {class: 'badge'}, 'out of plumb'), el('dd', {},
		'The share of the rows that were played, skips apart, that failed, broke, crashed or hung.'));
}

/* The string hangs off the true line by the square root of the share: small ones are seen too. */
function plumb(share) {
	const degrees = Math.sqrt(share) * 34;
	const tone = share > 0 ? 'FAIL' : 'PASS';
	return svg('svg', {viewBox: '0 0 54 100', 'aria-hidden': 'true', class: tone},
		svg('line', {x1: 14, y1: 0, x2: 14, y2: 98, class: 'plumb-true'}),
		svg('g', {transform: `rotate(${-degrees} 14 0)`},
			svg('line', {x1: 14, y1: 0, x2: 14, y2: 72, class: 'plumb-string'}),
			svg('path', {d: 'M10.5 72h7v3h2.5v7L14 96 8 82v-7h2.5z', class: 'plumb-bob'})));
}

/* Cut off, not rounded: 100 % is all of them, and what is not nothing is at least 0.1 %. */
function part(some, all) {
	const tenths = all ? Math.max(Math.floor(some * 1000 / all), some ? 1 : 0) : 0;
	return `${tenths / 10} %`;
}

function bar(counts) {
	return el('div', {class: 'bar', 'aria-hidden': 'true'}, ...data.verdicts
		.filter(v => counts[v.letter])
		.map(v => el('i', {class: v.name, style: `flex: ${counts[v.letter]} 0 0`})));
}

function drawCard(column) {
	const counts = {};
	let played = 0, bad = 0, good = 0, all = 0;
	data.verdicts.forEach((verdict, i) => {
		counts[verdict.letter] = column.counts[i];
		played += verdict.name === 'SKIP' ? 0 : column.counts[i];
		bad += verdict.bad ? column.counts[i] : 0;
		all += column.counts[i];
		good += verdict.bad || verdict.name === 'SKIP' ? 0 : column.counts[i];
	});
	const share = played ? bad / played : 0;
	const standard = column.isOracle ? 'the oracle' : `judged by the ${column.standard || 'oracle'}`;
	return el('article', {class: 'card'}, plumb(share),
		el('div', {}, el('h2', {}, ...breakable(titleOf(column))),
			el('p', {class: 'side'}, ...breakable(column.isOracle ? column.side : column.label),
				el('span', {class: 'standard'}, `, ${standard}`)),
			el('p', {class: 'side'}, [column.libc, titleOf(column) === versionOf(column) ? '' : versionOf(column),
				`${column.byteorder}-endian`].filter(Boolean).join(', ')),
			el('p', {class: 'off'}, `${grouped(good)} of ${grouped(all)} (`, el('b', {}, part(good, all)), ')',
				played < all ? `, ${part(all - played, all)} not run` : ''),
			column.known ? el('p', {class: 'off'}, `${grouped(column.known)} known, `,
				column.toLookAt ? el('span', {class: 'new'}, `${grouped(column.toLookAt)} to look at`)
					: 'no other') : null),
		bar(counts),
		el('div', {class: 'tallies'}, ...data.verdicts.filter(v => counts[v.letter]).map(v =>
			el('button', {class: `tally ${v.name}`, type: 'button',
				title: `Show the ${v.name} rows of ${column.label}`,
				onclick: () => change({v: [v.name], s: column.label, row: ''}, true)},
			el('span', {class: 'badge'}, glyphs[v.name]), ` ${grouped(counts[v.letter])}`,
			el('span', {class: 'word'}, ` ${v.word}`)))));
}

function drawUntested() {
	const names = data.names.filter(name => !name.rows.length).map(name => name.name);
	if (names.length && !data.isComparison)
		byId('untested').textContent = `Of these results no row is about ${names.join(', ')}.`;
}
