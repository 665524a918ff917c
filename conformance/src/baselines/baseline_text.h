/* The part of a failure's text that a baseline holds the next runs to. */
#ifndef PLUMB_BASELINE_TEXT_H
#define PLUMB_BASELINE_TEXT_H

/*
 * The beginning of the text's first line: up to what differs from run to run (times, ports, paths
 * of the run's directory, addresses in memory), up to what a baseline cannot hold, and no longer
 * than fits a line. A new string, perhaps "".
 */
char *plumb_baseline_text_start(const char *text);

#endif
