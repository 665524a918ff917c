/*
 * What every test file of the library includes. A file NAME.c ends in
 *
 *     CU_TestInfo NAME_tests[] = {{"what is so", function}, CU_TEST_INFO_NULL};
 *
 * and is one line in suites.inc.
 */
#ifndef PYS_SUITE_H
#define PYS_SUITE_H

#include "pysock.h"

#include <CUnit/CUnit.h>

/* These show both sides, while CUnit's own show only the expression. */
#define CHECK_TEXT(got, want) check_text((got), (want), __FILE__, __LINE__)
#define CHECK_NUMBER(got, want)                                                                    \
	check_number((long long)(got), (long long)(want), __FILE__, __LINE__)

/* The call, which uses &raised, must succeed; otherwise its exception is shown. */
#define CHECK_OK(call) check_ok((long long)(call), #call, __FILE__, __LINE__)

/* The call, which uses &raised, must fail with this exception and code; NO_CODE for none. */
#define CHECK_RAISES(call, exception, code)                                                        \
	check_raises((long long)(call), #call, (exception), (code), __FILE__, __LINE__)

enum { NO_CODE = -1000 };

extern struct pysock_error raised;

/* Gives it a class that nothing raises, lest an old error pass for a new one; its text stays. */
void forget_error(struct pysock_error *error);

void check_text(const char *got, const char *want, const char *file, int line);
void check_number(long long got, long long want, const char *file, int line);
void check_timeout(struct pysock_timeout got, double want_s, const char *file, int line);
void check_ok(long long result, const char *call, const char *file, int line);
void check_raises(long long result, const char *call, enum pysock_exception exception, int code,
	const char *file, int line);

/* NONE stands for no timeout. */
#define CHECK_TIMEOUT(got, want_s) check_timeout((got), (want_s), __FILE__, __LINE__)
enum { NONE = -1 };

/* The number of the process's open descriptors. */
int open_descriptors(void);

/* Nanoseconds on the monotonic clock. */
int64_t now_ns(void);

/* Make a pair of connected AF_UNIX streams, and a listener on 127.0.0.1 with its address. */
void make_pair(struct pysock *pair[2]);
struct pysock *make_listener(struct pysock_address *address);

void free_pair(struct pysock *pair[2]);

/* Sets a timeout in seconds. */
void set_timeout(struct pysock *s, double timeout_s);

#endif
