/* The view, which stands in the address, so that it can be sent as a link. */

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
