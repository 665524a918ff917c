#include "watch.h"

#include "base/heap.h"
#include "base/passing.h"
#include "watch_call.h"
#include "watch_filter.h"
#include "watch_message.h"
#include "watch_reach.h"
#include <errno.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct plumb_watch {
	uv_loop_t *loop;
	uv_poll_t door;
	uv_poll_t listener;
	int door_fd;
	int listener_fd; /* -1: it has not come, or there is none */
	int open_handles;
	struct plumb_watch_hello hello;
	struct seccomp_notif *request;
	struct seccomp_notif_resp *response;
	struct plumb_watch_script *script;
};

bool plumb_watch_is_possible(void)
{
	struct seccomp_notif *request;
	struct seccomp_notif_resp *response;
	int status = seccomp_notify_alloc(&request, &response);

	if (status == 0)
		seccomp_notify_free(request, response);
	else if (status == -ENOMEM)
		plumb_out_of_memory();
	return status == 0;
}

int plumb_watch_door(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends);
}

/* --- one call --------------------------------------------------------------------------------- */

/* A system call that waits for its fate. */
struct visit {
	struct plumb_watch *watch;
	const struct plumb_system_call *call;
	const __u64 *args;
	pid_t pid;
	struct seccomp_notif_resp *response;
};

/* The answer where nothing else is said: the kernel's turn. */
static void let_pass(const struct visit *visit)
{
	visit->response->flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
}

static void give(const struct visit *visit, int64_t value)
{
	visit->response->flags = 0;
	visit->response->val = value;
}

static void fail(const struct visit *visit, int error)
{
	visit->response->flags = 0;
	visit->response->error = -error;
}

static bool receives(const struct visit *visit)
{
	return visit->call->layout == PLUMB_LAYOUT_RECV || visit->call->layout == PLUMB_LAYOUT_READ;
}

static bool is_any_file(const struct visit *visit)
{
	return visit->call->layout == PLUMB_LAYOUT_READ ||
	       visit->call->layout == PLUMB_LAYOUT_WRITE;
}

static void cannot(const struct visit *visit, const char *what)
{
	char *why = plumb_format("%s: %s cannot be done there", visit->call->name, what);

	plumb_watch_script_break(visit->watch->script, why);
	free(why);
	let_pass(visit);
}

/* The address that the call hands over; size 0: none. False: it cannot be read. */
static bool read_address(const struct visit *visit, struct plumb_address *address)
{
	const __u64 *args = visit->args;
	bool sends = visit->call->layout == PLUMB_LAYOUT_SEND;
	__u64 from = sends ? args[4] : args[1];
	__u64 size = sends ? args[5] : args[2];
	struct msghdr message;

	memset(address, 0, sizeof(*address));
	if (is_any_file(visit))
		return true;
	if (visit->call->layout == PLUMB_LAYOUT_MESSAGE) {
		if (!plumb_reach_read(visit->pid, args[1], &message, sizeof(message)))
			return false;
		from = (uintptr_t)message.msg_name;
		size = message.msg_namelen;
	}
	address->size = from ? (socklen_t)size : 0;
	/* A size that is too great is the kernel's to refuse. */
	return address->size <= sizeof(address->storage) &&
	       plumb_reach_read(visit->pid, from, &address->storage, address->size);
}

static void note(const struct visit *visit)
{
	struct plumb_address address;

	switch (visit->call->layout) {
	case PLUMB_LAYOUT_TO:
	case PLUMB_LAYOUT_SEND:
	case PLUMB_LAYOUT_WRITE:
	case PLUMB_LAYOUT_MESSAGE:
		if (read_address(visit, &address))
			plumb_watch_script_see(visit->watch->script, visit->call->call, &address);
		break;
	default:
		break;
	}
}

/* As the kernel does: as much as there is room for, and then the whole size. */
static bool write_address(const struct visit *visit, const struct plumb_address *address)
{
	bool receives = visit->call->layout == PLUMB_LAYOUT_RECV;
	__u64 to = receives ? visit->args[4] : visit->args[1];
	__u64 size_to = receives ? visit->args[5] : visit->args[2];
	socklen_t room = 0;

	if (!to)
		return true;
	return plumb_reach_read(visit->pid, size_to, &room, sizeof(room)) &&
	       plumb_reach_write(visit->pid, to, &address->storage,
		       room < address->size ? room : address->size) &&
	       plumb_reach_write(visit->pid, size_to, &address->size, sizeof(address->size));
}

/* The number of a new socket in the process, without a name or a peer; or -1. */
static int put_socket(const struct visit *visit)
{
	struct seccomp_notif_addfd add = {.id = visit->response->id};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int put = -1;

	if (fd < 0)
		return -1;
	add.srcfd = (__u32)fd;
	add.newfd_flags = SOCK_CLOEXEC;
	put = ioctl(visit->watch->listener_fd, SECCOMP_IOCTL_NOTIF_ADDFD, &add);
	close(fd);
	return put;
}

/* A message of recvmsg(), and its descriptors. */
static bool give_message(const struct visit *visit, const struct plumb_fate *fate, int64_t *value)
{
	int fds[PLUMB_MOST_DESCRIPTORS];
	size_t received = 0;
	int made = 0;

	while (made < fate->descriptors && (fds[made] = put_socket(visit)) >= 0)
		made++;
	const struct plumb_message message = {.address = &fate->address,
		.bytes = fate->bytes,
		.size = fate->size,
		.fds = fds,
		.fd_count = (size_t)made};
	bool done = made == fate->descriptors &&
		    plumb_message_write(visit->pid, visit->args[1], &message, &received);
	*value = (int64_t)received;
	return done;
}

static void give_address(const struct visit *visit, const struct plumb_fate *fate)
{
	enum plumb_layout layout = visit->call->layout;
	size_t room = (size_t)visit->args[2];
	size_t size = fate->size < room ? fate->size : room;
	int64_t value = 0;
	bool done = false;

	if (layout == PLUMB_LAYOUT_INCOMING) {
		done = give_message(visit, fate, &value);
	} else if (visit->call->call == PLUMB_CALL_ACCEPT) {
		value = put_socket(visit);
		done = value >= 0 && write_address(visit, &fate->address);
	} else if (layout == PLUMB_LAYOUT_RECV) {
		value = (int64_t)size;
		done = fate->descriptors == 0 && write_address(visit, &fate->address) &&
		       plumb_reach_write(visit->pid, visit->args[1], fate->bytes, size);
	} else if (layout == PLUMB_LAYOUT_FROM) {
		done = write_address(visit, &fate->address);
	}
	if (done)
		give(visit, value);
	else
		cannot(visit, "answering");
}

/* What send() or recv() of fewer bytes on the process's own socket returned; -1: errno. */
static ssize_t transfer(const struct visit *visit, int fd, char *bytes, size_t size)
{
	int flags = (is_any_file(visit) ? 0 : (int)visit->args[3]) | MSG_DONTWAIT | MSG_NOSIGNAL;
	struct plumb_address address;
	ssize_t count = -1;

	errno = EFAULT;
	if (receives(visit)) {
		bool named = visit->call->layout == PLUMB_LAYOUT_RECV && visit->args[4];
		count = named ? -1 : recv(fd, bytes, size, flags);
		if (count > 0 &&
			!plumb_reach_write(visit->pid, visit->args[1], bytes, (size_t)count))
			count = -1;
	} else if (plumb_reach_read(visit->pid, visit->args[1], bytes, size) &&
		   read_address(visit, &address)) {
		count = sendto(
			fd, bytes, size, flags, address.size ? &address.any : NULL, address.size);
	}
	return count;
}

/* Fewer bytes really go, so that none is lost. Where the call would wait it is not cut yet. */
static bool cut(const struct visit *visit, const struct plumb_fate *fate)
{
	size_t size = (size_t)visit->args[2];
	bool cuts =
		receives(visit) || is_any_file(visit) || visit->call->layout == PLUMB_LAYOUT_SEND;
	int fd = cuts ? plumb_reach_fd(visit->pid, (int)visit->args[0]) : -1;
	char *bytes = plumb_new(1, (size_t)fate->value);
	bool waits = false;

	size = size < (size_t)fate->value ? size : (size_t)fate->value;
	if (fd < 0) {
		cannot(visit, "cutting");
	} else {
		ssize_t count = transfer(visit, fd, bytes, size);
		waits = count < 0 && errno == EAGAIN;
		if (waits)
			let_pass(visit);
		else if (count < 0 && errno == EFAULT)
			cannot(visit, "cutting");
		else if (count < 0)
			fail(visit, errno);
		else
			give(visit, count);
		close(fd);
	}
	free(bytes);
	return !waits;
}

/* Says what comes of it, as the script has it. */
static void decide(const struct visit *visit)
{
	struct plumb_watch_script *script = visit->watch->script;
	const struct plumb_fate *fate = plumb_watch_script_fate(script, visit->call->call);
	bool over = true;

	switch (fate->kind) {
	case PLUMB_FATE_PASS:
		let_pass(visit);
		break;
	case PLUMB_FATE_FAIL:
		fail(visit, fate->value);
		break;
	case PLUMB_FATE_GIVE:
		give(visit, fate->value);
		break;
	case PLUMB_FATE_ADDRESS:
		give_address(visit, fate);
		break;
	case PLUMB_FATE_CUT:
		over = cut(visit, fate);
		break;
	}
	if (over)
		plumb_watch_script_next(script, visit->call->call);
}

/* Of calls that files have too those are meant whose socket is not the adapter's talk with us. */
static bool is_meant(const struct visit *visit)
{
	const uint64_t *talk = visit->watch->hello.talk;

	if (!visit->call || !(is_any_file(visit) || visit->call->layout == PLUMB_LAYOUT_CLOSE))
		return visit->call;
	uint64_t inode = plumb_reach_socket(visit->pid, (int)visit->args[0]);
	return inode && inode != talk[0] && inode != talk[1] && inode != talk[2];
}

/* --- the listener ----------------------------------------------------------------------------- */

static void on_call(uv_poll_t *poll, int status, int events)
{
	struct plumb_watch *watch = poll->data;

	if (status < 0 || !(events & UV_READABLE)) {
		uv_poll_stop(poll); /* nobody is watched any more */
		return;
	}
	/* The kernel wants the room for the request to be empty. */
	memset(watch->request, 0, sizeof(*watch->request));
	if (seccomp_notify_receive(watch->listener_fd, watch->request)) {
		if (errno != ENOENT && errno != EINTR)
			uv_poll_stop(poll);
		return;
	}
	*watch->response = (struct seccomp_notif_resp){.id = watch->request->id};
	const struct visit visit = {
		.watch = watch,
		.call = plumb_system_call_of(watch->request->data.nr, watch->request->data.args[1]),
		.args = watch->request->data.args,
		.pid = (pid_t)watch->request->pid,
		.response = watch->response,
	};
	if (is_meant(&visit)) {
		note(&visit);
		decide(&visit);
	} else {
		let_pass(&visit);
	}
	/* It fails where the process is gone: its end is told by others. */
	seccomp_notify_respond(watch->listener_fd, watch->response);
}

/* The first and only message through the door. */
static void on_door(uv_poll_t *poll, int status, int events)
{
	struct plumb_watch *watch = poll->data;
	struct plumb_watch_hello *hello = &watch->hello;

	(void)status;
	(void)events;
	uv_poll_stop(poll);
	if (plumb_passing_receive(watch->door_fd, hello, sizeof(*hello), &watch->listener_fd) <
		(ssize_t)sizeof(*hello))
		hello->error = ECONNRESET;
	if (watch->listener_fd < 0)
		return;
	watch->listener.data = watch;
	if (uv_poll_init(watch->loop, &watch->listener, watch->listener_fd) == 0) {
		watch->open_handles++;
		uv_poll_start(&watch->listener, UV_READABLE, on_call);
	}
}

struct plumb_watch *plumb_watch_new(uv_loop_t *loop, int door_fd)
{
	struct plumb_watch *watch = plumb_new(1, sizeof(*watch));

	*watch = (struct plumb_watch){.loop = loop,
		.door_fd = door_fd,
		.listener_fd = -1,
		.open_handles = 1,
		.hello = {.error = EINPROGRESS},
		.script = plumb_watch_script_new()};
	if (seccomp_notify_alloc(&watch->request, &watch->response) != 0)
		plumb_out_of_memory();
	watch->door.data = watch;
	uv_poll_init(loop, &watch->door, door_fd);
	uv_poll_start(&watch->door, UV_READABLE, on_door);
	return watch;
}

struct plumb_watch_script *plumb_watch_begin(struct plumb_watch *watch, char *why, size_t size)
{
	plumb_watch_script_clear(watch->script);
	if (watch->listener_fd >= 0)
		return watch->script;
	snprintf(
		why, size, "system calls cannot be watched here: %s", strerror(watch->hello.error));
	return NULL;
}

static void on_closed(uv_handle_t *handle)
{
	struct plumb_watch *watch = handle->data;

	if (--watch->open_handles)
		return;
	close(watch->door_fd);
	if (watch->listener_fd >= 0)
		close(watch->listener_fd);
	plumb_watch_script_free(watch->script);
	seccomp_notify_free(watch->request, watch->response);
	free(watch);
}

void plumb_watch_close(struct plumb_watch *watch)
{
	uv_close((uv_handle_t *)&watch->door, on_closed);
	if (watch->open_handles > 1)
		uv_close((uv_handle_t *)&watch->listener, on_closed);
}
