/* What the page has, and what it shows of it now: the one state that its other parts share. */

const data = JSON.parse(document.getElementById('data').textContent);
const columns = data.columns;
const verdictOf = {};   /* by letter: {name, word, meaning, bad, letter} */
const glyphs = {PASS: '✓', DRIFT: '≈', DOCUMENT: '≡', SKIP: '–', LACKS: '∅', FAIL: '✗', BROKEN: '?', CRASH: '‼', HANG: '∞'};
/* What a baseline says of a row: its failure is known, or somebody has to look at it. */
const knowledge = columns.some(column => column.known) ? ['to look at', 'known'] : [];
const changes = data.isComparison ? ['worse', 'changed', 'better', 'gone', 'new'] : [];
/* Up to this many rows are laid open when a filter is set; more are opened by hand. */
const OPEN_AT_ONCE = 60;

const rows = [];        /* in order; each knows its clause, its name and its sentence */
const rowById = new Map();
const bodies = new Map(); /* name -> the tbody in the table */
let view = emptyView();
let openNames = new Set();
let openSentences = new Set();
let drawn = 0;          /* counts the tables drawn: work begun for an earlier one stops */
let found = [];         /* the rows that the view lets through */
let isFound = new Set();
