/*
 * Lines of a results file for the tests of the reports, as string literals to be put together; '
 * stands for ", as in files_put(). Each ends in a newline.
 */
#ifndef PLUMB_REPORT_SAMPLE_H
#define PLUMB_REPORT_SAMPLE_H

/* A side of the head; `more` is "" or ", 'standard': 'document'" and the like. */
#define SIDE(side, more)                                                                           \
	"{'side': '" side "', 'name': 'Sample', 'version': '1.2', 'module': 'socket', "            \
	"'platform': 'Linux 6', 'libc': 'glibc 2', 'byteorder': 'little'" more "}"

/* `rows` is their number, as text; `subjects` are SIDEs. */
#define HEAD(rows, subjects)                                                                       \
	"{'plumbline': '0.1.0', 'format': 1, 'started': '2026-01-31T12:00:00Z', 'rows': " rows     \
	", 'oracle': " SIDE("python:python3", "") ", 'subjects': [" subjects "]}\n"

#define REF SIDE("ref", ", 'standard': 'document'")

/* A row of one step, which the oracle passes; `subjects` are VERDICTs. */
#define ROW(id, clause, subjects)                                                                  \
	"{'row': '" id "', 'clause': '" clause "', 'why': 'It is so.', 'file': 't.json', "         \
	"'line': 7, 'steps': ['f()'], 'oracle': " VERDICT(                                         \
		"python:python3", "PASS", "") ", 'subjects': [" subjects "]}\n"

#define VERDICT(side, verdict, more) "{'side': '" side "', 'verdict': '" verdict "'" more "}"

#define ANSWERS(text)                                                                              \
	", 'text': '" text "', 'step': 0, 'document': '1', 'oracle': '1', 'subject': '2'"

/* `counts` are COUNTs. */
#define TAIL(counts) "{'counts': [" counts "], 'took_ns': 5}\n"

#define COUNT(side, pass, skip, fail)                                                              \
	"{'side': '" side "', 'PASS': " pass ", 'DRIFT': 0, 'SKIP': " skip ", 'FAIL': " fail       \
	", 'BROKEN': 0, 'CRASH': 0, 'HANG': 0}"

/* A whole file: one row passes, one fails, one is skipped. */
#define SAMPLE                                                                                     \
	HEAD("3", REF)                                                                             \
	ROW("b/good", "b.one", VERDICT("ref", "PASS", ""))                                         \
	ROW("a/bad", "a.two", VERDICT("ref", "FAIL", ANSWERS("2, not | # 1")))                     \
	ROW("a/none", "a.one", VERDICT("ref", "SKIP", ", 'text': 'unix'"))                         \
	TAIL(COUNT("python:python3", "3", "0", "0") ", " COUNT("ref", "1", "1", "1"))

/* The document's order, in which a comes before b. */
#define SAMPLE_CLAUSES                                                                             \
	"{'clauses': ["                                                                            \
	"{'id': 'a.one', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'One is.'},\n"    \
	"{'id': 'a.two', 'name': 'a', 'kind': 'rule', 'since': '3.0', 'promise': 'Two is.'},\n"    \
	"{'id': 'b.one', 'name': 'b', 'kind': 'rule', 'since': '3.0', 'promise': 'It is.'}]}"

#endif
