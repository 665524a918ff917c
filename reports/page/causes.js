/* Causes: the rows that fail for one reason, or have one missing name, or answer one sentence alike. */

const allCauses = [];           /* {text, title, detail, rows, columns, counts}: see newCause() */
const causeByReason = new Map();
const causeByLack = new Map();
const detailsOfSaid = new Map();
let hasCauses = false;

/* A short name for the address: FNV-1a of the text from two starts. Two causes hardly ever share one. */
function keyOf(cause) {
	if (cause.key)
		return cause.key;
	let one = 0x811c9dc5, other = 0x9e3779b9;
	for (let i = 0; i < cause.text.length; i++) {
		one = Math.imul(one ^ cause.text.charCodeAt(i), 0x01000193) >>> 0;
		other = Math.imul(other ^ cause.text.charCodeAt(i), 0x01000193) >>> 0;
	}
	return cause.key = one.toString(36) + other.toString(36);
}

/* The kind of answer: an exception without its text, which often names the variant. */
function answerKind(said, isOracle) {
	const answer = (isOracle ? said.oracle : said.subject) || said.text || '';
	return answer.startsWith('raises ') ? answer.split(/, text |; expected/)[0] : answer;
}

function newDetail(said, verdict, isOracle) {
	const kind = answerKind(said, isOracle);
	return verdict.name === 'FAIL' || verdict.name === 'LACKS' ? kind
		: verdict.name === 'BROKEN' ? `cannot prepare: ${kind}` : verdict.word;
}

/* Remembered, because thousands of cells say the same. */
function detailOf(said, verdict, isOracle) {
	let details = detailsOfSaid.get(said);
	if (!details)
		detailsOfSaid.set(said, details = {});
	const key = isOracle ? verdict.name : verdict.letter;
	return details[key] === undefined ? details[key] = newDetail(said, verdict, isOracle) : details[key];
}

/* A cause has a cell for each of its rows, which may be there for several columns. */
function newCause(text, title, detail) {
	const cause = {text, title, detail, rows: [], columns: [], counts: []};
	allCauses.push(cause);
	return cause;
}

/*
 * The explanation of a verdict: the baseline's reason, or the missing name, or sentence and answer.
 */
function causeOf(row, i) {
	const verdict = verdictOf[row.v[i]];
	const said = row.d[i];
	if (!said || !verdict || !(verdict.bad || said.known))
		return null;
	if (said.reason)
		return madeOnce(causeByReason, said.reason, () => newCause(said.reason, said.reason, ''));
	if (said.lacks)
		return madeOnce(causeByLack, said.lacks, () =>
			newCause(`lacks ${said.lacks}`, `There is no ${said.lacks}.`, ''));
	const detail = detailOf(said, verdict, columns[i].isOracle);
	return madeOnce(row.sentence.causes, detail, () =>
		newCause(`${row.name.name}\n${row.why}\n${detail}`, row.why, detail));
}

function addToCause(row, i) {
	const cause = causeOf(row, i);
	if (!cause)
		return;
	cause.rows.push(row);
	cause.columns.push(i);
	cause.counts[i] = (cause.counts[i] || 0) + 1;
}

/* Computed at the first use, so that the first screen does not wait for them. */
function causes() {
	if (!hasCauses)
		for (const row of rows)
			for (const i in row.d)
				addToCause(row, Number(i));
	hasCauses = true;
	return allCauses;
}

function causeWithKey(key) {
	return causes().find(cause => keyOf(cause) === key);
}

function hasCause(row, key, column) {
	return Object.keys(row.d).map(Number).some(i => {
		const cause = column < 0 || i === column ? causeOf(row, i) : null;
		return cause && keyOf(cause) === key;
	});
}

function linkToCause(cause, label) {
	return el('a', {href: hashOf({view: 'causes', cause: keyOf(cause)})}, label);
}

function causeRows(cause) {
	const some = unique(cause.rows).filter(row => isFound.has(row));
	return [...sentencesOf(some)].map(([why, variants]) => el('li', {}, why, ' ',
		...variants.flatMap(row => [el('a', {href: hashOf({row: row.id}), class: 'mono'}, row.id), ' '])));
}

function causeLine(cause) {
	const isOpen = view.cause === keyOf(cause);
	const list = el('ul');
	const fill = () => list.childNodes.length || list.append(...causeRows(cause));
	const made = el('details', {class: 'cause', open: isOpen, id: `cause-${keyOf(cause)}`,
		ontoggle: () => made.open && fill()},
	el('summary', {}, el('span', {class: 'title'}, cause.title),
		cause.detail ? el('code', {}, ` ${cause.detail}`) : null,
		...shownColumns().filter(i => cause.found[i]).map(i =>
			el('span', {class: 'tag'}, `${columns[i].short} ${grouped(cause.found[i])}`))),
	el('p', {}, el('a', {href: hashOf({...view, view: '', cause: keyOf(cause), row: ''})},
		`Show ${plural(cause.total, 'row')} in the table`)), list);
	if (isOpen)
		fill();
	return made;
}

/* Counts the cells that the filter shows. */
function countCause(cause) {
	const shown = new Set(shownColumns());
	cause.found = [];
	cause.total = 0;
	const seen = new Set();
	cause.columns.forEach((i, at) => {
		const row = cause.rows[at];
		if (!isFound.has(row) || !shown.has(i))
			return;
		cause.found[i] = (cause.found[i] || 0) + 1;
		seen.add(row);
	});
	cause.total = seen.size;
}

function drawCauses() {
	const all = causes();
	all.forEach(countCause);
	const some = all.filter(cause => cause.total).sort((a, b) => b.total - a.total);
	const total = new Set(some.flatMap(cause => cause.rows).filter(row => isFound.has(row)));
	byId('causes').replaceChildren(
		el('p', {class: 'quiet'}, `${plural(total.size, 'row')} in ${plural(some.length, 'cause')}. ` +
			'A cause is the reason that a baseline gives; without one, a missing name, or a sentence with one answer.'),
		...some.map(causeLine));
	const open = view.cause && byId(`cause-${view.cause}`);
	if (open)
		open.scrollIntoView({block: 'start'});
}
