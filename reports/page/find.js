/* The rows and columns of a view. */

function isKnown(row, i) {
	const said = row.d[i];
	return said !== undefined && Boolean(said.known);
}

/* A failure that no baseline knows, or anything else that the baseline did not predict. */
function isToLookAt(row, i) {
	const verdict = verdictOf[row.v[i]], said = row.d[i];
	return Boolean(verdict && (said ? !said.known && (verdict.bad || said.baseline) : verdict.bad));
}

function isSoKnown(row, i, of) {
	return !of.k.length || of.k.some(word => word === 'known' ? isKnown(row, i) : isToLookAt(row, i));
}

function hasVerdict(row, letters, subject, of) {
	for (let i = 0; i < columns.length; i++)
		if ((subject < 0 || i === subject) && letters.includes(row.v[i]) && isSoKnown(row, i, of))
			return true;
	return false;
}

function find(of) {
	if (!isFiltered(of))
		return rows;
	const words = wordsOf(of.q);
	const subject = columns.findIndex(column => column.label === of.s);
	const letters = of.v.length ? data.verdicts.filter(v => of.v.includes(v.name)).map(v => v.letter).join('')
		: subject >= 0 || of.k.length ? Object.keys(verdictOf).join('') : '';
	return rows.filter(row =>
		(!of.n || row.name.name === of.n) &&
		(!of.cause || hasCause(row, of.cause, subject)) &&
		(!letters || hasVerdict(row, letters, subject, of)) &&
		(!of.c.length || of.c.includes(row.change)) &&
		(!words.length || words.every(word => fits(row, word))));
}

/* In a comparison only the columns compared, before and after side by side. */
function allColumns() {
	const all = columns.map((column, i) => i);
	return data.isComparison
		? unique([...all.filter(i => columns[i].isOracle), ...data.pairs.flat()]) : all;
}

function shownColumns() {
	return allColumns().filter(i => !view.s || columns[i].isOracle || columns[i].label === view.s);
}
