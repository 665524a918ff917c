/*
 * What every test file of the runner includes. A file NAME_test.c ends in
 *
 *     CU_TestInfo NAME_tests[] = {{"what is so", function}, CU_TEST_INFO_NULL};
 *
 * and is one line in suites.inc. The checks below are CUnit's, but show both sides when they fail.
 */
#ifndef PLUMB_SUITE_H
#define PLUMB_SUITE_H

#include <CUnit/CUnit.h>
#include <jansson.h>
#include <stdbool.h>

/* The texts are equal, or both NULL. */
#define CHECK_TEXT(got, want) check_text((got), (want), __FILE__, __LINE__)

/* The text holds the other one. */
#define CHECK_HOLDS(text, part) check_holds((text), (part), __FILE__, __LINE__)

/* The numbers are equal. */
#define CHECK_NUMBER(got, want)                                                                    \
	check_number((long long)(got), (long long)(want), __FILE__, __LINE__)

/* The value is what the JSON text says; the value is borrowed and may be NULL, which it is not. */
#define CHECK_JSON(got, want) check_json((got), (want), __FILE__, __LINE__)

void check_text(const char *got, const char *want, const char *file, int line);
void check_holds(const char *text, const char *part, const char *file, int line);
void check_number(long long got, long long want, const char *file, int line);
void check_json(const json_t *got, const char *want, const char *file, int line);

/*
 * A new value of JSON in which ' stands for ", so that it is readable in C. Ends the program
 * where it is no JSON: that is a mistake of the test.
 */
json_t *json_of(const char *text);

#endif
