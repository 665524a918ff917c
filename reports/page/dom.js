/* Elements and words, of which everything below is made. */

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
