#include "lab_stand.h"

#include "base/heap.h"
#include "base/place.h"
#include "lab/lab.h"
#include "suite.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

void lab_expect(struct lab_report *report, const char *what, const char *got, const char *want)
{
	if (strcmp(got, want) != 0 && report->length < sizeof(report->text)) {
		int added = snprintf(report->text + report->length,
			sizeof(report->text) - report->length, "%s: %s, want %s; ", what, got,
			want);
		report->length += (size_t)added;
	}
}

/* Whether the machine permits a lab; if not, says why, once. */
static bool is_possible(char *directory)
{
	static bool told;
	char why[256];
	bool possible = plumb_lab_possible(directory, why, sizeof(why));

	if (!possible && !told) {
		fprintf(stderr, "no lab here, so that most of its tests see nothing: %s\n", why);
		told = true;
	}
	return possible;
}

/* In a child: enters the lab as the given user, and writes its findings to the pipe. */
static void enter_and_look(
	const char *directory, uid_t uid, int door_fd, lab_inside_fn *inside, int report_fd)
{
	struct lab_report report = {.length = 0};
	char why[256];

	if (uid != geteuid() && (setgid(uid) != 0 || setuid(uid) != 0)) {
		lab_expect(&report, "user", strerrorname_np(errno), "another");
	} else {
		/* As after exec; otherwise the files in /proc belong to root. */
		prctl(PR_SET_DUMPABLE, 1);
		if (plumb_lab_enter(directory, door_fd, why, sizeof(why)) != 0)
			lab_expect(&report, "entering", why, "a lab");
		else
			inside(&report);
	}
	if (write(report_fd, report.text, strlen(report.text) + 1) < 0)
		_exit(1);
	_exit(0);
}

pid_t lab_send_inside(
	const char *place, uid_t uid, int door_fd, lab_inside_fn *inside, int *report_fd)
{
	char *directory = place ? plumb_copy(place) : plumb_place_of("fixtures/lab");
	int report[2];

	CU_ASSERT_EQUAL_FATAL(pipe(report), 0);
	pid_t child = fork();
	if (child == 0) {
		close(report[0]);
		enter_and_look(directory, uid, door_fd, inside, report[1]);
	}
	close(report[1]);
	if (door_fd >= 0)
		close(door_fd);
	free(directory);
	*report_fd = report[0];
	return child;
}

void lab_hear(pid_t child, int report_fd)
{
	char text[512] = "no report";
	int status = 0;

	CU_ASSERT_TRUE(read(report_fd, text, sizeof(text)) > 0);
	CHECK_TEXT(text, "");
	close(report_fd);
	waitpid(child, &status, 0);
	CHECK_NUMBER(status, 0);
}

bool lab_is_possible(void)
{
	char *directory = plumb_place_of("fixtures/lab");
	bool possible = is_possible(directory);

	free(directory);
	return possible;
}

const char *lab_connected(int family, const char *text, unsigned scope)
{
	struct sockaddr_in6 in6 = {
		.sin6_family = AF_INET6, .sin6_port = htons(9), .sin6_scope_id = scope};
	struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(9)};
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int result = -1;

	if (family == AF_INET) {
		inet_pton(family, text, &in.sin_addr);
		result = connect(fd, (const struct sockaddr *)&in, sizeof(in));
	} else {
		inet_pton(family, text, &in6.sin6_addr);
		result = connect(fd, (const struct sockaddr *)&in6, sizeof(in6));
	}
	const char *ended = result == 0 ? "connected" : strerrorname_np(errno);
	close(fd);
	return ended;
}
