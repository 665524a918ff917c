/* A card for each implementation: the figures of the rows shown, and the main causes. */

const CAUSES_ON_CARD = 3;

/* The string leaves the true line by the square root of the share, so that a small share is visible. */
function plumb(share) {
	const degrees = Math.sqrt(share) * 34;
	const tone = share > 0 ? 'FAIL' : 'PASS';
	return svg('svg', {viewBox: '0 0 54 100', 'aria-hidden': 'true', class: tone},
		svg('line', {x1: 14, y1: 0, x2: 14, y2: 98, class: 'plumb-true'}),
		svg('g', {transform: `rotate(${-degrees} 14 0)`},
			svg('line', {x1: 14, y1: 0, x2: 14, y2: 72, class: 'plumb-string'}),
			svg('path', {d: 'M10.5 72h7v3h2.5v7L14 96 8 82v-7h2.5z', class: 'plumb-bob'})));
}

/* A bar is one element, because a page has thousands; its least part is wide enough to be seen. */
const LEAST_PART = 0.03;

function bar(counts) {
	const some = data.verdicts.filter(v => counts[v.letter]);
	const all = some.reduce((sum, v) => sum + counts[v.letter], 0);
	const shares = some.map(v => Math.max(counts[v.letter] / all, LEAST_PART));
	const percent = 100 / shares.reduce((sum, share) => sum + share, 0);
	let end = 0;
	const parts = some.map((v, i) =>
		`var(--${v.name.toLowerCase()}) ${end.toFixed(1)}% ${(end += shares[i] * percent).toFixed(1)}%`);
	return el('div', {class: 'bar', 'aria-hidden': 'true',
		style: `background: linear-gradient(90deg, ${parts.join(', ')})`});
}

/* Passed, failed and skipped are shown even if they are 0. */
function tallies(column, counts) {
	return el('div', {class: 'tallies'}, ...data.verdicts
		.filter(v => counts[v.letter] || ['PASS', 'FAIL', 'SKIP'].includes(v.name)).map(v =>
			el('button', {class: `tally ${v.name}`, type: 'button',
				title: `Show the ${v.name} rows of ${column.label}`,
				onclick: () => change({v: [v.name], s: column.label, view: '', row: ''}, {goes: true})},
			el('span', {class: 'badge', 'aria-hidden': 'true'}, glyphs[v.name]),
			` ${grouped(counts[v.letter] || 0)}`, el('span', {class: 'word'}, ` ${v.word}`))));
}

/* For each column, [cause, count] of the rows shown, the main one first. */
function foundCauses() {
	const counts = columns.map(() => new Map());
	const add = (i, cause, count) => counts[i].set(cause, (counts[i].get(cause) || 0) + count);
	if (found === rows)
		causes().forEach(cause => cause.counts.forEach((count, i) => add(i, cause, count)));
	else
		for (const row of found)
			for (const i in row.d) {
				const cause = causeOf(row, Number(i));
				if (cause)
					add(i, cause, 1);
			}
	return counts.map(some => [...some].sort((a, b) => b[1] - a[1]));
}

function mainCauses(i, all) {
	if (!all.length)
		return [];
	const label = columns[i].label;
	const most = allColumns().length > 5 ? 2 : CAUSES_ON_CARD;
	return [...all.slice(0, most).map(([cause, count]) =>
		el('li', {title: [cause.title, cause.detail].filter(Boolean).join(' ')},
			el('a', {href: hashOf({view: 'causes', s: label, cause: keyOf(cause)})},
				el('b', {}, grouped(count)), ` ${cause.title}`))),
	el('li', {}, el('a', {href: hashOf({view: 'causes', s: label})},
		all.length === 1 ? 'its one cause' : `all ${grouped(all.length)} causes`))];
}

/*
 * For each column, how many of the rows shown are known, and how many are to look at: isToLookAt(),
 * counted from the verdicts, because most cells have no details.
 */
function foundKnown(counts) {
	const all = columns.map((column, i) => ({known: 0, others: figuresOf(counts[i]).bad}));
	for (const row of found)
		row.d.forEach((said, i) => {
			const verdict = verdictOf[row.v[i]];
			all[i].known += said.known ? 1 : 0;
			all[i].others += said.known ? -Number(verdict.bad) : Number(!verdict.bad && Boolean(said.baseline));
		});
	return all;
}

/* A known failure is still a failure, and never shown as success. */
function knownLine(i, {known, others}) {
	if (!columns[i].known)
		return null;
	return el('p', {class: 'off known-line'}, `${plural(known, 'known failure')}, `,
		others ? el('span', {class: 'new'}, `${grouped(others)} to look at`) : 'no other');
}

/* The implementation and how it was judged, in one line. */
function aboutOf(column) {
	return [column.isOracle ? column.side : column.label,
		column.isOracle ? 'the oracle' : `judged by the ${column.standard || 'oracle'}`,
		titleOf(column) === versionOf(column) ? '' : versionOf(column), column.libc,
		`${column.byteorder}-endian`].filter(Boolean).join(', ');
}

function drawCard(i, counts, known) {
	const column = columns[i];
	const figures = figuresOf(counts);
	const played = figures.all - figures.skipped;
	const about = aboutOf(column);
	return el('article', {class: 'card'}, plumb(played ? figures.bad / played : 0),
		el('div', {}, el('h2', {}, titleOf(column)),
			el('p', {class: 'side', title: about}, about),
			el('p', {class: 'off figures'}, `${grouped(figures.good)} of ${grouped(figures.all)} (`,
				el('b', {}, nobreak(part(figures.good, figures.all))), ')',
				figures.skipped ? `, ${nobreak(`${part(figures.skipped, figures.all)} not run`)}` : ''),
			knownLine(i, known)),
		bar(counts), tallies(column, counts), el('ul', {class: 'main-causes'}));
}

function drawMainCauses() {
	const all = foundCauses(), shown = allColumns();
	document.querySelectorAll('.main-causes').forEach((list, at) =>
		list.replaceChildren(...mainCauses(shown[at], all[shown[at]])));
}

function drawCards() {
	const counts = countsOf(found), known = foundKnown(counts);
	byId('cards').replaceChildren(...allColumns().map(i => drawCard(i, counts[i], known[i])));
	byId('cards').classList.toggle('many', allColumns().length > 5);
	byId('of-shown').hidden = !isFiltered();
}

function drawUntested() {
	const names = data.names.filter(name => !name.rows.length).map(name => name.name);
	if (names.length && !data.isComparison)
		byId('untested').textContent = `These results have no row about ${names.join(', ')}.`;
}
