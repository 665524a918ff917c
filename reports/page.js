'use strict';
(function () {
	const data = JSON.parse(document.getElementById('data').textContent);
	const columns = data.columns;
	const verdictOf = {};   /* by letter: {name, word, meaning, bad, letter} */
	const glyphs = {PASS: '✓', DRIFT: '≈', SKIP: '–', FAIL: '✗', BROKEN: '?', CRASH: '‼', HANG: '∞'};
	/* What a baseline says of a row: it fails as is known, or else somebody must look at it. */
	const knowledge = columns.some(column => column.known) ? ['to look at', 'known'] : [];
	const changes = data.isComparison ? ['worse', 'changed', 'better', 'gone', 'new'] : [];
	/* So many rows are laid open at once when a filter is set; more are opened by hand. */
	const OPEN_AT_ONCE = 60;

	const rows = [];        /* in order; each knows its clause and its name */
	const rowById = new Map();
	const bodies = new Map(); /* name -> the tbody that stands in the table */
	let view = emptyView();
	let openNames = new Set();
	let drawn = 0;          /* how often: what was begun for an earlier table is given up */
	let found = [];         /* the rows that the view lets through */
	let isFound = new Set();

	function byId(id) {
		return document.getElementById(id);
	}

	function el(tag, properties, ...children) {
		const made = document.createElement(tag);
		for (const [key, value] of Object.entries(properties || {})) {
			if (key.startsWith('on'))
				made.addEventListener(key.slice(2), value);
			else if (value === true)
				made.setAttribute(key, '');
			else if (value !== false && value !== undefined && value !== null)
				made.setAttribute(key, value);
		}
		made.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
		return made;
	}

	function unique(list) {
		return [...new Set(list)];
	}

	function svg(tag, properties, ...children) {
		const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
		for (const [key, value] of Object.entries(properties))
			made.setAttribute(key, value);
		made.append(...children);
		return made;
	}

	function grouped(number) {
		return number.toLocaleString('en');
	}

	function plural(number, word) {
		return `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;
	}

	/* A long label may break after its :, / and . only. */
	function breakable(label) {
		return label.split(/(?<=[:/.])/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);
	}

	/* --- the data ------------------------------------------------------------------------- */

	function prepare() {
		for (const verdict of data.verdicts) {
			verdict.letter = verdict.name[0];
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

	/* What a column is called where there is little room: without directories, if that tells them apart. */
	function prepareTitles() {
		for (const column of columns)
			column.short = column.isOracle ? column.label
				: isOfModule(column) ? column.label.replace(column.side, column.module)
				: column.label.replace(column.side, column.side.replace(/^(\w+:).*\//, '$1'));
		for (const column of columns)
			if (columns.filter(other => other.short === column.short).length > 1)
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

	/* --- the view, which stands in the address ---------------------------------------------- */

	function emptyView() {
		return {q: '', n: '', s: '', v: [], k: [], c: [], row: ''};
	}

	function isFiltered() {
		return Boolean(view.q || view.n || view.s || view.v.length || view.k.length || view.c.length);
	}

	function encode(text) {
		return encodeURIComponent(text).replace(/%2F/g, '/').replace(/%2C/g, ',').replace(/%3A/g, ':');
	}

	function hashOf(some) {
		const parts = [];
		for (const key of Object.keys(some)) {
			const value = Array.isArray(some[key]) ? some[key].join(',') : some[key];
			if (value)
				parts.push(`${key}=${encode(value)}`);
		}
		return '#' + parts.join('&');
	}

	function decode(text) {
		try {
			return decodeURIComponent(text.replace(/\+/g, ' '));
		} catch (error) {
			return text;
		}
	}

	/* What the page does not know is passed over: an address is typed by people too. */
	function readHash() {
		const next = emptyView();
		for (const part of location.hash.slice(1).split('&')) {
			const cut = part.indexOf('=');
			const key = part.slice(0, cut);
			if (cut < 0 || !(key in next))
				continue;
			const value = decode(part.slice(cut + 1));
			next[key] = Array.isArray(next[key]) ? value.split(',').filter(Boolean) : value;
		}
		next.v = next.v.filter(name => data.verdicts.some(v => v.name === name));
		next.k = next.k.filter(name => knowledge.includes(name));
		next.c = next.c.filter(name => changes.includes(name));
		if (!data.names.some(name => name.name === next.n))
			next.n = '';
		if (!columns.some(column => column.label === next.s))
			next.s = '';
		return next;
	}

	function writeHash() {
		history.replaceState(null, '', hashOf(view) === '#' ? location.pathname + location.search : hashOf(view));
	}

	/* --- finding ---------------------------------------------------------------------------- */

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

	/* --- the head --------------------------------------------------------------------------- */


	/* A list that would push the results off the screen is opened by who wants it. */
	function listed(paths) {
		return el('details', {}, el('summary', {}, plural(paths.length, 'file')),
			...paths.map(path => el('div', {}, path)));
	}

	function drawFacts() {
		const subjects = columns.filter(column => !column.isOracle).length;
		const times = unique(data.files.map(file => file.started.replace('T', ' ').replace('Z', ' UTC'))).sort();
		const facts = [
			['Played', times.length > 2 ? [times[0], `to ${times[times.length - 1]}`] : times],
			['Platform', unique(columns.map(column => column.platform).filter(Boolean))],
			['Rows', [grouped(rows.length)]],
			['Runner', unique(data.files.map(file => `plumbline ${file.plumbline}`))],
			['Results', data.files.length > 3 ? [listed(data.files.map(file => file.path))]
				: data.files.map(file => file.path)],
		];
		byId('lead').textContent = data.isComparison
			? 'What has changed between two runs of the tables on Python’s socket module.'
			: `Python’s socket module, row by row: what the document promises, what CPython does, and what ` +
			  (subjects === 1 ? 'the implementation does.' : `${subjects} implementations do.`);
		for (const [name, values] of facts)
			byId('facts').append(el('dt', {}, name), ...values.map((value, i) =>
				el('dd', i ? {style: 'grid-column: 2'} : {}, value)));
		if (data.links.length)
			byId('facts').append(el('dt', {}, 'See also'), ...data.links.map((link, i) =>
				el('dd', i ? {style: 'grid-column: 2'} : {}, el('a', {href: link.url}, link.text))));
		document.title = `Plumbline: ${columns.filter(c => !c.isOracle).map(c => c.label).join(', ')}`;
	}

	function drawNotes() {
		for (const file of data.files)
			if (!file.complete)
				byId('notes').append(el('p', {class: 'note'},
					`The run in ${file.path} was interrupted: ${grouped(file.found)} of ` +
					`${grouped(file.rows)} rows are here.`));
	}

	function drawLegend() {
		for (const verdict of data.verdicts)
			byId('legend').append(el('dt', {}, badge(verdict)), el('dd', {}, verdict.meaning));
		if (knowledge.length)
			byId('legend').append(el('dt', {}, badge(verdictOf.F, true)), el('dd', {},
				'It fails as its baseline says, which gives the reason: only what is new is to be looked at.'));
		byId('legend').append(el('dt', {class: 'badge'}, 'out of plumb'), el('dd', {},
			'The share of the rows that were played, skips apart, that failed, broke, crashed or hung.'));
	}

	/* The string hangs off the true line by the square root of the share: small ones are seen too. */
	function plumb(share) {
		const degrees = Math.sqrt(share) * 34;
		const tone = share > 0 ? 'FAIL' : 'PASS';
		return svg('svg', {viewBox: '0 0 54 100', 'aria-hidden': 'true', class: tone},
			svg('line', {x1: 14, y1: 0, x2: 14, y2: 98, class: 'plumb-true'}),
			svg('g', {transform: `rotate(${-degrees} 14 0)`},
				svg('line', {x1: 14, y1: 0, x2: 14, y2: 72, class: 'plumb-string'}),
				svg('path', {d: 'M10.5 72h7v3h2.5v7L14 96 8 82v-7h2.5z', class: 'plumb-bob'})));
	}

	function percent(share) {
		if (share > 0 && share < 0.001)
			return 'under 0.1%';
		return (share * 100).toFixed(share && share < 0.1 ? 1 : 0) + '%';
	}

	function bar(counts) {
		return el('div', {class: 'bar', 'aria-hidden': 'true'}, ...data.verdicts
			.filter(v => counts[v.letter])
			.map(v => el('i', {class: v.name, style: `flex: ${counts[v.letter]} 0 0`})));
	}

	function drawCard(column) {
		const counts = {};
		let played = 0, bad = 0;
		data.verdicts.forEach((verdict, i) => {
			counts[verdict.letter] = column.counts[i];
			played += verdict.name === 'SKIP' ? 0 : column.counts[i];
			bad += verdict.bad ? column.counts[i] : 0;
		});
		const share = played ? bad / played : 0;
		const standard = column.isOracle ? 'the oracle' : `judged by the ${column.standard || 'oracle'}`;
		return el('article', {class: 'card'}, plumb(share),
			el('div', {}, el('h2', {}, ...breakable(isOfModule(column) ? column.module : versionOf(column))),
				el('p', {class: 'side'}, ...breakable(column.isOracle ? column.side : column.label),
					el('span', {class: 'standard'}, `, ${standard}`)),
				el('p', {class: 'side'}, [column.libc, isOfModule(column) ? versionOf(column) : '',
					`${column.byteorder}-endian`].filter(Boolean).join(', ')),
				el('p', {class: 'off'}, el('b', {}, played ? percent(share) : 'not played'),
					played ? ' out of plumb' : ''),
				column.known ? el('p', {class: 'off'}, `${grouped(column.known)} known, `,
					column.toLookAt ? el('span', {class: 'new'}, `${grouped(column.toLookAt)} to look at`)
						: 'no other') : null),
			bar(counts),
			el('div', {class: 'tallies'}, ...data.verdicts.filter(v => counts[v.letter]).map(v =>
				el('button', {class: `tally ${v.name}`, type: 'button',
					title: `Show the ${v.name} rows of ${column.label}`,
					onclick: () => change({v: [v.name], s: column.label, row: ''}, true)},
				el('span', {class: 'badge'}, glyphs[v.name]), ` ${grouped(counts[v.letter])}`,
				el('span', {class: 'word'}, ` ${v.word}`)))));
	}

	/* --- the table -------------------------------------------------------------------------- */

	function badge(verdict, known) {
		return el('span', {class: `badge ${verdict.name}${known ? ' known' : verdict.bad ? ' bad' : ''}`},
			el('span', {'aria-hidden': 'true'}, `${glyphs[verdict.name]} `), verdict.name,
			known ? el('span', {class: 'word'}, ' known') : null);
	}

	function drawColumns() {
		const shown = shownColumns();
		byId('columns').replaceChildren(
			el('th', {role: 'columnheader', scope: 'col'}, 'Documented name'),
			...shown.map(i => el('th', {role: 'columnheader', scope: 'col', title: columns[i].label},
				...breakable(columns[i].short), el('br'),
				el('span', {style: 'font-weight: 400'}, versionOf(columns[i])))));
		fit();
	}

	function nameCell(name, i) {
		const counts = countsOf(name.rows, i);
		const bad = data.verdicts.filter(v => v.bad).reduce((sum, v) => sum + (counts[v.letter] || 0), 0);
		const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
		const good = (counts.P || 0) + (counts.D || 0);
		const words = inWords(counts);
		const shown = !total ? el('span', {class: 'quiet'}, '·')
			: bad ? el('span', {}, el('span', {class: 'few FAIL'}, `✗ ${bad}`),
				el('span', {class: 'quiet'}, ` of ${total}`))
			: good ? el('span', {}, el('span', {class: 'few PASS'}, '✓ '), String(good))
			: el('span', {class: 'quiet'}, `– ${total}`);
		shown.setAttribute('aria-hidden', 'true');
		return el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short, title: words},
			shown, el('span', {class: 'unseen'}, words), bar(counts));
	}

	function rowCell(row, i) {
		const verdict = verdictOf[row.v[i]];
		return el('td', {role: 'cell', class: 'cell', 'data-label': columns[i].short,
			title: (row.d[i] && (row.d[i].reason || row.d[i].text)) || null},
		verdict ? badge(verdict, isKnown(row, i)) : el('span', {class: 'quiet'}, '·', el('span', {class: 'unseen'}, 'not played')));
	}

	function clauseLine(clause, span) {
		return el('tr', {role: 'row', class: 'clause'},
			el('th', {role: 'rowheader', colspan: span, scope: 'colgroup'},
				el('span', {class: 'promise'}, clause.promise || clause.id),
				clause.promise ? el('code', {}, clause.id) : null,
				clause.rows.length ? null : el('span', {class: 'quiet'},
					clause.kind === 'prose' ? '  advice: nothing to test' : '  no row in these results')));
	}

	function rowLine(row, shown) {
		const isOpen = view.row === row.id;
		return el('tr', {role: 'row', class: `row${isOpen ? ' open' : ''}`, 'data-row': row.id},
			el('th', {role: 'rowheader', scope: 'row', class: 'first'},
				el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
					onclick: () => toggleRow(row)},
				el('span', {class: 'why'}, row.why),
				el('span', {class: 'id'}, row.id,
					row.change ? el('span', {class: `tag ${row.change}`}, row.change) : null))),
			...shown.map(i => rowCell(row, i)));
	}

	function nameLine(name, shown) {
		const isOpen = openNames.has(name);
		return el('tr', {role: 'row', class: `name${isOpen ? ' open' : ''}`},
			el('th', {role: 'rowheader', scope: 'row', class: 'first'},
				el('button', {type: 'button', class: 'opener', 'aria-expanded': String(isOpen),
					onclick: () => toggleName(name)}, name.name)),
			...shown.map(i => nameCell(name, i)));
	}

	/* A name's part of the table is only made when it is opened: most of a large page never is. */
	function fillBody(name) {
		const body = bodies.get(name);
		const shown = shownColumns();
		const lines = [nameLine(name, shown)];
		if (openNames.has(name)) {
			for (const clause of name.clauses) {
				const some = clause.rows.filter(row => isFound.has(row));
				if (!some.length && (isFiltered() || clause.rows.length || data.isComparison))
					continue;
				lines.push(clauseLine(clause, shown.length + 1));
				for (const row of some) {
					lines.push(rowLine(row, shown));
					if (row.id === view.row)
						lines.push(detailLine(row, shown));
				}
			}
		}
		body.replaceChildren(...lines);
	}

	function drawTable() {
		drawn++;
		const names = unique(found.map(row => row.name));
		const table = byId('table');
		for (const body of bodies.values())
			body.remove();
		bodies.clear();
		drawColumns();
		for (const name of names) {
			bodies.set(name, el('tbody', {role: 'rowgroup'}));
			fillBody(name);
			table.append(bodies.get(name));
		}
		table.hidden = !names.length;
		byId('nothing').hidden = Boolean(names.length);
		byId('found').textContent = isFiltered()
			? `${grouped(found.length)} of ${plural(rows.length, 'row')}, in ${plural(names.length, 'name')}`
			: `${plural(rows.length, 'row')}, in ${plural(names.length, 'name')}`;
	}

	/* The columns stand side by side where each has some five characters; else they are stacked. */
	function fit() {
		const table = byId('table');
		const width = byId('results').clientWidth;
		const count = shownColumns().length;
		const isStacked = width < 240 + count * 84;
		table.classList.toggle('stacked', isStacked);
		table.style.setProperty('--name-width',
			isStacked ? 'auto' : Math.max(240, Math.min(620, width - count * 120)) + 'px');
	}

	/* --- one row ---------------------------------------------------------------------------- */

	function tokens(text) {
		return text.match(/\\x[0-9a-f]{2}|[A-Za-z0-9_]+|\s+|./gsu) || [];
	}

	/* The text, with what is between its first and its last difference from the other marked. */
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

	/* Where the oracle has drifted, whoever is judged by it is held to what it did. */
	function isHeldToOracle(row, column) {
		return !column.isOracle && column.standard === 'oracle' &&
			columns.some((other, i) => other.isOracle && row.v[i] === 'D');
	}

	/* What counts is marked where it differs from the answer, and the answer where it differs from
	   what counts. */
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
				el('span', {class: 'quiet'}, versionOf(columns[i]))))),
			said.known ? el('p', {class: 'because'}, said.reason || 'Listed in its baseline.') : null,
			said.baseline ? el('p', {class: 'departs'}, `Not as its baseline says: ${said.baseline}`) : null,
			reason ? el('p', {class: 'reason'}, reason) : null,
			said.steps ? steps(said.steps, new Map([[said.step, labels]])) : null,
			isHeldToOracle(row, column)
				? el('p', {class: 'quiet'}, 'The oracle has drifted here, and this is held to it.') : null,
			answers(row, said, column),
			...some.map(i => repeatLine(row, i)));
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

	/* Which step decided, for whom, as far as it is a step of these lines. */
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

	function scriptOf(row) {
		return [`# ${row.id}: ${row.why}`, 'from socket import *', '', ...row.steps, ''].join('\n');
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

	function detailLine(row, shown) {
		const others = shown.filter(i => row.v[i] !== '.' && (row.v[i] !== 'P' || row.d[i]));
		return el('tr', {role: 'row', class: 'detail'}, el('td', {role: 'cell', colspan: shown.length + 1},
			el('div', {class: 'panel'},
				el('div', {},
					el('h3', {}, row.id),
					el('p', {}, row.clause.promise || '', ' ',
						el('code', {class: 'quiet'}, `${row.clause.id}, ${row.file}:${row.line}`))),
				steps(row.steps, deciders(row, shown)),
				el('div', {class: 'tools'},
					copyButton(scriptOf(row), 'the row as Python', 'Copy as Python'),
					copyButton(linkTo({...emptyView(), row: row.id}), 'the link', 'Copy link'),
					el('a', {href: hashOf({row: row.id}), class: 'permalink'}, 'Link to this row')),
				el('div', {class: 'verdicts'}, ...alike(row, others).map(some => verdictBlock(row, some))),
				passLine(row, shown))));
	}

	/* --- what people do ------------------------------------------------------------------------ */

	let silence;

	function say(text) {
		byId('said').textContent = text;
		byId('said').classList.add('on');
		clearTimeout(silence);
		silence = setTimeout(() => byId('said').classList.remove('on'), 2500);
	}

	/* A page from disk may not have the clipboard; the old way works there. */
	async function copy(text, what) {
		try {
			await navigator.clipboard.writeText(text);
		} catch (error) {
			const area = el('textarea', {style: 'position: fixed; top: -100vh'});
			area.value = text;
			document.body.append(area);
			area.select();
			const done = document.execCommand('copy');
			area.remove();
			if (!done) {
				say('The browser does not let this page copy');
				return;
			}
		}
		say(`Copied ${what}`);
	}

	function linkTo(some) {
		return location.href.split('#')[0] + hashOf(some);
	}

	function focusIn(body, selector) {
		const target = body.querySelector(selector);
		if (target)
			target.focus({preventScroll: true});
	}

	function toggleName(name) {
		if (!openNames.delete(name))
			openNames.add(name);
		fillBody(name);
		focusIn(bodies.get(name), '.name .opener');
	}

	/* Thousands of rows take a while: each piece leaves the page time to answer. */
	function openAll() {
		const closed = [...bodies.keys()].filter(name => !openNames.has(name));
		const turn = ++drawn;
		function openSome() {
			const until = performance.now() + 30;
			while (closed.length && turn === drawn && performance.now() < until) {
				const name = closed.shift();
				openNames.add(name);
				fillBody(name);
			}
			if (closed.length && turn === drawn)
				setTimeout(openSome);
		}
		openSome();
	}

	function rowSelector(id) {
		return `tr[data-row="${CSS.escape(id)}"] .opener`;
	}

	function toggleRow(row) {
		const before = rowById.get(view.row);
		view.row = view.row === row.id ? '' : row.id;
		writeHash();
		if (before && before.name !== row.name && bodies.has(before.name))
			fillBody(before.name);
		fillBody(row.name);
		focusIn(bodies.get(row.name), rowSelector(row.id));
	}

	function choose() {
		const row = rowById.get(view.row);
		found = find();
		openNames = new Set(isFiltered() && found.length <= OPEN_AT_ONCE
			? found.map(one => one.name) : data.names.filter(name => name.name === view.n));
		if (row) {
			/* The row of a link is shown, whatever the filters say. */
			if (!found.includes(row))
				found = rows.filter(one => one === row || found.includes(one));
			openNames.add(row.name);
		}
		isFound = new Set(found);
	}

	function draw() {
		byId('q').value = view.q;
		byId('n').value = view.n;
		byId('s').value = view.s;
		for (const input of document.querySelectorAll('#v input'))
			input.checked = view.v.includes(input.value);
		for (const input of document.querySelectorAll('#k input'))
			input.checked = view.k.includes(input.value);
		for (const input of document.querySelectorAll('#c input'))
			input.checked = view.c.includes(input.value);
		choose();
		drawTable();
	}

	function change(part, goes) {
		Object.assign(view, part);
		writeHash();
		draw();
		if (goes)
			byId('filters').scrollIntoView({block: 'start'});
	}

	function goToRow() {
		const opener = view.row && document.querySelector(rowSelector(view.row));
		if (opener) {
			opener.focus({preventScroll: true});
			opener.closest('tr').scrollIntoView({block: 'center'});
		} else if (view.row) {
			say(`There is no row ${view.row} here`);
		}
	}

	function followHash() {
		view = readHash();
		draw();
		goToRow();
	}

	/* --- the filters ---------------------------------------------------------------------------- */

	function chip(value, label, name, key) {
		return el('label', {class: `chip ${name}`},
			el('input', {type: 'checkbox', value, onchange: () => change({[key]:
				[...document.querySelectorAll(`#${key} input:checked`)].map(input => input.value), row: ''})}),
			el('span', {}, label));
	}

	function drawFilters() {
		byId('n').append(el('option', {value: ''}, 'all names'),
			...data.names.filter(name => name.rows.length)
				.map(name => el('option', {value: name.name}, name.name)));
		byId('s').append(el('option', {value: ''}, 'all implementations'),
			...allColumns().map(i => el('option', {value: columns[i].label}, columns[i].label)));
		byId('v').append(...data.verdicts.map(v => chip(v.name, `${glyphs[v.name]} ${v.name}`, v.name, 'v')));
		byId('k').hidden = !knowledge.length;
		byId('k').append(...knowledge.map(name => chip(name, name, 'plain', 'k')));
		byId('c').hidden = !data.isComparison;
		byId('c').append(...changes.map(name => chip(name, name, 'plain', 'c')));
	}

	function listen() {
		let waiting;
		byId('filters').addEventListener('submit', event => event.preventDefault());
		byId('q').addEventListener('input', () => {
			clearTimeout(waiting);
			waiting = setTimeout(() => change({q: byId('q').value.trim(), row: ''}), 120);
		});
		byId('n').addEventListener('change', () => change({n: byId('n').value, row: ''}));
		byId('s').addEventListener('change', () => change({s: byId('s').value, row: ''}));
		byId('clear').addEventListener('click', () => change(emptyView()));
		byId('clear-too').addEventListener('click', () => change(emptyView()));
		byId('share').addEventListener('click', () => copy(linkTo(view), 'the link'));
		byId('open-all').addEventListener('click', openAll);
		document.addEventListener('keydown', event => {
			if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
				event.preventDefault();
				byId('q').focus();
			}
		});
		window.addEventListener('hashchange', followHash);
		new ResizeObserver(fit).observe(byId('results'));
	}

	function drawUntested() {
		const names = data.names.filter(name => !name.rows.length).map(name => name.name);
		if (names.length && !data.isComparison)
			byId('untested').textContent = `Of these results no row is about ${names.join(', ')}.`;
	}

	prepare();
	prepareTitles();
	drawFacts();
	drawNotes();
	drawLegend();
	byId('cards').append(...allColumns().map(i => drawCard(columns[i])));
	byId('cards').classList.toggle('many', allColumns().length > 5);
	drawFilters();
	drawUntested();
	listen();
	followHash();
}());
