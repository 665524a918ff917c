/* The operations of the library in which every call is made to fail, and their sockets. */
#ifndef PYS_OPERATIONS_H
#define PYS_OPERATIONS_H

#include "pysock.h"

/* Made anew for each operation, and torn down with everything that the operation made. */
struct world {
	struct pysock *pair[2];	 /* the second has bytes to receive */
	struct pysock *listener; /* has a connection to accept */
	struct pysock *client;
	struct pysock_address address; /* of the listener */
	struct pysock *made[2];
	FILE *file;
	void *block;
};

extern struct world world;

/* A descriptor of a regular file, open until the process ends. */
int file_to_send(void);

void make_world(void);
void end_world(void);

struct operation {
	const char *name;
	long long (*run)(void); /* negative: it has raised */
	double timeout_s;	/* of the world's sockets; 0 for blocking mode */
	bool connects_timed;	/* has a timeout of its own */
	bool finds_anyway;	/* succeeds even if the host is not found */
	int ignored_call;	/* the call, from 1, whose failure is ignored; 0 for none */
	bool takes_names;	/* a host that is not numeric is tried as a name */
};

extern const struct operation operations[];
extern const size_t operation_count;
extern const struct operation later_operations[];
extern const size_t later_operation_count;

#endif
