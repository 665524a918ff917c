/* One row laid open: its steps, the answers side by side, and how to repeat it. */

function tokens(text) {
	return text.match(/\\x[0-9a-f]{2}|[A-Za-z0-9_]+|\s+|./gsu) || [];
}

/* The text, marked between its first and its last difference from the other. */
function marked(text, other) {
	if (other === undefined || text === other)
		return [text];
	const a = tokens(text), b = tokens(other);
	let head = 0, tail = 0;
	while (head < a.length && head < b.length && a[head] === b[head])
		head++;
	while (tail < a.length - head && tail < b.length - head &&
		a[a.length - 1 - tail] === b[b.length - 1 - tail])
		tail++;
	const middle = a.slice(head, a.length - tail).join('');
	return [a.slice(0, head).join(''), middle ? el('mark', {}, middle) : null,
		a.slice(a.length - tail).join('')].filter(Boolean);
}

function answerLine(who, text, other) {
	return el('tr', {}, el('th', {scope: 'row'}, who), el('td', {}, ...marked(text, other)));
}

/* Where the oracle has drifted, a subject judged by the oracle is held to its answer. */
function isHeldToOracle(row, column) {
	return !column.isOracle && column.standard === 'oracle' &&
		columns.some((other, i) => other.isOracle && row.v[i] === 'D');
}

/* Marks the differences between the answer and the expected one. */
function answers(row, said, column) {
	const answer = column.isOracle ? said.oracle : said.subject;
	const byOracle = isHeldToOracle(row, column);
	const lines = [];
	if (said.document !== undefined)
		lines.push(answerLine('document', said.document, byOracle ? undefined : answer));
	if (said.oracle !== undefined)
		lines.push(answerLine('oracle', said.oracle, byOracle ? answer : said.document));
	if (said.subject !== undefined)
		lines.push(answerLine('subject', said.subject, byOracle ? said.oracle : said.document));
	return lines.length ? el('table', {class: 'answers'}, el('tbody', {}, ...lines)) : null;
}

function reproOf(row, i) {
	return columns[i].repro.replace('ROW-ID', row.id);
}

function reasonOf(said, isOracle, verdict) {
	const answer = isOracle ? said.oracle : said.subject;
	if (verdict.name === 'SKIP')
		return said.text ? `needs ${said.text}` : '';
	return said.text === `${answer}; expected: ${said.document}` ? '' : said.text || '';
}

function copyButton(text, what, label) {
	return el('button', {type: 'button', onclick: () => copy(text, what)}, label);
}

function repeatLine(row, i) {
	return el('div', {class: 'repeat'}, el('code', {}, reproOf(row, i)),
		copyButton(reproOf(row, i), `the command for ${columns[i].label}`, 'Copy command'));
}

/* The cause of a failure, as a link to the other rows with it. */
function causeLink(row, i) {
	const cause = causes() && causeOf(row, i);
	if (!cause)
		return null;
	const count = cause.counts[i];
	return el('p', {class: 'of-cause'}, linkToCause(cause, count === 1 ? 'The only row with this cause'
		: `One of ${grouped(count)} rows with this cause`));
}

/* The columns of a block had the same verdict, for the same reason, and gave the same answers. */
function verdictBlock(row, some) {
	const column = columns[some[0]];
	const verdict = verdictOf[row.v[some[0]]];
	const said = row.d[some[0]] || {};
	const reason = reasonOf(said, column.isOracle, verdict);
	const labels = some.map(i => columns[i].label);
	return el('section', {class: `verdict ${verdict.name}`, 'aria-label': labels.join(', ')},
		el('header', {}, badge(verdict, Boolean(said.known)), ...some.map(i => el('span', {},
			el('strong', {}, columns[i].label), ' ',
			el('span', {class: 'quiet'}, titleOf(columns[i]))))),
		said.known ? el('p', {class: 'because'}, said.reason || 'Listed in its baseline.') : null,
		said.baseline ? el('p', {class: 'departs'}, `Not as its baseline says: ${said.baseline}`) : null,
		reason ? el('p', {class: 'reason'}, reason) : null,
		causeLink(row, some[0]),
		said.steps ? steps(linesOf(said.steps), new Map([[said.step, labels]])) : null,
		isHeldToOracle(row, column)
			? el('p', {class: 'quiet'}, 'The oracle has drifted here, and the subject is held to its answer.') : null,
		answers(row, said, column),
		...some.map(i => repeatLine(row, i)),
		verdict.name === 'SKIP' ? null : withScripts(() => scriptPart(row, some)));
}

function alike(row, some) {
	const groups = new Map();
	for (const i of some) {
		const key = JSON.stringify([row.v[i], columns[i].isOracle, row.d[i]]);
		groups.set(key, [...(groups.get(key) || []), i]);
	}
	return [...groups.values()];
}

function steps(lines, decided) {
	return el('pre', {}, ...lines.map((line, i) => {
		const who = decided.get(i);
		return el('span', {class: `${who ? 'decided' : ''}${line.startsWith('# ') ? ' peer' : ''}`},
			line, who ? el('em', {}, `decided for ${who.length > 3 ? `${who.length} of them` : who.join(', ')}`) : null);
	}));
}

/* The deciding step of each column, if it is among these lines. */
function deciders(row, shown) {
	const decided = new Map();
	for (const i of shown) {
		const said = row.d[i];
		if (!said || said.step === undefined || said.steps)
			continue;
		decided.set(said.step, [...(decided.get(said.step) || []), columns[i].short]);
	}
	return decided;
}

function passLine(row, shown) {
	const passed = shown.filter(i => row.v[i] === 'P' && !row.d[i]);
	if (!passed.length)
		return null;
	return el('div', {class: 'tools'}, badge(verdictOf.P), ...passed.map(i =>
		el('button', {type: 'button', title: reproOf(row, i),
			onclick: () => copy(reproOf(row, i), 'the command')},
		columns[i].label, el('span', {class: 'quiet'}, ' · copy command'))));
}

/* `conformance/tables/recv.json:40`, as a link where the page knows where the tables are. */
function placeOf(row) {
	const place = `${row.file}:${row.line}`;
	return data.sourceUrl
		? el('a', {href: `${data.sourceUrl.replace(/\/$/, '')}/${row.file}#L${row.line}`, class: 'source'}, place)
		: place;
}

function detailLine(row, shown) {
	const others = shown.filter(i => row.v[i] !== '.' && (row.v[i] !== 'P' || row.d[i]));
	return el('tr', {role: 'row', class: 'detail'}, el('td', {role: 'cell', colspan: shown.length + 1},
		el('div', {class: 'panel'},
			el('div', {},
				el('h3', {}, row.id),
				el('p', {}, row.clause.promise || '', ' ',
					el('code', {class: 'quiet'}, el('a', {href: hashOf({view: 'clauses', q: `clause:${row.clause.id}`})},
						row.clause.id), ', ', placeOf(row)))),
			steps(linesOf(row.steps), deciders(row, shown)),
			el('div', {class: 'tools'},
				copyButton(linkTo({...emptyView(), row: row.id}), 'the link', 'Copy link'),
				el('a', {href: hashOf({row: row.id}), class: 'permalink'}, 'Link to this row')),
			withScripts(() => documentScript(row)),
			el('div', {class: 'verdicts'}, ...alike(row, others).map(some => verdictBlock(row, some))),
			passLine(row, shown))));
}
