/* The view is kept in the address, so that it can be sent as a link. */

const views = ['rows', 'causes', 'clauses', 'trend'];

function emptyView() {
	return {view: '', q: '', n: '', s: '', v: [], k: [], c: [], cause: '', o: '', row: ''};
}

function isFiltered(of = view) {
	return Boolean(of.q || of.n || of.s || of.cause || of.v.length || of.k.length || of.c.length);
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

/* Ignores what the page does not know: people type addresses too. */
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
	if (!views.includes(next.view) || next.view === 'rows')
		next.view = '';
	if (!data.names.some(name => name.name === next.n))
		next.n = '';
	if (!columns.some(column => column.label === next.s))
		next.s = '';
	if (next.cause && !causeWithKey(next.cause))
		next.cause = '';
	if (next.o !== 'failures' && !columns.some(column => column.label === next.o))
		next.o = '';
	return next;
}

/* The open names, for Back; the address does not have them. */
function openNow() {
	return {names: [...openNames].map(name => name.name), sentences: [...openSentences],
		scroll: window.scrollY};
}

/* isTyping: a search is one entry of the history, not one for each letter. */
function writeHash(isTyping) {
	const to = hashOf(view) === '#' ? location.pathname + location.search : hashOf(view);
	if (isTyping) {
		history.replaceState(openNow(), '', to);
		return;
	}
	history.replaceState(openNow(), '', location.href);
	history.pushState(openNow(), '', to);
}
