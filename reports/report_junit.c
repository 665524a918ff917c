/*
 * JUnit XML as GitLab and Jenkins read it: a suite for each column, a case for each row. Both tell
 * cases apart by class and name, which are the column with the table, and the row's id.
 */
#include "report_form.h"
#include "report_repro.h"
#include "report_xml_text.h"

#include "base/heap.h"
#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

/* Names of elements and attributes: plain ASCII in this file. */
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

/* A failure is of the implementation; an error is that nothing could be said. */
static const char *element_of(enum plumb_report_verdict verdict)
{
	static const char *const elements[PLUMB_REPORT_VERDICTS] = {
		[PLUMB_REPORT_DRIFT] = "system-out",
		[PLUMB_REPORT_SKIP] = "skipped",
		[PLUMB_REPORT_FAIL] = "failure",
		[PLUMB_REPORT_BROKEN] = "error",
		[PLUMB_REPORT_CRASH] = "error",
		[PLUMB_REPORT_HANG] = "error",
	};

	return elements[verdict];
}

static void write_outcome(xmlTextWriterPtr writer, const struct plumb_report_column *column,
	const struct plumb_report_row *row, const struct plumb_report_cell *cell)
{
	const char *element = element_of(cell->verdict);
	char *explanation;

	if (!element)
		return;
	start(writer, element);
	if (cell->verdict == PLUMB_REPORT_SKIP) {
		attribute(writer, "message", plumb_report_reason(cell));
	} else {
		if (plumb_report_verdict_is_bad(cell->verdict)) {
			attribute(writer, "type", plumb_report_verdict_name(cell->verdict));
			attribute(writer, "message", plumb_report_reason(cell));
		}
		explanation = plumb_report_explain(column, row, cell);
		content(writer, explanation);
		free(explanation);
	}
	end(writer);
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

/* A case of its own, so that a run that was cut short is never taken for a good one. */
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
	json_object_foreach((json_t *)column->side, key, value)
	{
		if (!json_is_string(value))
			continue;
		start(writer, "property");
		attribute(writer, "name", key);
		attribute(writer, "value", json_string_value(value));
		end(writer);
	}
	end(writer);
}

static void write_counts(xmlTextWriterPtr writer, const size_t *counts, size_t interrupted)
{
	size_t tests = interrupted;

	for (int i = 0; i < PLUMB_REPORT_VERDICTS; i++)
		tests += counts[i];
	number(writer, "tests", tests);
	number(writer, "failures", counts[PLUMB_REPORT_FAIL]);
	number(writer, "errors",
		interrupted + counts[PLUMB_REPORT_BROKEN] + counts[PLUMB_REPORT_CRASH] +
			counts[PLUMB_REPORT_HANG]);
	number(writer, "skipped", counts[PLUMB_REPORT_SKIP]);
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

	start(writer, "testsuite");
	attribute(writer, "name", column->label);
	write_counts(writer, column->counts, !column->file->complete);
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
	size_t counts[PLUMB_REPORT_VERDICTS], interrupted = 0;

	for (int i = 0; i < PLUMB_REPORT_VERDICTS; i++)
		counts[i] = plumb_report_total(report, (enum plumb_report_verdict)i);
	for (size_t i = 0; i < report->column_count; i++)
		interrupted += !report->columns[i].file->complete;
	start(writer, "testsuites");
	attribute(writer, "name", "plumbline");
	write_counts(writer, counts, interrupted);
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
