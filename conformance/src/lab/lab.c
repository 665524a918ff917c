#include "lab.h"

#include "lab_keeper.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* The runner reads the adapter's pipes until they close: the keeper must not hold them open. */
static void let_go_of_pipes(void)
{
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int fd = 0; fd <= STDERR_FILENO; fd++)
		dup2(nothing, fd);
	close(nothing);
}

static int start_keeper(
	const struct plumb_lab_space *space, struct plumb_lab_names *names, int door_fd)
{
	pid_t parent = getpid();
	pid_t keeper = fork();

	if (keeper == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		prctl(PR_SET_NAME, "lab-keeper");
		let_go_of_pipes();
		plumb_lab_keep(space, names, door_fd);
	}
	return keeper < 0 ? -1 : 0;
}

int plumb_lab_enter(const char *directory, int door_fd, char *why, size_t size)
{
	struct plumb_lab_space space;
	struct plumb_lab_names names;
	int result = -1;

	if (plumb_lab_space_enter(&space, directory, why, size) == 0) {
		if (plumb_lab_names_open(&names, directory, why, size) == 0) {
			result = start_keeper(&space, &names, door_fd);
			if (result != 0)
				snprintf(why, size, "no keeper: %s", strerrorname_np(errno));
			plumb_lab_names_close(&names);
		}
		plumb_lab_space_clear(&space);
	}
	if (door_fd >= 0)
		close(door_fd);
	return result;
}

/* In a child: tries it, and reports the reason of a failure. */
static void try_to_enter(const char *directory, int reason_fd)
{
	char why[256];

	if (plumb_lab_enter(directory, -1, why, sizeof(why)) != 0 &&
		write(reason_fd, why, strlen(why)) < 0)
		_exit(2);
	_exit(0);
}

bool plumb_lab_possible(const char *directory, char *why, size_t size)
{
	int reason[2];
	int status = 0;

	if (pipe2(reason, O_CLOEXEC) != 0) {
		snprintf(why, size, "no pipe: %s", strerrorname_np(errno));
		return false;
	}
	pid_t child = fork();
	if (child == 0)
		try_to_enter(directory, reason[1]);
	close(reason[1]);
	ssize_t got = child < 0 ? -1 : read(reason[0], why, size - 1);
	close(reason[0]);
	if (got > 0)
		why[got] = 0;
	if (child < 0 || got < 0 || waitpid(child, &status, 0) != child || status != 0) {
		snprintf(why, size, "no process to try it in");
		return false;
	}
	return got == 0;
}
