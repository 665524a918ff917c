/* Which rows and columns a view lets through. */

function haystackOf(row) {
	if (row.haystack === undefined) {
		const parts = [row.id, row.why, row.clause.id, row.file, ...row.steps];
		for (const said of Object.values(row.d))
			parts.push(said.text || '', said.reason || '', said.document || '', said.oracle || '', said.subject || '');
		row.haystack = parts.join('\n').toLowerCase();
	}
	return row.haystack;
}

function isKnown(row, i) {
	return Boolean(row.d[i] && row.d[i].known);
}

/* A failure that no baseline knows, or what is not as the baseline says, though it passed. */
function isToLookAt(row, i) {
	const verdict = verdictOf[row.v[i]];
	return Boolean(verdict) && !isKnown(row, i) && (verdict.bad || Boolean(row.d[i] && row.d[i].baseline));
}

function isSoKnown(row, i) {
	return !view.k.length || view.k.some(word => word === 'known' ? isKnown(row, i) : isToLookAt(row, i));
}

function hasVerdict(row, letters, subject) {
	for (let i = 0; i < columns.length; i++)
		if ((subject < 0 || i === subject) && letters.includes(row.v[i]) && isSoKnown(row, i))
			return true;
	return false;
}

function find() {
	const words = view.q.toLowerCase().split(/\s+/).filter(Boolean);
	const subject = columns.findIndex(column => column.label === view.s);
	const letters = view.v.length ? view.v.map(name => name[0]).join('')
		: subject >= 0 || view.k.length ? Object.keys(verdictOf).join('') : '';
	return rows.filter(row =>
		(!view.n || row.name.name === view.n) &&
		(!letters || hasVerdict(row, letters, subject)) &&
		(!view.c.length || view.c.includes(row.change)) &&
		(!words.length || words.every(word => haystackOf(row).includes(word))));
}

/* In a comparison those that are compared, before and after side by side. */
function allColumns() {
	const all = columns.map((column, i) => i);
	return data.isComparison
		? unique([...all.filter(i => columns[i].isOracle), ...data.pairs.flat()]) : all;
}

function shownColumns() {
	return allColumns().filter(i => !view.s || columns[i].isOracle || columns[i].label === view.s);
}
