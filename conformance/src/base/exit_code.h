/* The meaning of every command's exit status, as the manual and --help say. */
#ifndef PLUMB_EXIT_CODE_H
#define PLUMB_EXIT_CODE_H

enum plumb_exit_code {
	PLUMB_EXIT_GOOD = 0,	   /* everything is as it should be */
	PLUMB_EXIT_BAD = 1,	   /* some row, or some clause, is not */
	PLUMB_EXIT_USAGE = 2,	   /* wrong use, or a malformed table */
	PLUMB_EXIT_UNRUNNABLE = 3, /* a subject or the oracle could not be run */
	PLUMB_EXIT_UNWRITTEN = 4,  /* the results could not be written */
	PLUMB_EXIT_SIGNAL = 128,   /* plus the signal's number: the run was interrupted */
};

#endif
