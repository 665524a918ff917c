/* What stands before the steps of a script: what it is about, imports, helpers. */
#include "repro_script.h"

#include <string.h>

/* How long a script may wait before that counts as a failure. */
enum { PATIENCE_S = 10 };

static void add_imports(
	const struct plumb_script *script, struct plumb_text *text, const char *module)
{
	static const char *const names[] = {"errno", "faulthandler", "gc", "io", "itertools", "os",
		"select", "signal", "struct", "sys", "tempfile", "threading", "time", "array",
		"fcntl", "resource"};
	const unsigned elsewhere = PLUMB_IMPORT_SYS | PLUMB_IMPORT_FAULTHANDLER;
	bool is_plain = strcmp(module, "socket") == 0;
	const char *between = "import ";

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (!(script->imports & ~elsewhere & 1U << i))
			continue;
		plumb_text_add_f(text, "%s%s", between, names[i]);
		between = ", ";
	}
	if (!is_plain && json_object_size(script->peers) > 0) {
		plumb_text_add_f(text, "%ssocket as %s", between, script->far);
		between = ", ";
	}
	plumb_text_add_f(text, "%s%s%s\n\n", between, module, is_plain ? "" : " as socket");
}

static void add_helpers(const struct plumb_script *script, struct plumb_text *text)
{
	if (script->checks)
		plumb_text_add_f(text,
			"def check(good, promise, came):\n"
			"    if not good:\n"
			"        sys.exit(\"%s%s: %%s\\n"
			"what came instead:     %%r\" %% (promise, came))\n\n",
			script->version ? "CPython " : "the document promises",
			script->version ? script->version : "");
	if (script->attempts)
		plumb_text_add(text, "def attempt(call, *arguments, **keywords):\n"
				     "    try:\n"
				     "        return call(*arguments, **keywords)\n"
				     "    except Exception as error:\n"
				     "        return error\n\n");
	if (script->begins)
		plumb_text_add(text,
			"def begin(waits, *call, **keywords):  # waits: until the kernel says that "
			"it "
			"sleeps\n"
			"    def run():\n"
			"        began = time.monotonic()\n"
			"        thread.came = attempt(*call, **keywords)\n"
			"        thread.took = time.monotonic() - began\n"
			"    thread, still = threading.Thread(target=run, daemon=True), 0\n"
			"    thread.start()\n"
			"    while waits and thread.is_alive() and still < 20:\n"
			"        time.sleep(0.001)\n"
			"        try:\n"
			"            with open(\"/proc/self/task/%d/stat\" % thread.native_id) as "
			"file:\n"
			"                still = still + 1 if \") S \" in file.read() else 0\n"
			"        except OSError:  # it has just ended\n"
			"            break\n"
			"    return thread\n\n");
	if (script->ints)
		plumb_text_add(text,
			"def ints(value):  # C ints: a list as bytes, bytes as a list\n"
			"    if isinstance(value, (list, tuple)):\n"
			"        return array.array(\"i\", value).tobytes()\n"
			"    return array.array(\"i\", value[:len(value) // 4 * 4]).tolist()\n\n");
	if (script->audits)
		plumb_text_add(text,
			"events = []\n"
			"def audit():  # the events since it was last called\n"
			"    kept = events[:]\n"
			"    del events[:]\n"
			"    return kept\n"
			"sys.addaudithook(lambda event, arguments: event.startswith(\"socket.\")\n"
			"                 and events.append([event] + list(arguments)))\n\n");
	if (script->index)
		plumb_text_add(text, "class Index:  # no integer, but has __index__\n"
				     "    def __init__(self, value):\n"
				     "        self.value = value\n"
				     "    def __index__(self):\n"
				     "        return self.value\n\n");
}

static void add_beginnings(const struct plumb_script *script, struct plumb_text *text)
{
	if (script->directory)
		plumb_text_add(text, "directory = tempfile.TemporaryDirectory()\n");
	if (script->signals)
		plumb_text_add(text, "signal.signal(signal.SIGUSR1, lambda *_: None)\n");
	if (script->handles)
		plumb_text_add(text,
			"def handle(call, *arguments):\n"
			"    signal.signal(signal.SIGUSR1, lambda *_: call(*arguments))\n");
	if (script->kept)
		plumb_text_add(text, "kept = []\n");
	if (script->hears)
		plumb_text_add(text, "heard = []\n");
}

void plumb_script_add_sentence(const struct plumb_row *row, struct plumb_text *text)
{
	const json_t *need;
	size_t i;

	plumb_text_add_f(text,
		"#!/usr/bin/env python3\n# %s: %s\n# By %s in the document of "
		"Python's socket module.",
		row->id, row->why, row->clause);
	json_array_foreach(row->needs, i, need)
		plumb_text_add_f(text, "%s%s", i ? ", " : " Needs: ", json_string_value(need));
	plumb_text_add(text, json_array_size(row->needs) ? ".\n" : "\n");
}

/* A small Python has no faulthandler: there a script that hangs does so for ever. */
void plumb_script_add_patience(struct plumb_text *text)
{
	plumb_text_add_f(text,
		"import sys\ntry:\n"
		"    import faulthandler\n"
		"    faulthandler.dump_traceback_later(%d, exit=True)  # what hangs has failed\n"
		"except ImportError:  # a small Python\n"
		"    pass\n",
		PATIENCE_S);
}

void plumb_script_add_head(
	const struct plumb_script *script, struct plumb_text *text, const char *module)
{
	add_imports(script, text, module);
	if (script->preamble)
		plumb_text_add_f(text, "%s\n", script->preamble);
	add_helpers(script, text);
	add_beginnings(script, text);
}
