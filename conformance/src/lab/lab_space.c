#include "lab_space.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

static int fail(const char *what, char *why, size_t size)
{
	snprintf(why, size, "%s: %s", what, strerrorname_np(errno));
	return -1;
}

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t written = fd < 0 ? -1 : write(fd, text, strlen(text));
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return written < 0 ? -1 : 0;
}

/* In a user namespace the caller is root, as on the machine of a developer who is root. */
static int become_root(uid_t uid, gid_t gid)
{
	char map[64];

	if (write_file("/proc/self/setgroups", "deny") != 0)
		return -1;
	snprintf(map, sizeof(map), "0 %u 1", (unsigned)uid);
	if (write_file("/proc/self/uid_map", map) != 0)
		return -1;
	snprintf(map, sizeof(map), "0 %u 1", (unsigned)gid);
	return write_file("/proc/self/gid_map", map);
}

/* Root may do without a user namespace, unless it is the root of a container with little power. */
static int unshare_all(char *why, size_t size)
{
	const int spaces = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWNET;
	uid_t uid = geteuid();
	gid_t gid = getegid();

	if (unshare(spaces) == 0)
		return 0;
	if (errno != EPERM || unshare(spaces | CLONE_NEWUSER) != 0)
		return fail("no namespaces", why, size);
	return become_root(uid, gid) == 0 ? 0 : fail("no user namespace", why, size);
}

static int open_namespace(void)
{
	return open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
}

static int open_netlink(void)
{
	return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
}

/* The network that the process is in becomes the far host's; it moves on to the near one's. */
static int make_hosts(struct plumb_lab_space *space, char *why, size_t size)
{
	space->far_namespace = open_namespace();
	space->ends.far_netlink = open_netlink();
	if (space->ends.far_netlink < 0 || space->far_namespace < 0 || plumb_lab_loopback() != 0 ||
		plumb_lab_forward() != 0)
		return fail("no far host", why, size);
	if (unshare(CLONE_NEWNET) != 0 || (space->ends.near_netlink = open_netlink()) < 0 ||
		(space->near_namespace = open_namespace()) < 0 || plumb_lab_loopback() != 0)
		return fail("no near host", why, size);
	if (plumb_lab_lay_wire(&space->ends, space->far_namespace) != 0)
		return fail("no wire between the hosts", why, size);
	return 0;
}

/* The files that decide how the C library resolves names. */
static const struct {
	const char *name;
	bool everywhere; /* else it stands in for one that not every system has */
} files[] = {
	{"hosts", true},
	{"nsswitch.conf", true},
	{"resolv.conf", true},
	{"services", true},
	{"protocols", true},
	{"host.conf", false},
	{"gai.conf", false},
};

static int place_file(const char *directory, size_t i, char *why, size_t size)
{
	char *from = NULL;
	char *to = NULL;
	int result = 0;

	if (asprintf(&from, "%s/etc/%s", directory, files[i].name) < 0 ||
		asprintf(&to, "/etc/%s", files[i].name) < 0)
		result = fail("no memory", why, size);
	else if (access(from, R_OK) != 0)
		result = fail(from, why, size);
	else if (mount(from, to, "none", MS_BIND, NULL) != 0 &&
		 (errno != ENOENT || files[i].everywhere))
		result = fail(to, why, size);
	free(to);
	free(from);
	return result;
}

/*
 * A cache of names would answer in place of the lab's files. /mnt, which is empty everywhere, is
 * the lab's scratch space, so that nothing of it is ever left on a disk.
 */
static int place_files(const char *directory, char *why, size_t size)
{
	if (mount("none", "/", "none", MS_REC | MS_PRIVATE, NULL) != 0)
		return fail("no mounts of its own", why, size);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		if (place_file(directory, i, why, size) != 0)
			return -1;
	if (mount("none", "/mnt", "tmpfs", MS_NOSUID | MS_NODEV, "size=64m") != 0)
		return fail("/mnt", why, size);
	if (mount("none", "/run/nscd", "tmpfs", 0, "size=4k") != 0 && errno != ENOENT)
		return fail("/run/nscd", why, size);
	return 0;
}

static int name_host(char *why, size_t size)
{
	static const char name[] = "near";

	if (sethostname(name, sizeof(name) - 1) != 0)
		return fail("no host name", why, size);
	unsetenv("HOSTALIASES");
	unsetenv("LOCALDOMAIN");
	unsetenv("RES_OPTIONS");
	return 0;
}

int plumb_lab_space_enter(
	struct plumb_lab_space *space, const char *directory, char *why, size_t size)
{
	*space = (struct plumb_lab_space){.near_namespace = -1,
		.far_namespace = -1,
		.ends = {.near_netlink = -1, .far_netlink = -1}};
	if (unshare_all(why, size) == 0 && make_hosts(space, why, size) == 0 &&
		place_files(directory, why, size) == 0 && name_host(why, size) == 0)
		return 0;
	plumb_lab_space_clear(space);
	return -1;
}

void plumb_lab_space_clear(struct plumb_lab_space *space)
{
	const int fds[] = {space->near_namespace, space->far_namespace, space->ends.near_netlink,
		space->ends.far_netlink};

	for (size_t i = 0; i < sizeof(fds) / sizeof(*fds); i++)
		if (fds[i] >= 0)
			close(fds[i]);
}
