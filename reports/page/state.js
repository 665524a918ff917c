/* The page's data and what it shows now: the only state that the other parts share. */

/* The value in an element: JSON, packed by zlib, in base64. */
async function unpacked(id) {
	const packed = atob(document.getElementById(id).textContent);
	const bytes = new Uint8Array(packed.length);
	for (let i = 0; i < bytes.length; i++)
		bytes[i] = packed.charCodeAt(i);
	const unpacking = new DecompressionStream('deflate');
	const writer = unpacking.writable.getWriter(), reader = unpacking.readable.getReader();
	const decoder = new TextDecoder();
	let text = '', part;
	writer.write(bytes);
	writer.close();
	while (!(part = await reader.read()).done)
		text += decoder.decode(part.value, {stream: true});
	return JSON.parse(text);
}

if (!window.DecompressionStream)
	document.getElementById('notes').textContent = 'This page needs a browser of 2023 or later.';
const data = await unpacked('data');
const columns = data.columns;
const verdictOf = {};   /* by letter: {name, word, meaning, bad, letter} */
const glyphs = {PASS: '✓', DRIFT: '≈', DOCUMENT: '≡', SKIP: '–', LACKS: '∅', FAIL: '✗', BROKEN: '?', CRASH: '‼', HANG: '∞'};
/* A baseline's verdict on a row: the failure is known, or somebody has to look at it. */
const knowledge = columns.some(column => column.known) ? ['to look at', 'known'] : [];
const changes = data.isComparison ? ['worse', 'changed', 'better', 'gone', 'new'] : [];
/* Up to this many rows are opened when a filter is set; more must be opened by hand. */
const OPEN_AT_ONCE = 60;

const rows = [];        /* in order; each knows its clause, its name and its sentence */
const rowById = new Map();
const bodies = new Map(); /* name -> the tbody in the table */
let view = emptyView();
let openNames = new Set();
let openSentences = new Set();
let drawn = 0;          /* counts the tables drawn, so that work for an earlier one stops */
let found = [];         /* the rows of the view */
let isFound = new Set();
