/*
 * A deadline counts only the time that the runner spends waiting: neither its own work nor a stop.
 */
#include "suite.h"

#include "adapters/delay.h"
#include "base/alarm.h"
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const int64_t millisecond_ns = 1000000;

/* A loop with an alarm and a pipe; the test looks which of them is heard first. */
struct desk {
	uv_loop_t loop;
	struct plumb_alarm alarm;
	uv_pipe_t pipe;
	int ends[2];
	char heard[8];
};

/* The loop is not to wait for more: an alarm may ring before it looks for input. */
static void note(struct desk *desk, char what)
{
	size_t length = strlen(desk->heard);

	uv_stop(&desk->loop);
	if (length < sizeof desk->heard - 1)
		desk->heard[length] = what;
}

static void on_ring(void *context)
{
	note(context, 'a');
}

static void on_room(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
	static char room[16];

	(void)handle;
	(void)wanted;
	*buffer = uv_buf_init(room, sizeof room);
}

static void on_input(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer)
{
	struct desk *desk = stream->data;

	(void)buffer;
	if (length <= 0)
		return;
	note(desk, 'i');
	plumb_alarm_stop(&desk->alarm);
}

static void open_desk(struct desk *desk)
{
	*desk = (struct desk){0};
	uv_loop_init(&desk->loop);
	plumb_alarm_init(&desk->alarm, &desk->loop, on_ring, desk);
	CU_ASSERT_EQUAL(pipe(desk->ends), 0);
	uv_pipe_init(&desk->loop, &desk->pipe, 0);
	uv_pipe_open(&desk->pipe, desk->ends[0]);
	desk->pipe.data = desk;
	uv_read_start((uv_stream_t *)&desk->pipe, on_room, on_input);
}

/* Turns the loop until it hears the alarm or the pipe. */
static void listen_at(struct desk *desk)
{
	while (!*desk->heard)
		uv_run(&desk->loop, UV_RUN_ONCE);
}

static void close_desk(struct desk *desk)
{
	uv_close((uv_handle_t *)&desk->pipe, NULL);
	plumb_alarm_close(&desk->alarm, NULL);
	uv_run(&desk->loop, UV_RUN_DEFAULT);
	CU_ASSERT_EQUAL(uv_loop_close(&desk->loop), 0);
	close(desk->ends[1]);
}

static void test_rings(void)
{
	struct desk desk;
	uint64_t begun_ns = uv_hrtime();

	open_desk(&desk);
	plumb_alarm_start(&desk.alarm, 20 * millisecond_ns);
	listen_at(&desk);
	CHECK_TEXT(desk.heard, "a");
	CU_ASSERT(uv_hrtime() - begun_ns >= (uint64_t)(20 * millisecond_ns));
	for (int i = 0; i < 3; i++)
		uv_run(&desk.loop, UV_RUN_NOWAIT);
	CHECK_TEXT(desk.heard, "a");
	close_desk(&desk);
}

/* Keeps the loop busy for longer than the patience; the input arrives meanwhile. */
static void test_busy_loop(void)
{
	struct desk desk;

	for (int late_ms = 1; late_ms <= 200; late_ms *= 2) {
		open_desk(&desk);
		plumb_alarm_start(&desk.alarm, 10 * millisecond_ns);
		uv_run(&desk.loop, UV_RUN_NOWAIT);
		usleep((useconds_t)late_ms * 1000);
		CU_ASSERT_EQUAL(write(desk.ends[1], "x", 1), 1);
		listen_at(&desk);
		CHECK_TEXT(desk.heard, "i");
		close_desk(&desk);
	}
}

/* Each turn of the loop has much to do and hardly waits; only the waits count. */
static void test_busy_again(void)
{
	struct desk desk;

	open_desk(&desk);
	plumb_alarm_start(&desk.alarm, 32 * millisecond_ns);
	for (int i = 0; i < 5; i++) {
		usleep(50 * 1000);
		uv_run(&desk.loop, UV_RUN_NOWAIT);
	}
	CHECK_TEXT(desk.heard, "");
	listen_at(&desk);
	CHECK_TEXT(desk.heard, "a");
	close_desk(&desk);
}

/*
 * Has input after half a second, with less patience than that. Returns 0 if the input is heard
 * first.
 */
static int wait_while_stopped(int ready_fd)
{
	struct desk desk;

	open_desk(&desk);
	if (fork() == 0) {
		usleep(500 * 1000);
		_exit(write(desk.ends[1], "x", 1) != 1);
	}
	plumb_alarm_start(&desk.alarm, 300 * millisecond_ns);
	if (write(ready_fd, "x", 1) != 1)
		return 1;
	listen_at(&desk);
	return *desk.heard == 'i' ? 0 : 2;
}

static void test_stopped(void)
{
	int ready[2], status = -1;
	char byte;
	pid_t child;

	CU_ASSERT_EQUAL(pipe(ready), 0);
	child = fork();
	if (child == 0)
		_exit(wait_while_stopped(ready[1]));
	CU_ASSERT_EQUAL(read(ready[0], &byte, 1), 1);
	kill(child, SIGSTOP);
	usleep(800 * 1000);
	kill(child, SIGCONT);
	CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
	CHECK_NUMBER(WEXITSTATUS(status), 0);
	close(ready[0]);
	close(ready[1]);
}

/* As long as the parent lives, which may be dead before this process first runs. */
static _Noreturn void spin(pid_t parent)
{
	while (getppid() == parent)
		;
	_exit(0);
}

/* Two busy processes on one processor: each must wait for the other. */
static pid_t start_two(void)
{
	pid_t here = getpid(), child = fork(), first;
	cpu_set_t one;

	if (child == 0) {
		CPU_ZERO(&one);
		CPU_SET((size_t)sched_getcpu(), &one);
		sched_setaffinity(0, sizeof one, &one);
		first = getpid();
		spin(fork() == 0 ? first : here);
	}
	return child;
}

static int64_t wait_for_delay(pid_t child)
{
	int64_t delay_ns = 0;

	for (int i = 0; i < 500 && delay_ns < 50 * millisecond_ns; i++) {
		usleep(20 * 1000);
		delay_ns = plumb_delay_ns(child);
	}
	return delay_ns;
}

static void test_delay(void)
{
	pid_t child = start_two();

	CU_ASSERT(wait_for_delay(child) >= 50 * millisecond_ns);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	CHECK_NUMBER(plumb_delay_ns(child), 0);
}

/* A process that has ended and that nobody has waited for. */
static void test_ending(void)
{
	pid_t here = getpid(), child = fork();
	bool is_ending = false;

	if (child == 0)
		spin(here);
	CU_ASSERT_FALSE(plumb_is_ending(child));
	kill(child, SIGKILL);
	for (int i = 0; i < 500 && !is_ending; i++) {
		is_ending = plumb_is_ending(child);
		usleep(20 * 1000);
	}
	CU_ASSERT_TRUE(is_ending);
	waitpid(child, NULL, 0);
	CU_ASSERT_FALSE(plumb_is_ending(child));
}

/* What the machine took is given again, but not for ever; one that has ended gets its patience. */
static void test_forgiven(void)
{
	struct plumb_lenience lenience = {0}, spent = {.given_ns = 60000 * millisecond_ns};
	struct plumb_lenience at_end = {.counted_ns = INT64_MAX / 2};
	const int64_t patience_ns = 40 * millisecond_ns;
	pid_t child = start_two();

	wait_for_delay(child);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&lenience, child, patience_ns, false), patience_ns);
	CU_ASSERT_EQUAL(lenience.given_ns, patience_ns);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&spent, child, patience_ns, false), 0);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&at_end, child, patience_ns, true), 0);
	kill(child, SIGKILL);
	for (int i = 0; i < 500 && !plumb_is_ending(child); i++)
		usleep(20 * 1000);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&at_end, child, patience_ns, false), 0);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&at_end, child, patience_ns, true), patience_ns);
	waitpid(child, NULL, 0);
	CU_ASSERT_EQUAL(plumb_forgive_ns(&at_end, child, patience_ns, true), 0);
}

CU_TestInfo alarm_tests[] = {
	{"an alarm rings once, and not too early", test_rings},
	{"input that came while the loop was busy is seen first", test_busy_loop},
	{"time in which the loop was busy is not counted", test_busy_again},
	{"time in which the process was stopped is not counted", test_stopped},
	{"a process tells how long it waited for its processor", test_delay},
	{"what the machine took is given again, but not for ever", test_forgiven},
	{"a process that has ended is known until it was waited for", test_ending},
	CU_TEST_INFO_NULL,
};
