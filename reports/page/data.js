/* The results, with links between their parts. */

function prepare() {
	for (const verdict of data.verdicts)
		verdictOf[verdict.letter] = verdict;
	for (const name of data.names) {
		name.rows = [];
		for (const clause of name.clauses) {
			for (const row of clause.rows) {
				row.clause = clause;
				row.name = name;
				name.rows.push(row);
				rows.push(row);
				rowById.set(row.id, row);
			}
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

function countsOf(some, column) {
	const counts = {};
	for (const row of some) {
		const letter = row.v[column];
		if (letter !== '.')
			counts[letter] = (counts[letter] || 0) + 1;
	}
	return counts;
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
