/* Unanswered requests, and the answers that are matched to them. */
#include "suite.h"

#include "sides/queue.h"
#include "sides/requests.h"
#include "sides/start.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Parses a line as a request and frees it. */
static json_t *read_line(char *line)
{
	json_t *request = json_loads(line, 0, NULL);

	CU_ASSERT_PTR_NOT_NULL_FATAL(request);
	CHECK_NUMBER(line[strlen(line) - 1], '\n');
	free(line);
	return request;
}

static json_t *ask(struct plumb_requests *requests, enum plumb_request_kind kind, void *owner)
{
	return read_line(plumb_requests_add(requests, kind, owner, ",\"more\":false"));
}

/* The answer `{}` with the number of the request, which is released. */
static json_t *answer_to(json_t *request)
{
	json_t *answer = json_pack("{s:O}", "seq", json_object_get(request, "seq"));

	json_decref(request);
	return answer;
}

static void check_take(struct plumb_requests *requests, json_t *answer, const char *want)
{
	struct plumb_request taken;

	CHECK_TEXT(plumb_requests_take(requests, answer, &taken), want);
	json_decref(answer);
}

static void test_order(void)
{
	static const char other[] = "answered with a `seq` that is not the request's";
	struct plumb_requests requests = {0};
	json_t *first = answer_to(ask(&requests, PLUMB_REQUEST_START, NULL));
	json_t *second = answer_to(ask(&requests, PLUMB_REQUEST_RUN, &requests));

	check_take(&requests, json_incref(second), other);
	check_take(&requests, json_pack("{s:b}", "seq", 1),
		"answered without a whole number as `seq`");
	check_take(&requests, json_incref(first), NULL);
	check_take(&requests, first, other);
	CHECK_NUMBER(requests.count, 1);
	check_take(&requests, json_incref(second), NULL);
	check_take(&requests, second, "answered without being asked");
}

static void test_owner(void)
{
	struct plumb_requests requests = {0};
	json_t *answer = answer_to(ask(&requests, PLUMB_REQUEST_RUN, &requests));
	struct plumb_request taken;

	CU_ASSERT_PTR_NULL(plumb_requests_take(&requests, answer, &taken));
	CHECK_NUMBER(taken.kind, PLUMB_REQUEST_RUN);
	CU_ASSERT_PTR_EQUAL(taken.owner, &requests);
	json_decref(answer);
}

/* An adapter could guess numbers that are counted up or drawn from a small range. */
static void test_numbers(void)
{
	struct plumb_requests requests = {0};
	json_int_t last = -1;
	int followers = 0, repeated = 0;

	for (int i = 0; i < 1000; i++) {
		json_t *answer = answer_to(ask(&requests, PLUMB_REQUEST_RUN, NULL));
		json_int_t seq = json_integer_value(json_object_get(answer, "seq"));
		CU_ASSERT(seq >= 0 && seq < INT64_C(1) << 31);
		followers += seq == last + 1;
		repeated += seq == last;
		last = seq;
		check_take(&requests, answer, NULL);
	}
	CU_ASSERT(followers + repeated < 3);
}

static void test_settle(void)
{
	static const char wrong[] = "answered wrongly when asked for a number";
	struct plumb_requests requests = {0};
	json_t *request = read_line(plumb_requests_add_settle(&requests));
	json_t *seq = json_object_get(request, "seq");
	json_t *step = json_array_get(json_object_get(request, "steps"), 0);
	json_t *number = json_object_get(step, "let");

	check_take(&requests, json_pack("{s:O, s:[]}", "seq", seq, "steps"), wrong);
	check_take(&requests, json_pack("{s:O}", "seq", seq), wrong);
	check_take(&requests,
		json_pack("{s:O, s:[{s:I}]}", "seq", seq, "steps", "gives",
			json_integer_value(number) + 1),
		wrong);
	check_take(&requests,
		json_pack("{s:O, s:[{s:O}, {s:n}]}", "seq", seq, "steps", "gives", number, "gives"),
		wrong);
	check_take(&requests, json_pack("{s:O, s:[{s:O}]}", "seq", seq, "steps", "gives", number),
		NULL);
	json_decref(request);
}

static void test_queue(void)
{
	struct plumb_queue queue = {0};

	CU_ASSERT_PTR_NULL(plumb_queue_next(&queue));
	for (size_t tag = 1; tag <= 3; tag++)
		plumb_queue_add(&queue, (struct plumb_task){.tag = tag});
	for (size_t tag = 1; tag <= 3; tag++) {
		CHECK_NUMBER(plumb_queue_length(&queue), 4 - tag);
		CHECK_NUMBER(plumb_queue_next(&queue)->tag, tag);
		plumb_queue_pop(&queue);
	}
	plumb_queue_add(&queue, (struct plumb_task){.tag = 9});
	CHECK_NUMBER(plumb_queue_next(&queue)->tag, 9);
	plumb_queue_clear(&queue);
	CHECK_NUMBER(plumb_queue_length(&queue), 0);
}

static void check_start(const char *change, const char *want)
{
	json_t *answer =
		json_of("{'seq': 1, 'protocol': 1, 'name': 'x', 'version': '1', 'module': "
			"'socket', 'platform': 'Linux', 'libc': '', 'byteorder': 'little', "
			"'lacks': []}");
	json_t *changed = json_of(change);
	char why[256] = "nothing";

	json_object_update(answer, changed);
	CU_ASSERT_EQUAL(plumb_start_check(answer, why, sizeof why), strcmp(want, "nothing") == 0);
	CHECK_TEXT(why, want);
	json_decref(answer);
	json_decref(changed);
}

static void test_start(void)
{
	check_start("{}", "nothing");
	check_start("{'lacks': ['inet6'], 'author': 'y'}", "nothing");
	check_start("{'protocol': 2}", "does not speak protocol 1");
	check_start("{'version': 3}", "answered `start` without `version`");
	check_start("{'name': ''}", "answered `start` with an empty `name`");
	check_start("{'byteorder': 'middle'}",
		"answered `start` with a `byteorder` that is not little or big");
	check_start("{'module_version': 3}",
		"answered `start` with a `module_version` that is no text");
	check_start("{'lacks': 'inet6'}", "answered `start` without `lacks`");
	check_start("{'lacks': [1]}", "answered `start` with a `lacks` that holds what is no name");
}

CU_TestInfo requests_tests[] = {
	{"answers come in order", test_order},
	{"an answer finds its row", test_owner},
	{"numbers cannot be guessed", test_numbers},
	{"to settle is to give a number", test_settle},
	{"rows are played in their order", test_queue},
	{"an adapter says what it is", test_start},
	CU_TEST_INFO_NULL,
};
