/* What the page has, and what it shows of it now: the one state that its other parts share. */

const data = JSON.parse(document.getElementById('data').textContent);
const columns = data.columns;
const verdictOf = {};   /* by letter: {name, word, meaning, bad, letter} */
const glyphs = {PASS: '✓', DRIFT: '≈', DOCUMENT: '≡', SKIP: '–', LACKS: '∅', FAIL: '✗', BROKEN: '?', CRASH: '‼', HANG: '∞'};
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
