/*
 * The commands of plumbline. Each takes its own arguments (argv[0] is the command's name) and
 * returns an enum plumb_exit_code.
 */
#ifndef PLUMB_COMMAND_H
#define PLUMB_COMMAND_H

int plumb_command_run(int argc, char **argv);
int plumb_command_list(int argc, char **argv);
int plumb_command_lab(int argc, char **argv);
int plumb_command_report(int argc, char **argv);
int plumb_command_merge(int argc, char **argv);
int plumb_command_diff(int argc, char **argv);
int plumb_command_clauses(int argc, char **argv);
int plumb_command_export(int argc, char **argv);
int plumb_command_repro(int argc, char **argv);
int plumb_command_drift(int argc, char **argv);
int plumb_command_doctor(int argc, char **argv);
int plumb_command_search(int argc, char **argv);

#endif
