/* The page is made once; from then on it follows the address. */

prepare();
prepareTitles();
drawFacts();
drawNotes();
drawLegend();
drawFilters();
drawUntested();
listen();
followHash();
