/*
 * Every call of the library to the C library that can fail comes here, by the linker's --wrap, so
 * that a test can make it fail or answer it. The list is in the makefile.
 */
#ifndef PYS_WRAP_H
#define PYS_WRAP_H

#include <netdb.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>

/* The calls to count and the one to fail. Nothing happens unless armed. */
struct wrap {
	bool armed;
	int calls;	    /* how many calls were made since wrap_arm() */
	int fail_at;	    /* the call that fails, counted from 1; 0 for none */
	int error;	    /* its errno, or its result; 0 for the first one that fits */
	const char *only;   /* if not NULL, only calls of this name are counted */
	const char *failed; /* the name of the call that failed, NULL if none did */
	_Atomic long live;  /* allocated blocks of memory, armed or not */
};

extern struct wrap wrap;

void wrap_arm(const char *only, int fail_at, int error);
void wrap_disarm(void);

/* The n-th error that the manual names for a call, from 0; 0 after the last. */
int wrap_error(const char *name, int n);

/* Functions that answer instead of the C library's, unless NULL. */
struct answers {
	int (*bind)(int fd, const struct sockaddr *address, socklen_t length);
	int (*getpeername)(int fd, struct sockaddr *address, socklen_t *length);
	int (*getsockname)(int fd, struct sockaddr *address, socklen_t *length);
	int (*getsockopt)(int fd, int level, int name, void *value, socklen_t *length);
	int (*accept4)(int fd, struct sockaddr *address, socklen_t *length, int flags);
	ssize_t (*recvfrom)(int fd, void *bytes, size_t size, int flags, struct sockaddr *address,
		socklen_t *length);
	ssize_t (*sendfile)(int to, int from, off_t *offset, size_t size);
	ssize_t (*sendmsg)(int fd, const struct msghdr *message, int flags);
	ssize_t (*recvmsg)(int fd, struct msghdr *message, int flags);
	int (*connect)(int fd, const struct sockaddr *address, socklen_t length);
	ssize_t (*send)(int fd, const void *bytes, size_t size, int flags);
	int (*ppoll)(struct pollfd *polled, nfds_t count, const struct timespec *timeout,
		const sigset_t *mask);
	int (*getaddrinfo)(const char *host, const char *service, const struct addrinfo *hints,
		struct addrinfo **results);
	int (*gethostbyaddr_r)(const void *address, socklen_t length, int family,
		struct hostent *entry, char *buffer, size_t size, struct hostent **found,
		int *h_code);
	int (*gethostbyname_r)(const char *name, struct hostent *entry, char *buffer, size_t size,
		struct hostent **found, int *h_code);
	int (*gethostname)(char *name, size_t size);
	int (*sethostname)(const char *name, size_t size);
};

extern struct answers answers;

/* Assign this to have the C library answer again. */
extern const struct answers no_answers;

#endif
