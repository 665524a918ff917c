/*
 * Waits for a timeout of 1 s while a signal comes every 10 ms, by each way that has timeouts, and
 * prints how many milliseconds each took; 3000 stands for one that had not ended by then.
 */
#include "ways.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void on_alarm(int number)
{
	(void)number;
}

static void storm(void)
{
	const struct timeval interval = {.tv_usec = 10000};
	const struct itimerval timer = {interval, interval};
	const struct sigaction action = {.sa_handler = on_alarm};

	(void)sigaction(SIGALRM, &action, NULL);
	(void)setitimer(ITIMER_REAL, &timer, NULL);
}

static double now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* In a child, since one that never ends must be ended. */
static double measure(const struct way *way)
{
	double start = now_ms();
	pid_t child = fork();

	if (child < 0)
		way_fail("fork");
	if (child == 0) {
		way->open();
		storm();
		way->wait();
		_exit(0);
	}
	while (waitpid(child, NULL, WNOHANG) == 0) {
		const struct timespec pause = {.tv_nsec = 1000000};

		if (now_ms() - start > 3000) {
			(void)kill(child, SIGKILL);
			(void)waitpid(child, NULL, 0);
			break;
		}
		(void)nanosleep(&pause, NULL);
	}
	return now_ms() - start;
}

int main(void)
{
	for (size_t i = 0; ways[i] != NULL; i++)
		if (ways[i]->wait != NULL)
			printf("%s %.0f\n", ways[i]->name, measure(ways[i]));
	return 0;
}
