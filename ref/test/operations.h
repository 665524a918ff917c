/* The operations of the library whose every call is made to fail, and what they work on. */
#ifndef PYS_OPERATIONS_H
#define PYS_OPERATIONS_H

#include "pysock.h"

/* Made anew for each operation, and ended with all that it has made. */
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

/* A descriptor of a regular file, open as long as the process lives. */
int file_to_send(void);

void make_world(void);
void end_world(void);

struct operation {
	const char *name;
	long long (*run)(void); /* below 0: it has raised */
	double timeout_s;	/* of the world's sockets; 0 for blocking mode */
	bool connects_timed;	/* has a timeout of its own */
	bool finds_anyway;	/* a host that is not found does no harm */
	int ignored_call;	/* the call, from 1, whose failure does no harm; 0 for none */
	bool takes_names;	/* a host that is not numeric is tried as a name */
};

extern const struct operation operations[];
extern const size_t operation_count;
extern const struct operation later_operations[];
extern const size_t later_operation_count;

#endif
