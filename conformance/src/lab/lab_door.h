/* Both sides of a lab's door: a request goes in with a way for the answer. */
#ifndef PLUMB_LAB_DOOR_H
#define PLUMB_LAB_DOOR_H

#include "lab.h"

enum plumb_lab_wish { PLUMB_LAB_WISH_SOCKET, PLUMB_LAB_WISH_WIRE };

struct plumb_lab_request {
	enum plumb_lab_wish wish;
	enum plumb_lab_wire wire;
	enum plumb_lab_host host;
	int family;
	int type;
	int answer_fd; /* where the answer goes; the receiver's to close */
};

/* Takes one request from the door; waits for it. 1, 0 where the other side is gone, -1: errno. */
int plumb_lab_take(int door_fd, struct plumb_lab_request *request);

/* Answers with the descriptor (it stays the caller's), or where that is -1 with the error or 0. */
void plumb_lab_answer(const struct plumb_lab_request *request, int fd, int error);

#endif
