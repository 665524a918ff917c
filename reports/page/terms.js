/* The search: words of text, and terms such as is:different, gevent:fail or name:recv. */

/* A phrase in quotes is text, whatever it looks like. */
function wordsOf(query) {
	return (query.match(/"[^"]*"|\S+/g) || []).map(word => word.startsWith('"')
		? {text: word.replace(/"/g, '').toLowerCase()} : termOf(word.toLowerCase()));
}

function lettersOf(word) {
	if (word === 'bad')
		return data.verdicts.filter(v => v.bad).map(v => v.letter).join('');
	if (word === 'good')
		return data.verdicts.filter(v => !v.bad && v.letter !== 'S').map(v => v.letter).join('');
	const verdict = data.verdicts.find(v => v.name.toLowerCase() === word || v.word === word);
	return verdict ? verdict.letter : '';
}

/* The test for a cell by the word after the colon. */
function cellTest(word) {
	const letters = lettersOf(word);
	if (letters)
		return (row, i) => letters.includes(row.v[i]);
	if (word === 'known')
		return isKnown;
	if (word === 'unexpected' || word === 'new')
		return isToLookAt;
	return null;
}

/* Whether the subjects' verdicts differ; a single subject is compared with the oracle. */
function isDifferent(row) {
	const all = columns.map((column, i) => i);
	const subjects = all.filter(i => !columns[i].isOracle);
	const letters = (subjects.length > 1 ? subjects : all).map(i => row.v[i]).filter(l => l !== '.');
	return new Set(letters).size > 1;
}

function columnsNamed(word) {
	return columns.map((column, i) => i).filter(i =>
		`${columns[i].label} ${titleOf(columns[i])} ${columns[i].short}`.toLowerCase().includes(word));
}

function isTerm(word) {
	if (word === 'different')
		return {test: isDifferent};
	if (changes.includes(word))
		return {test: row => row.change === word};
	const test = cellTest(word);
	return test && {test: row => columns.some((column, i) => !column.isOracle && test(row, i))};
}

/* Anything that is not a term is text, such as inet_aton:x. */
function termOf(word) {
	const cut = word.indexOf(':');
	const before = word.slice(0, cut), after = word.slice(cut + 1);
	if (cut <= 0 || !after)
		return {text: word};
	if (before === 'is')
		return isTerm(after) || {text: word};
	if (before === 'name')
		return {test: row => row.name.name.toLowerCase() === after};
	if (before === 'clause')
		return {test: row => row.clause.id.toLowerCase().includes(after)};
	if (before === 'needs')
		return {test: row => columns.some((column, i) => row.v[i] === 'S' && row.d[i] &&
			(row.d[i].text || '').toLowerCase().includes(after))};
	const some = columnsNamed(before), test = some.length && cellTest(after);
	return test ? {test: row => some.some(i => test(row, i))} : {text: word};
}

function haystackOf(row) {
	if (row.haystack === undefined) {
		const parts = [row.id, row.why, row.clause.id, row.file, ...linesOf(row.steps)];
		for (const said of Object.values(row.d))
			parts.push(said.text || '', said.reason || '', said.document || '', said.oracle || '', said.subject || '');
		row.haystack = parts.join('\n').toLowerCase();
	}
	return row.haystack;
}

function fits(row, word) {
	return word.test ? word.test(row) : haystackOf(row).includes(word.text);
}
