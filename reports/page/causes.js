/* Causes: the rows that fail for one reason, or have one missing name, or answer one sentence alike. */

const causeByKey = new Map();   /* key -> {key, title, detail, cells: [[row, column]], ...} */
const causeByText = new Map();
let hasCauses = false;

/* A short name for the address: FNV-1a of the text. */
function keyOf(text) {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++)
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
	return hash.toString(36);
}

/* The kind of answer: an exception without its text, which often names the variant. */
function answerKind(said, column) {
	const answer = (column.isOracle ? said.oracle : said.subject) || said.text || '';
	return answer.startsWith('raises ') ? answer.split(/, text |; expected/)[0] : answer;
}

/*
 * The explanation of a verdict: the baseline's reason, or the missing name, or sentence and answer.
 */
function causeOf(row, i) {
	const verdict = verdictOf[row.v[i]];
	const said = row.d[i] || {};
	if (!verdict || !(verdict.bad || said.known))
		return null;
	if (said.reason)
		return {text: said.reason, title: said.reason, detail: ''};
	if (said.lacks)
		return {text: `lacks ${said.lacks}`, title: `There is no ${said.lacks}.`, detail: ''};
	const kind = answerKind(said, columns[i]);
	const detail = verdict.name === 'FAIL' || verdict.name === 'LACKS' ? kind
		: verdict.name === 'BROKEN' ? `cannot prepare: ${kind}` : verdict.word;
	return {text: `${row.name.name}\n${row.why}\n${detail}`, title: row.why, detail};
}

function newCause(of) {
	let key = keyOf(of.text);
	while (causeByKey.has(key))
		key += 'x';
	const cause = {key, ...of, cells: [], counts: []};
	causeByKey.set(key, cause);
	causeByText.set(of.text, cause);
	return cause;
}

function addToCause(row, i) {
	const of = causeOf(row, i);
	if (!of)
		return;
	const cause = causeByText.get(of.text) || newCause(of);
	cause.cells.push([row, i]);
	cause.counts[i] = (cause.counts[i] || 0) + 1;
	(row.causes = row.causes || {})[i] = cause;
}

/* Computed at the first use, so that the first screen does not wait for them. */
function causes() {
	if (hasCauses)
		return causeByKey;
	hasCauses = true;
	for (const row of rows)
		for (const i in row.d)
			addToCause(row, Number(i));
	return causeByKey;
}

function hasCause(row, key, column) {
	causes();
	return Object.entries(row.causes || {}).some(([i, cause]) =>
		cause.key === key && (column < 0 || Number(i) === column));
}

function linkToCause(cause, label) {
	return el('a', {href: hashOf({view: 'causes', cause: cause.key})}, label);
}

function causeRows(cause) {
	const some = unique(cause.cells.map(([row]) => row)).filter(row => isFound.has(row));
	return [...sentencesOf(some)].map(([why, variants]) => el('li', {}, why, ' ',
		...variants.flatMap(row => [el('a', {href: hashOf({row: row.id}), class: 'mono'}, row.id), ' '])));
}

function causeLine(cause) {
	const isOpen = view.cause === cause.key;
	const list = el('ul');
	const fill = () => list.childNodes.length || list.append(...causeRows(cause));
	const made = el('details', {class: 'cause', open: isOpen, id: `cause-${cause.key}`,
		ontoggle: () => made.open && fill()},
	el('summary', {}, el('span', {class: 'title'}, cause.title),
		cause.detail ? el('code', {}, ` ${cause.detail}`) : null,
		...shownColumns().filter(i => cause.found[i]).map(i =>
			el('span', {class: 'tag'}, `${columns[i].short} ${grouped(cause.found[i])}`))),
	el('p', {}, el('a', {href: hashOf({...view, view: '', cause: cause.key, row: ''})},
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
	for (const [row, i] of cause.cells) {
		if (!isFound.has(row) || !shown.has(i))
			continue;
		cause.found[i] = (cause.found[i] || 0) + 1;
		seen.add(row);
	}
	cause.total = seen.size;
}

function drawCauses() {
	const all = [...causes().values()];
	all.forEach(countCause);
	const some = all.filter(cause => cause.total).sort((a, b) => b.total - a.total);
	const total = new Set(some.flatMap(cause => cause.cells.map(([row]) => row)).filter(row => isFound.has(row)));
	byId('causes').replaceChildren(
		el('p', {class: 'quiet'}, `${plural(total.size, 'row')} in ${plural(some.length, 'cause')}. ` +
			'A cause is the reason that a baseline gives; without one, a missing name, or a sentence with one answer.'),
		...some.map(causeLine));
	const open = view.cause && byId(`cause-${view.cause}`);
	if (open)
		open.scrollIntoView({block: 'start'});
}
