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

/* Checks that the texts are equal, or both NULL. */
#define CHECK_TEXT(got, want) check_text((got), (want), __FILE__, __LINE__)

/* Checks that the text contains the other one. */
#define CHECK_HOLDS(text, part) check_holds((text), (part), __FILE__, __LINE__)

/* Checks that the numbers are equal. */
#define CHECK_NUMBER(got, want)                                                                    \
	check_number((long long)(got), (long long)(want), __FILE__, __LINE__)

/* Checks that the value equals this JSON text. The value is borrowed; NULL fails the check. */
#define CHECK_JSON(got, want) check_json((got), (want), __FILE__, __LINE__)

void check_text(const char *got, const char *want, const char *file, int line);
void check_holds(const char *text, const char *part, const char *file, int line);
void check_number(long long got, long long want, const char *file, int line);
void check_json(const json_t *got, const char *want, const char *file, int line);

/*
 * A new value from JSON in which ' stands for ", for readable C. Ends the program if it is not
 * JSON, which is a mistake of the test.
 */
json_t *json_of(const char *text);

#endif
