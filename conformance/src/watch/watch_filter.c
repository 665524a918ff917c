#include "watch_filter.h"

#include "base/passing.h"
#include "watch_call.h"
#include <errno.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Arguments of type int: what the upper half of the register holds does not matter. */
static const scmp_datum_t int_mask = UINT32_MAX;

/* All return 0, or a negated errno. */

static int add_where(scmp_filter_ctx filter, int number, const struct scmp_arg_cmp *where)
{
	return seccomp_rule_add_array(filter, SCMP_ACT_NOTIFY, number, where ? 1 : 0, where);
}

static int add_call(scmp_filter_ctx filter, const struct plumb_system_call *call, int door_fd)
{
	/* The listener itself is sent through the door when the filter is there already. */
	const struct scmp_arg_cmp elsewhere = {0, SCMP_CMP_NE, (scmp_datum_t)door_fd, 0};
	const struct scmp_arg_cmp command = {1, SCMP_CMP_MASKED_EQ, int_mask, call->command};
	int number = seccomp_syscall_resolve_name(call->name);

	if (number < 0)
		return 0; /* this machine has it not */
	switch (call->layout) {
	case PLUMB_LAYOUT_COMMAND:
		return add_where(filter, number, &command);
	case PLUMB_LAYOUT_MESSAGE:
		return add_where(filter, number, &elsewhere);
	default:
		return add_where(filter, number, NULL);
	}
}

/* The listener, or a negated errno. */
static int load(scmp_filter_ctx filter, int door_fd)
{
	/* A program for another processor is not watched, and not killed for it either. */
	int error = seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_ALLOW);

	for (const struct plumb_system_call *call = plumb_system_calls; call->name && !error;
		call++)
		error = add_call(filter, call, door_fd);
	if (!error)
		error = seccomp_load(filter);
	return error ? error : seccomp_notify_fd(filter);
}

void plumb_watch_enter(int door_fd)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int listener_fd = filter ? load(filter, door_fd) : -ENOMEM;
	struct plumb_watch_hello hello = {.error = listener_fd < 0 ? -listener_fd : 0};
	struct stat status;

	for (int i = 0; i < 3; i++)
		hello.talk[i] = fstat(i, &status) == 0 ? status.st_ino : 0;
	plumb_passing_send(door_fd, &hello, sizeof(hello), listener_fd < 0 ? -1 : listener_fd);
	seccomp_release(filter);
	close(door_fd);
}
