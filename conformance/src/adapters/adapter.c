#include "adapter.h"

#include "adapter_spawn.h"
#include "answer_line.h"
#include "base/alarm.h"
#include "base/heap.h"
#include "base/line_buffer.h"
#include "delay.h"
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	STDERR_LIMIT = 4096,
	/* How long the end of the process and that of its output may lie apart: one that closes its
	 * output and lives on, or leaves a child that holds it open, is not waited for longer. */
	GRACE_NS = 100 * 1000 * 1000,
};

struct plumb_adapter {
	uv_process_t process;
	pid_t speaker;	    /* wrote the first answer; 0: nobody yet, or unknown */
	uv_pipe_t pipes[3]; /* its standard input, output and error */
	struct plumb_alarm grace;
	struct plumb_lenience lenience; /* with its end */
	int door_fd;			/* of its lab, or -1 */
	struct plumb_watch *watch;
	int open_handles;
	bool has_process; /* the handle of it is libuv's, if only to be closed */
	bool running;
	bool ended_badly;
	bool output_ended;
	bool told; /* gone or garbage was said: nothing more is */
	char how[128];
	struct plumb_adapter_events events;
	struct plumb_line_buffer *lines;
	char errors[STDERR_LIMIT + 1];
	bool keeps_errors; /* an answer is no reason to forget them */
	size_t error_length;
	char chunk[65536];
};

struct write {
	uv_write_t request;
	char *line;
};

/* Keep only the end of what it wrote. The rest is read, so that the adapter never blocks, and
 * dropped. */
static void keep_error(struct plumb_adapter *adapter, const char *text, size_t length)
{
	size_t keep;

	if (length > STDERR_LIMIT) {
		text += length - STDERR_LIMIT;
		length = STDERR_LIMIT;
	}
	keep = adapter->error_length;
	if (keep + length > STDERR_LIMIT)
		keep = STDERR_LIMIT - length;
	memmove(adapter->errors, adapter->errors + adapter->error_length - keep, keep);
	memcpy(adapter->errors + keep, text, length);
	adapter->error_length = keep + length;
	adapter->errors[adapter->error_length] = '\0';
}

/*
 * The pipe may still hold what it wrote before its end or its answer. Reading is bounded, for a
 * process may write endlessly.
 */
static void collect_errors(struct plumb_adapter *adapter)
{
	enum { MOST_READS = 256 };
	char rest[4096];
	ssize_t length;
	int fd;

	if (uv_fileno((uv_handle_t *)&adapter->pipes[2], &fd) != 0)
		return;
	for (int i = 0; i < MOST_READS && (length = read(fd, rest, sizeof rest)) > 0; i++)
		keep_error(adapter, rest, (size_t)length);
}

static void tell_gone(struct plumb_adapter *adapter)
{
	if (adapter->told)
		return;
	adapter->told = true;
	plumb_alarm_stop(&adapter->grace);
	collect_errors(adapter);
	adapter->events.gone(adapter->events.context, adapter->how);
}

static void tell_garbage(struct plumb_adapter *adapter, const char *what)
{
	if (adapter->told)
		return;
	adapter->told = true;
	collect_errors(adapter);
	adapter->events.garbage(adapter->events.context, what);
}

static void on_grace(void *context)
{
	struct plumb_adapter *adapter = context;
	int64_t more_ns = adapter->running ? plumb_forgive_ns(&adapter->lenience,
						     adapter->process.pid, GRACE_NS, true)
					   : 0;

	if (more_ns) {
		plumb_alarm_start(&adapter->grace, more_ns);
		return;
	}
	if (adapter->running)
		snprintf(adapter->how, sizeof adapter->how, "closed its standard output");
	tell_gone(adapter);
}

/* Its last answers may still be in the pipe when it ends, and its end comes after its output's. */
static void maybe_gone(struct plumb_adapter *adapter)
{
	if (!adapter->running && adapter->output_ended)
		tell_gone(adapter);
	else if (!adapter->told)
		plumb_alarm_start(&adapter->grace, GRACE_NS);
}

static void on_exit_status(uv_process_t *process, int64_t status, int term_signal)
{
	struct plumb_adapter *adapter = process->data;

	adapter->running = false;
	adapter->ended_badly = term_signal || status;
	if (term_signal)
		snprintf(adapter->how, sizeof adapter->how, "ended by signal %d (%s)", term_signal,
			strsignal(term_signal));
	else
		snprintf(adapter->how, sizeof adapter->how, "ended with status %d", (int)status);
	maybe_gone(adapter);
}

/* The kernel names the writer of the data that is read next. */
static pid_t peek_writer(int fd)
{
	union {
		struct cmsghdr header;
		char room[CMSG_SPACE(sizeof(struct ucred))];
	} control;
	char byte;
	struct iovec part = {&byte, 1};
	struct msghdr message = {.msg_iov = &part,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof control};
	const struct cmsghdr *header;
	struct ucred writer = {0};

	if (recvmsg(fd, &message, MSG_PEEK | MSG_DONTWAIT) <= 0)
		return 0;
	header = CMSG_FIRSTHDR(&message);
	if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS)
		memcpy(&writer, CMSG_DATA(header), sizeof writer);
	return writer.pid;
}

static void find_speaker(struct plumb_adapter *adapter)
{
	int fd = -1;

	if (adapter->speaker == 0 && uv_fileno((uv_handle_t *)&adapter->pipes[1], &fd) == 0)
		adapter->speaker = peek_writer(fd);
}

static void ask_for_writers(struct plumb_adapter *adapter)
{
	int fd = -1, on = 1;

	if (uv_fileno((uv_handle_t *)&adapter->pipes[1], &fd) == 0)
		setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on);
}

static void on_allocate(uv_handle_t *handle, size_t wanted, uv_buf_t *buffer)
{
	struct plumb_adapter *adapter = handle->data;

	(void)wanted;
	if (handle == (uv_handle_t *)&adapter->pipes[1])
		find_speaker(adapter);
	*buffer = uv_buf_init(adapter->chunk, sizeof adapter->chunk);
}

/*
 * Drop what was written before an answer: it belongs to the answered row, and would be shown for
 * another one. The end of it may still be in the pipe.
 */
static void forget_errors(struct plumb_adapter *adapter)
{
	collect_errors(adapter);
	adapter->error_length = 0;
	adapter->errors[0] = '\0';
}

static void on_line(void *context, const char *line, size_t length)
{
	struct plumb_adapter *adapter = context;
	char what[512];
	json_t *answer;

	if (adapter->told)
		return;
	answer = plumb_answer_line_read(line, length, what, sizeof what);
	if (answer) {
		if (!adapter->keeps_errors)
			forget_errors(adapter);
		adapter->events.answer(adapter->events.context, answer);
	} else {
		tell_garbage(adapter, what);
	}
	json_decref(answer);
}

static void on_output(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer)
{
	struct plumb_adapter *adapter = stream->data;

	if (length < 0) {
		uv_read_stop(stream);
		adapter->output_ended = true;
		maybe_gone(adapter);
	} else if (!plumb_line_buffer_feed(
			   adapter->lines, buffer->base, (size_t)length, on_line, adapter)) {
		uv_read_stop(stream);
		tell_garbage(adapter, "answered a line of more than 16 MiB");
	}
}

static void on_error_output(uv_stream_t *stream, ssize_t length, const uv_buf_t *buffer)
{
	if (length < 0)
		uv_read_stop(stream);
	else
		keep_error(stream->data, buffer->base, (size_t)length);
}

static void init_handles(struct plumb_adapter *adapter, uv_loop_t *loop)
{
	for (int i = 0; i < 3; i++) {
		uv_pipe_init(loop, &adapter->pipes[i], 0);
		adapter->pipes[i].data = adapter;
	}
	plumb_alarm_init(&adapter->grace, loop, on_grace, adapter);
	adapter->process.data = adapter;
	adapter->open_handles = 5;
}

struct plumb_adapter *plumb_adapter_start(uv_loop_t *loop,
	const struct plumb_adapter_command *command, const struct plumb_adapter_events *events,
	char *why, size_t size)
{
	struct plumb_adapter *adapter = plumb_new(1, sizeof *adapter);
	int status;

	adapter->events = *events;
	adapter->lines = plumb_line_buffer_new();
	init_handles(adapter, loop);
	struct plumb_adapter_spawn child = {
		.process = &adapter->process, .pipes = adapter->pipes, .on_exit = on_exit_status};
	status = plumb_adapter_spawn(&child, loop, command);
	adapter->door_fd = child.door_fd;
	adapter->watch = child.watch;
	adapter->has_process = child.has_process;
	if (status) {
		snprintf(why, size, "%s: %s", command->argv[0], uv_strerror(status));
		plumb_adapter_close(adapter);
		return NULL;
	}
	adapter->running = true;
	ask_for_writers(adapter);
	uv_read_start((uv_stream_t *)&adapter->pipes[1], on_allocate, on_output);
	uv_read_start((uv_stream_t *)&adapter->pipes[2], on_allocate, on_error_output);
	return adapter;
}

static void on_written(uv_write_t *request, int status)
{
	struct write *write = (struct write *)request;

	/* A failed write means that the adapter has ended; its exit says more. */
	(void)status;
	free(write->line);
	free(write);
}

void plumb_adapter_send(struct plumb_adapter *adapter, char *line)
{
	struct write *write = plumb_new(1, sizeof *write);
	uv_buf_t buffer = uv_buf_init(line, (unsigned)strlen(line));
	int status;

	write->line = line;
	status = uv_write(
		&write->request, (uv_stream_t *)&adapter->pipes[0], &buffer, 1, on_written);
	if (status)
		on_written(&write->request, status);
}

pid_t plumb_adapter_pid(const struct plumb_adapter *adapter)
{
	return adapter->process.pid;
}

pid_t plumb_adapter_speaker(const struct plumb_adapter *adapter)
{
	return adapter->speaker > 0 ? adapter->speaker : adapter->process.pid;
}

int plumb_adapter_door(const struct plumb_adapter *adapter)
{
	return adapter->door_fd;
}

struct plumb_watch *plumb_adapter_watch(const struct plumb_adapter *adapter)
{
	return adapter->watch;
}

bool plumb_adapter_is_running(const struct plumb_adapter *adapter)
{
	return adapter->running;
}

bool plumb_adapter_ended_badly(const struct plumb_adapter *adapter)
{
	return adapter->ended_badly;
}

const char *plumb_adapter_stderr(const struct plumb_adapter *adapter)
{
	return adapter->errors;
}

void plumb_adapter_keep_stderr(struct plumb_adapter *adapter)
{
	adapter->keeps_errors = true;
}

static void on_alarm_closed(void *context)
{
	struct plumb_adapter *adapter = context;

	if (--adapter->open_handles)
		return;
	plumb_line_buffer_free(adapter->lines);
	free(adapter);
}

static void on_closed(uv_handle_t *handle)
{
	on_alarm_closed(handle->data);
}

void plumb_adapter_close(struct plumb_adapter *adapter)
{
	adapter->told = true;
	if (adapter->process.pid > 0)
		kill(-adapter->process.pid, SIGKILL);
	if (adapter->door_fd >= 0)
		close(adapter->door_fd);
	if (adapter->watch)
		plumb_watch_close(adapter->watch);
	for (int i = 0; i < 3; i++)
		uv_close((uv_handle_t *)&adapter->pipes[i], on_closed);
	plumb_alarm_close(&adapter->grace, on_alarm_closed);
	if (adapter->has_process)
		uv_close((uv_handle_t *)&adapter->process, on_closed);
	else
		on_closed((uv_handle_t *)&adapter->process);
}
