#include "report_form.h"

static const struct plumb_report_form forms[] = {
	{"html", "html", plumb_report_html, true, "a page that opens from disk, for people"},
	{"junit", "xml", plumb_report_junit, false, "JUnit XML, for GitLab, Jenkins and others"},
	{"tap", "tap", plumb_report_tap, false, "TAP 14"},
	{"tap13", "tap", plumb_report_tap13, false, "the same as TAP 13, for Perl's prove"},
	{"markdown", "md", plumb_report_markdown, true, "a summary, for a pull request"},
	{"badge", "json", plumb_report_badge, false, "JSON for an endpoint badge of shields.io"},
	{"csv", "csv", plumb_report_csv, true, "a line for each row and implementation"},
	{"deviations", "html", plumb_report_deviations, false, "a page of what baselines list"},
};

enum { FORMS = sizeof forms / sizeof forms[0] };

const struct plumb_report_form *plumb_report_form_number(size_t number)
{
	return number < FORMS ? &forms[number] : NULL;
}
