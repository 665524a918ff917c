/* Elements and words, from which the rest of the page is made. */

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

/* Returns the map's value for the key. If there is none, it makes one and stores it first. */
function madeOnce(map, key, make) {
	let value = map.get(key);
	if (value === undefined)
		map.set(key, value = make());
	return value;
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

const digits = new Intl.NumberFormat('en');

function grouped(number) {
	return digits.format(number);
}

function plural(number, word) {
	return `${grouped(number)} ${word}${number === 1 ? '' : 's'}`;
}

/* `94.2 %`, cut off so that 100 % means all; anything above zero is at least 0.1 %. */
function part(some, all) {
	const tenths = all ? Math.max(Math.floor(some * 1000 / all), some ? 1 : 0) : 0;
	return `${tenths / 10} %`;
}

/* The page is busy from the start until nothing is left to do; tests wait for that. */
let waitingWork = 0;

async function busyWith(work) {
	waitingWork++;
	document.documentElement.dataset.busy = 'yes';
	await work;
	if (--waitingWork === 0)
		delete document.documentElement.dataset.busy;
}

/* Work that the first screen does not need. */
function later(work) {
	busyWith(new Promise(done => setTimeout(() => {
		work();
		done();
	})));
}

/* Replaces spaces by ones without a line break. */
function nobreak(text) {
	return text.replace(/ /g, '\u00a0');
}

/* A long label may break after its :, / and . only. */
function breakable(label) {
	return label.split(/(?<=[:/.])/).flatMap((part, i) => i ? [el('wbr'), part] : [part]);
}
