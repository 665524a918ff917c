/* The page is made once; from then on it follows the address. */

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
