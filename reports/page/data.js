/* The results as they came, made easy to walk. */

function prepare() {
	for (const verdict of data.verdicts) {
		verdictOf[verdict.letter] = verdict;
	}
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

/* Of a module that the side names, "python:/usr/bin/python3:gevent.socket", that is what is tested. */
function isOfModule(column) {
	return column.module !== 'socket' && column.side.endsWith(`:${column.module}`);
}

function versionOf(column) {
	return `${column.name} ${column.version}`;
}

/* What was tested: the module with its package's version, or the implementation. */
function titleOf(column) {
	if (isOfModule(column) || column.module_version)
		return [column.module, column.module_version].filter(Boolean).join(' ');
	return versionOf(column);
}

/* What a column is called where there is little room: without directories, if that tells them apart. */
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

function inWords(counts) {
	const parts = data.verdicts.filter(v => counts[v.letter])
		.map(v => `${grouped(counts[v.letter])} ${v.word}`);
	return parts.length ? parts.join(', ') : 'not played';
}
