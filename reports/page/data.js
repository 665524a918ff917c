/* The results, with links between their parts. */

const NO_DETAILS = [];

/* By column, from the numbers of columns and of details. */
function detailsOf(pairs) {
	if (!pairs)
		return NO_DETAILS;
	const numbers = pairs.split(' '), details = [];
	for (let i = 0; i < numbers.length; i += 2)
		details[numbers[i]] = data.details[numbers[i + 1]];
	return details;
}

/* Rows share texts and details, which the data name by number. */
function prepareRow(row, clause, name) {
	row.clause = clause;
	row.name = name;
	row.why = data.texts[row.why];
	row.sentence = madeOnce(name.sentences, row.why, () => ({causes: new Map()}));
	row.file = data.texts[row.file];
	row.d = detailsOf(row.d);
	rows.push(row);
	rowById.set(row.id, row);
}

/* The numbers are one text, which costs less to read than an array: most are never looked at. */
function linesOf(steps) {
	return steps ? steps.split(' ').map(number => data.texts[number]) : [];
}

function prepare() {
	for (const verdict of data.verdicts)
		verdictOf[verdict.letter] = verdict;
	for (const name of data.names) {
		name.rows = [];
		name.sentences = new Map();
		for (const clause of name.clauses) {
			for (const row of clause.rows)
				prepareRow(row, clause, name);
			name.rows.push(...clause.rows);
		}
	}
}

/* Whether the side names a module, as "python:/usr/bin/python3:gevent.socket" does. */
function isOfModule(column) {
	return column.module !== 'socket' && column.side.endsWith(`:${column.module}`);
}

function versionOf(column) {
	return `${column.name} ${column.version}`;
}

/* The tested module with its package's version, or the implementation. */
function titleOf(column) {
	if (isOfModule(column) || column.module_version)
		return [column.module, column.module_version].filter(Boolean).join(' ');
	return versionOf(column);
}

/* A column's short name: without directories, if the columns still differ. */
function prepareTitles() {
	for (const column of columns)
		column.short = column.isOracle ? column.label
			: isOfModule(column) ? column.label.replace(column.side, column.module)
			: column.label.replace(column.side, column.side.replace(/^(\w+:).*\//, '$1'));
	const shared = columns.filter(column =>
		columns.some(other => other !== column && other.short === column.short));
	for (const column of shared)
		column.short = column.label;
}

/* For each column, how many of the rows have which verdict, by its letter. */
function countsOf(some) {
	const LETTERS = 128;
	const tally = new Uint32Array(columns.length * LETTERS);
	for (const {v} of some)
		for (let i = 0; i < v.length; i++)
			tally[i * LETTERS + v.charCodeAt(i)]++;
	return columns.map((column, i) => {
		const counts = {};
		for (const {letter} of data.verdicts) {
			const count = tally[i * LETTERS + letter.charCodeAt(0)];
			if (count)
				counts[letter] = count;
		}
		return counts;
	});
}

/* The honest figures: skipped rows stay in the denominator. */
function figuresOf(counts) {
	const figures = {good: 0, bad: 0, skipped: counts.S || 0, all: 0};
	for (const verdict of data.verdicts) {
		const count = counts[verdict.letter] || 0;
		figures.all += count;
		if (verdict.bad)
			figures.bad += count;
		else if (verdict.letter !== 'S')
			figures.good += count;
	}
	return figures;
}

/* `5,706 of 6,055 (94.2 %), 2 % not run` */
function figuresInWords(figures) {
	return `${grouped(figures.good)} of ${grouped(figures.all)} (${part(figures.good, figures.all)})` +
		(figures.skipped ? `, ${part(figures.skipped, figures.all)} not run` : '');
}

function inWords(counts) {
	const parts = data.verdicts.filter(v => counts[v.letter])
		.map(v => `${grouped(counts[v.letter])} ${v.word}`);
	return parts.length ? parts.join(', ') : 'not played';
}

/* The rows in groups of one sentence each, in their order; the variants of a sentence share it. */
function sentencesOf(some) {
	const groups = new Map();
	for (const row of some) {
		const rowsOfIt = groups.get(row.why);
		if (rowsOfIt)
			rowsOfIt.push(row);
		else
			groups.set(row.why, [row]);
	}
	return groups;
}
