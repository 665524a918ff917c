#include "report_known.h"

bool plumb_report_is_known(const struct plumb_report_cell *cell)
{
	return json_is_true(json_object_get(cell->said, "known"));
}

const char *plumb_report_known_reason(const struct plumb_report_cell *cell)
{
	return plumb_report_text(cell->said, "reason");
}

const char *plumb_report_departure(const struct plumb_report_cell *cell)
{
	return plumb_report_text(cell->said, "baseline");
}

bool plumb_report_is_to_look_at(const struct plumb_report_cell *cell)
{
	if (plumb_report_is_known(cell))
		return false;
	return plumb_verdict_is_bad(cell->verdict) || *plumb_report_departure(cell);
}
