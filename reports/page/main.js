/* The page is made once, and then follows the address. */

prepare();
prepareTitles();
drawFacts();
drawNotes();
drawLegend();
drawFilters();
drawUntested();
listen();
followHash();
