#include "baseline_stand.h"

#include "suite.h"

#define PLAY                                                                                       \
	"sed '%s' \"$RUNS/listed.json\" >listed.json; cp \"$RUNS/capabilities.json\" .; "          \
	"cat >b <<'END'\n%sEND\n"                                                                  \
	"\"$PLUMBLINE\" run ref --lab none --oracle none --tables listed.json --out \"$OUT\" "     \
	"--baseline b %s"

struct shell baseline_play(const char *edit, const char *baseline, const char *options)
{
	return shell_run(PLAY, edit, baseline, options);
}

void check_baseline(const char *edit, const char *baseline, int status, const char *said)
{
	struct shell shell = baseline_play(edit, baseline, "");

	CHECK_NUMBER(shell.status, status);
	CHECK_HOLDS(*shell.err ? shell.err : shell.out, said);
	shell_clear(&shell);
}

void check_baseline_update(const char *edit, const char *before, const char *after)
{
	struct shell shell = shell_run(PLAY
		" >first; s=$?; cat b >&2; r=\"$PLUMBLINE run ref --lab none --oracle none "
		"--tables listed.json --out none --baseline b\"; $r >second || "
		"tail -20 second; ls -i b >inode; $r --update-baseline | grep "
		"lines; ls -i b | cmp - inode; exit $s",
		edit, before, "--update-baseline");

	CHECK_NUMBER(shell.status, 0);
	CHECK_TEXT(shell.err, after);
	CHECK_TEXT(shell.out, "b: 0 lines added, 0 changed, 0 removed\n");
	shell_clear(&shell);
}
