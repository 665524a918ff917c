/* The script that repeats a row without the suite: it is what `plumbline repro` writes. */

let scripts = null;
let unpacking = null;

/* Unpacked when the first row is opened, since most readers open few: the part comes after them. */
function withScripts(part) {
	if (scripts)
		return part();
	const place = el('p', {class: 'quiet'}, 'Unpacking the scripts…');
	unpacking = unpacking || unpacked('scripts');
	busyWith(unpacking.then(all => {
		scripts = all;
		place.replaceWith(part());
	}));
	return place;
}

/* The script, or why there is none. */
function scriptOf(row, kind) {
	const ofRow = scripts.rows[row.id];
	if (typeof kind === 'string')
		return {why: kind};
	if (!ofRow || ofRow[kind] === undefined)
		return {why: 'the tables had no such row when this page was made'};
	return typeof ofRow[kind] === 'string' ? {why: ofRow[kind]}
		: {text: ofRow[kind].map(number => scripts.lines[number]).join('\n')};
}

function scriptBox(script, summary, what) {
	if (!script.text)
		return el('p', {class: 'no-script quiet'}, `No script: ${script.why}.`);
	return el('div', {class: 'script'},
		el('details', {}, el('summary', {}, summary), el('pre', {class: 'program', tabindex: '0'}, script.text)),
		copyButton(script.text, what, 'Copy script'));
}

/* The scripts of a block, whose columns may be different modules. */
function scriptPart(row, some) {
	const kinds = unique(some.map(i => scripts.columns[i]));
	return el('div', {}, ...kinds.map(kind => {
		const of = some.filter(i => scripts.columns[i] === kind).map(i => columns[i].short).join(', ');
		return scriptBox(scriptOf(row, kind), `Script for ${of}`, `the script for ${of}`);
	}));
}

/* Every row's script: the document's promise, for the module `socket`. */
function documentScript(row) {
	return scriptBox(scriptOf(row, 0), 'The row as a script that stands alone', 'the row as a script');
}
