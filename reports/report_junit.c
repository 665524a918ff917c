/*
 * JUnit XML as GitLab and Jenkins read it: a suite for each column, a case for each row. Both tell
 * cases apart by class and name, which are the column with the table, and the row's id.
 */
#include "report_form.h"
#include "report_known.h"
#include "report_repro.h"
#include "report_xml_text.h"

#include "base/heap.h"
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

/* Casts names of elements and attributes, which are all ASCII here. */
static const xmlChar *xml(const char *text)
{
	return (const xmlChar *)text;
}

static void start(xmlTextWriterPtr writer, const char *element)
{
	xmlTextWriterStartElement(writer, xml(element));
}

static void end(xmlTextWriterPtr writer)
{
	xmlTextWriterEndElement(writer);
}

static void attribute(xmlTextWriterPtr writer, const char *name, const char *value)
{
	char *clean = plumb_report_xml_text(value);

	xmlTextWriterWriteAttribute(writer, xml(name), xml(clean));
	free(clean);
}

static void number(xmlTextWriterPtr writer, const char *name, size_t value)
{
	xmlTextWriterWriteFormatAttribute(writer, xml(name), "%zu", value);
}

static void content(xmlTextWriterPtr writer, const char *text)
{
	char *clean = plumb_report_xml_text(text);

	xmlTextWriterWriteString(writer, xml(clean));
	free(clean);
}

/* Viewers cut a class's name at its dots, so that a label must not have any. */
static void write_class(xmlTextWriterPtr writer, const struct plumb_report_column *column,
	const struct plumb_report_row *row)
{
	char *label = plumb_copy(column->label);
	char *class;

	for (char *at = label; *at; at++)
		if (*at == '.')
			*at = '_';
	class = plumb_format("%s.%.*s", label, (int)strcspn(row->id, "/"), row->id);
	attribute(writer, "classname", class);
	free(class);
	free(label);
}

/*
 * A failure is the implementation's, or a departure from its baseline; an error means that no
 * verdict was possible. Known failures are skipped: neither viewer has a word for them, and as
 * failures they would hide the new ones.
 */
static const char *element_of(const struct plumb_report_cell *cell)
{
	static const char *const elements[PLUMB_VERDICT_KINDS] = {
		[PLUMB_DRIFT] = "system-out",
		[PLUMB_AS_DOCUMENT] = "system-out",
		[PLUMB_SKIP] = "skipped",
		[PLUMB_LACKS] = "failure",
		[PLUMB_FAIL] = "failure",
		[PLUMB_BROKEN] = "error",
		[PLUMB_CRASH] = "error",
		[PLUMB_HANG] = "error",
	};

	if (plumb_report_is_known(cell))
		return "skipped";
	if (!plumb_verdict_is_bad(cell->verdict) && plumb_report_is_to_look_at(cell))
		return "failure";
	return elements[cell->verdict];
}

/* "FAIL is known: ..."; a new string. */
static char *known_message(const struct plumb_report_cell *cell)
{
	const char *reason = plumb_report_known_reason(cell);

	return plumb_format(
		"%s is known%s%s", plumb_verdict_name(cell->verdict), *reason ? ": " : "", reason);
}

static void write_outcome(xmlTextWriterPtr writer, const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell)
{
	const char *element = element_of(cell);
	bool is_known = plumb_report_is_known(cell);
	char *explanation, *message = is_known ? known_message(cell) : NULL;

	if (!element)
		return;
	start(writer, element);
	if (cell->verdict == PLUMB_SKIP && !plumb_report_is_to_look_at(cell)) {
		attribute(writer, "message", plumb_report_reason(cell));
	} else {
		if (plumb_report_is_to_look_at(cell))
			attribute(writer, "type", plumb_verdict_name(cell->verdict));
		if (is_known || plumb_report_is_to_look_at(cell))
			attribute(
				writer, "message", is_known ? message : plumb_report_reason(cell));
		explanation = plumb_report_explain(column, row, cell);
		content(writer, explanation);
		free(explanation);
	}
	end(writer);
	free(message);
}

static void write_case(xmlTextWriterPtr writer, const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell)
{
	start(writer, "testcase");
	write_class(writer, column, row);
	attribute(writer, "name", row->id);
	attribute(writer, "file", plumb_report_text(cell->line, "file"));
	write_outcome(writer, column, row, cell);
	end(writer);
}

/* A separate case, so that an incomplete run never looks like a success. */
static void write_interruption(xmlTextWriterPtr writer, const struct plumb_report_column *column)
{
	start(writer, "testcase");
	attribute(writer, "classname", column->label);
	attribute(writer, "name", "the run is complete");
	start(writer, "error");
	attribute(writer, "type", "INTERRUPTED");
	attribute(writer, "message", "the run was interrupted: rows are missing");
	end(writer);
	end(writer);
}

static void write_properties(xmlTextWriterPtr writer, const struct plumb_report_column *column)
{
	const char *key;
	json_t *value;

	start(writer, "properties");
	json_object_foreach((json_t *)column->side, key, value) {
		if (!json_is_string(value))
			continue;
		start(writer, "property");
		attribute(writer, "name", key);
		attribute(writer, "value", json_string_value(value));
		end(writer);
	}
	end(writer);
}

/* The number of cases with each element. */
struct totals {
	size_t tests, failures, errors, skipped;
};

static void add_totals(
	struct totals *totals, const struct plumb_report *report, size_t column_number)
{
	size_t interrupted = !report->columns[column_number].file->complete;

	totals->tests += interrupted;
	totals->errors += interrupted;
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_cell *cell = &report->rows[i].cells[column_number];
		const char *element = cell->said ? element_of(cell) : NULL;
		totals->tests += cell->said != NULL;
		totals->failures += element && strcmp(element, "failure") == 0;
		totals->errors += element && strcmp(element, "error") == 0;
		totals->skipped += element && strcmp(element, "skipped") == 0;
	}
}

static void write_totals(xmlTextWriterPtr writer, const struct totals *totals)
{
	number(writer, "tests", totals->tests);
	number(writer, "failures", totals->failures);
	number(writer, "errors", totals->errors);
	number(writer, "skipped", totals->skipped);
}

/* ISO 8601 without the zone, which JUnit's schema does not allow. */
static void write_timestamp(xmlTextWriterPtr writer, const struct plumb_report_column *column)
{
	char *started = plumb_copy(plumb_report_text(column->file->head, "started"));

	started[strcspn(started, "Z")] = '\0';
	attribute(writer, "timestamp", started);
	free(started);
}

static void write_suite(
	xmlTextWriterPtr writer, const struct plumb_report *report, size_t column_number)
{
	const struct plumb_report_column *column = &report->columns[column_number];
	struct totals totals = {0};

	start(writer, "testsuite");
	attribute(writer, "name", column->label);
	add_totals(&totals, report, column_number);
	write_totals(writer, &totals);
	write_timestamp(writer, column);
	write_properties(writer, column);
	for (size_t i = 0; i < report->row_count; i++) {
		const struct plumb_report_cell *cell = &report->rows[i].cells[column_number];
		if (cell->said)
			write_case(writer, column, &report->rows[i], cell);
	}
	if (!column->file->complete)
		write_interruption(writer, column);
	end(writer);
}

static void write_suites(xmlTextWriterPtr writer, const struct plumb_report *report)
{
	struct totals totals = {0};

	for (size_t i = 0; i < report->column_count; i++)
		add_totals(&totals, report, i);
	start(writer, "testsuites");
	attribute(writer, "name", "plumbline");
	write_totals(writer, &totals);
	for (size_t i = 0; i < report->column_count; i++)
		write_suite(writer, report, i);
	end(writer);
}

void plumb_report_junit(const struct plumb_report *report, FILE *out)
{
	xmlBufferPtr buffer = xmlBufferCreate();
	xmlTextWriterPtr writer = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;

	if (!writer)
		plumb_out_of_memory();
	xmlTextWriterSetIndent(writer, 1);
	xmlTextWriterStartDocument(writer, NULL, "UTF-8", NULL);
	write_suites(writer, report);
	if (xmlTextWriterEndDocument(writer) < 0)
		plumb_out_of_memory();
	xmlFreeTextWriter(writer);
	fwrite(xmlBufferContent(buffer), 1, (size_t)xmlBufferLength(buffer), out);
	xmlBufferFree(buffer);
}
