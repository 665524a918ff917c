/*
 * Hostile text in subjects, paths and foreign files: every output stays readable and safe to print.
 */
#include "base/heap.h"
#include "shell.h"
#include "suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * $1 is the source of the adapter's texts. The run's directory has a name that is not valid text,
 * and the subject's name has two lines. Each reader reads the output, and its own output is checked
 * as well.
 */
static const char whole_run[] =
	"d=$(printf 'd\\377\\033\\n'); mkdir \"$d\" && cd \"$d\" || exit\n"
	"cp \"$RUNS/listed.json\" \"$RUNS/capabilities.json\" .\n"
	"ln -s \"$TOP/fixtures/adapters\" a; some='--filter inet_aton/[a-m]*'\n"
	"some=\"--tables $TOP/conformance/tables/inet_aton.json $some\"\n"
	"subject=$(printf 'exec:python3 a/hostile_text.py %s #\\n::error::\\377\\342\\200\\256' "
	"$1)\n"
	"run() { \"$PLUMBLINE\" run -v \"$subject\" --lab none --oracle none --jobs 1 \"$@\" "
	">>said 2>&1; }\n"
	"run $some --out one; echo run $?\n"
	"run $some --out two; echo run $?\n"
	"run --tables listed.json --out three --baseline b --update-baseline; echo update $?\n"
	"run --tables listed.json --out four --baseline b; echo known $?\n"
	"for k in 1 2; do run $some --out s$k --shard $k/2; done\n"
	"p() { \"$PLUMBLINE\" \"$@\" >>said 2>&1; s=$?; test $s -lt 2 || echo \"$*: $s\"; }\n"
	"for form in html junit tap tap13 markdown badge csv; do\n"
	"  p report --format $form --out one.$form one/results.jsonl\n"
	"done\n"
	"p report --out two.html one/results.jsonl two/results.jsonl\n"
	"p report --format deviations --baseline b --out dev.html four/results.jsonl\n"
	"GITHUB_ACTIONS=true p report --format markdown --out x one/results.jsonl\n"
	"for f in html markdown csv; do\n"
	"  p report --compare --format $f --out cmp.$f one/results.jsonl two/results.jsonl; done\n"
	"p diff one/results.jsonl two/results.jsonl\n"
	"p merge --out m s1/results.jsonl s2/results.jsonl\n"
	"p export --tables listed.json --out exported\n"
	"grep -av '^::error file=.*,line=\\|^::notice::[0-9]' said >quiet\n"
	"mv one/results.jsonl one.jsonl; mv m/results.jsonl m.jsonl\n"
	"python3 \"$TOP/conformance/test/hostile_text_check.py\" quiet *.html *.tap *.tap13 "
	"*.markdown *.csv *.junit *.badge b one.jsonl m.jsonl exported\n"
	"xmllint --noout *.junit";

static void test_whole_run(void)
{
	struct shell shell = shell_run("set -- 1\n%s", whole_run);

	CHECK_TEXT(shell.out, "run 1\nrun 1\nupdate 0\nknown 0\n");
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

/* A results file that another program wrote, and a file that is none. */
static void test_foreign_file(void)
{
	struct shell shell = shell_run("%s",
		"h() { printf '%s\\n' "
		"'{\"plumbline\":\"0\",\"format\":1,\"started\":\"x\",\"rows\":1,"
		"\"subjects\":[{\"side\":\"a\\u202e\",\"name\":\"\\u001b[1m\",\"version\":\"1\","
		"\"module\":\"m\",\"platform\":\"p\",\"libc\":\"\",\"byteorder\":\"little\"}]}'; "
		"}\n"
		"row() { printf '%s\\n' "
		"'{\"row\":\"t/r\",\"clause\":\"c.d\",\"why\":\"\\u001b]0;x.\","
		"\"file\":\"\\u2028::error::\",\"line\":1,\"steps\":[\"\\u001b\"],\"subjects\":"
		"[{\"side\":\"a\\u202e\",\"verdict\":\"'\"$1\"'\",\"text\":\"'\"$2\"'\"}]}'; }\n"
		"{ h; row PASS x; } >a; { h; row FAIL '\\u001b[31m\\n::error::\\u200b'; } >b\n"
		"{ h; row 'P\\u001b\\n::error::' x; } >c; printf '\\033\\377\\n' >d\n"
		"for f in b c d; do \"$PLUMBLINE\" diff a $f >>said 2>&1; echo $?; done\n"
		"f=$(printf 'e\\n::error::'); cp d \"$f\"; \"$PLUMBLINE\" merge \"$f\" >>said "
		"2>&1\n"
		"\"$PLUMBLINE\" list --tables \"$f\" >>said 2>&1\n"
		"python3 \"$TOP/conformance/test/hostile_text_check.py\" said");

	CHECK_TEXT(shell.out, "1\n2\n2\n");
	CHECK_TEXT(shell.err, "");
	shell_clear(&shell);
}

CU_TestInfo hostile_text_tests[] = {
	{"every reader takes what a run wrote, and can show it", test_whole_run},
	{"what others wrote drives no terminal", test_foreign_file},
	CU_TEST_INFO_NULL,
};
