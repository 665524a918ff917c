/*
 * The far end of a row as lines of a script: the standard library's own sockets on loopback, in
 * the row's own order, and a thread for what goes on meanwhile.
 */
#include "repro_far.h"

#include "base/heap.h"
#include "steps/step_json.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static bool hears_datagrams(const struct plumb_far_part *part)
{
	return json_object_get(part->script->datagrams, part->deed->peer);
}

/* --- speaking and hearing --------------------------------------------------------------------- */

static void add_send(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	const json_t *flags = json_array_get(part->deed->written, 3);
	char *peer = plumb_far_peer(part), *bytes = plumb_script_value(script, part->deed->bytes);
	struct plumb_text text = {0};
	char *shown;

	for (size_t i = 0; i < json_array_size(flags); i++)
		plumb_text_add_f(&text, "%s%s.%s", i ? " | " : ", ", script->far,
			json_string_value(json_array_get(flags, i)));
	shown = plumb_text_take(&text, 0);
	plumb_script_line(
		script, "%s.%s(%s%s)", peer, flags ? "send" : "sendall", bytes, shown ? shown : "");
	free(shown);
	free(peer);
	free(bytes);
}

static void add_sendto(const struct plumb_far_part *part)
{
	char *peer = plumb_far_peer(part);
	char *bytes = plumb_script_value(part->script, part->deed->bytes);
	char *address = plumb_script_value(part->script, part->deed->address);

	plumb_script_line(part->script, "%s.sendto(%s, %s)", peer, bytes, address);
	free(peer);
	free(bytes);
	free(address);
}

/* Checks what the far end receives; in a thread, after the thread has ended. */
static void hear(const struct plumb_far_part *part, char *hearing, char *wanted, char *promise)
{
	struct plumb_script *script = part->script;

	if (part->in_thread) {
		bool first = !script->heard.data;
		script->hears = true;
		plumb_script_line(script, "heard.append(%s)", hearing);
		plumb_text_add_f(&script->heard, "%s%s", first ? "" : ", ", wanted);
		plumb_text_add_f(&script->promise, "%s%s", first ? "" : ", then ", promise);
	} else {
		char *condition = plumb_format("came == %s", wanted);
		plumb_script_line(script, "came = %s", hearing);
		plumb_script_check(script, condition, promise, "came");
		free(condition);
	}
	free(hearing);
	free(wanted);
	free(promise);
}

/* Whether the string is one of those in the value. */
static bool mentions(const json_t *value, const char *text)
{
	const char *key;
	json_t *item;
	size_t i;

	if (json_is_string(value))
		return strcmp(json_string_value(value), text) == 0;
	json_array_foreach(value, i, item)
		if (mentions(item, text))
			return true;
	json_object_foreach((json_t *)value, key, item)
		if (mentions(item, text))
			return true;
	return false;
}

/* Whether urgent data is spoken of anywhere in the row. */
static bool is_urgent(const struct plumb_row *row)
{
	json_t *steps = plumb_steps_json(&row->steps);
	bool is = mentions(steps, "MSG_OOB");

	json_decref(steps);
	return is;
}

/* All at once, but for a stream with urgent data, at which every call ends. */
static void add_receive(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	char *peer = plumb_far_peer(part), *bytes = plumb_script_value(script, part->deed->bytes);
	size_t size = 0;
	unsigned char *written = plumb_value_bytes(part->deed->bytes, &size);
	char *hearing;

	if (hears_datagrams(part))
		hearing = plumb_format("%s.recv(100000)", peer);
	else if (written && is_urgent(script->row))
		hearing = plumb_format("b\"\".join(%s.recv(1) for _ in range(%zu))", peer, size);
	else if (written)
		hearing = plumb_format("%s.recv(%zu, %s.MSG_WAITALL)", peer, size, script->far);
	else
		hearing =
			plumb_format("%s.recv(len(%s), %s.MSG_WAITALL)", peer, bytes, script->far);
	hear(part, hearing, plumb_copy(bytes),
		plumb_format(
			"the far end receives %.200s%s", bytes, strlen(bytes) > 200 ? "..." : ""));
	free(written);
	free(bytes);
	free(peer);
}

static void add_eof(const struct plumb_far_part *part)
{
	char *peer = plumb_far_peer(part);

	hear(part, plumb_format("%s.recv(100)", peer), plumb_copy("b\"\""),
		plumb_copy("the far end sees the end of the stream"));
	free(peer);
}

/* A number of seconds as the row writes it: the item of that number; NULL: there is none. */
static char *seconds_of(const struct plumb_far_part *part, size_t i)
{
	const json_t *seconds = json_array_get(part->deed->written, i);

	return seconds ? plumb_script_value(part->script, seconds) : NULL;
}

static void add_silent(const struct plumb_far_part *part)
{
	char *peer = plumb_far_peer(part), *seconds = seconds_of(part, 2);

	part->script->imports |= PLUMB_IMPORT_SELECT;
	hear(part, plumb_format("select.select([%s], [], [], %s)[0]", peer, seconds),
		plumb_copy("[]"), plumb_format("the far end sees nothing for %s s", seconds));
	free(peer);
	free(seconds);
}

/* --- ending, and the rest --------------------------------------------------------------------- */

static bool mentions_address(const json_t *value, const char *peer)
{
	const json_t *content = NULL, *item;
	const char *tag = plumb_tag(value, &content), *key;
	size_t i;

	if (tag && strcmp(tag, "peer") == 0 && json_is_string(content))
		return strncmp(json_string_value(content), peer, strlen(peer)) == 0;
	json_array_foreach(value, i, item)
		if (mentions_address(item, peer))
			return true;
	json_object_foreach((json_t *)value, key, item)
		if (mentions_address(item, peer))
			return true;
	return false;
}

static bool is_asked_for(const struct plumb_row *row, const char *peer)
{
	json_t *steps = plumb_steps_json(&row->steps);
	bool is = mentions_address(steps, peer);

	json_decref(steps);
	return is;
}

/* The address outlives the socket: where somebody asks for it, it is taken down. */
static void keep_address(const struct plumb_far_part *part, const char *variable)
{
	struct plumb_script *script = part->script;
	const char *name = part->deed->peer;

	if (!is_asked_for(script->row, name) || part->in_thread)
		return;
	plumb_script_line(script, "%s_address = %s.getsockname()", variable, variable);
	json_object_set_new(script->peers, name, json_sprintf("%s_address", variable));
}

static void add_close(const struct plumb_far_part *part)
{
	char *peer = plumb_far_peer(part);

	keep_address(part, peer);
	plumb_script_line(part->script, "%s.close()", peer);
	free(peer);
}

static void add_reset(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	char *peer = plumb_far_peer(part);

	script->imports |= PLUMB_IMPORT_STRUCT;
	keep_address(part, peer);
	plumb_script_line(script,
		"%s.setsockopt(%s.SOL_SOCKET, %s.SO_LINGER, struct.pack(\"ii\", 1, 0))", peer,
		script->far, script->far);
	plumb_script_line(script, "%s.close()  # resets the connection", peer);
	free(peer);
}

static void add_shutdown(const struct plumb_far_part *part)
{
	static const char *const names[] = {
		[SHUT_RD] = "RD", [SHUT_WR] = "WR", [SHUT_RDWR] = "RDWR"};
	char *peer = plumb_far_peer(part);

	plumb_script_line(part->script, "%s.shutdown(%s.SHUT_%s)", peer, part->script->far,
		names[part->deed->how]);
	free(peer);
}

static void add_signal(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	bool counted = json_array_size(part->deed->written) > 1;
	char *seconds = seconds_of(part, 2);
	char *times = counted ? plumb_format("for _ in range(%d): ", part->deed->count) : NULL;

	script->signals = true;
	script->imports |= PLUMB_IMPORT_SIGNAL | PLUMB_IMPORT_OS;
	if (seconds)
		script->imports |= PLUMB_IMPORT_TIME;
	plumb_script_line(script, "%sos.kill(os.getpid(), signal.SIGUSR1)%s%s%s",
		times ? times : "", seconds ? "; time.sleep(" : "", seconds ? seconds : "",
		seconds ? ")" : "");
	free(times);
	free(seconds);
}

/* The script is the subject itself. */
static void add_private(const struct plumb_far_part *part)
{
	char *descriptor = plumb_script_value(part->script, part->deed->descriptor);

	part->script->imports |= PLUMB_IMPORT_OS;
	hear(part, plumb_format("os.get_inheritable(%s)", descriptor), plumb_copy("False"),
		plumb_copy("a program that is executed does not get the descriptor"));
	free(descriptor);
}

static void add_descriptors(const struct plumb_far_part *part)
{
	part->script->imports |= PLUMB_IMPORT_RESOURCE;
	plumb_script_line(part->script,
		"resource.setrlimit(resource.RLIMIT_NOFILE, "
		"(%d, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))",
		part->deed->count);
}

static void add_wait(const struct plumb_far_part *part)
{
	char *seconds = seconds_of(part, 1);

	part->script->imports |= PLUMB_IMPORT_TIME;
	plumb_script_line(part->script, "time.sleep(%s)", seconds);
	free(seconds);
}

static void (*const adds[])(const struct plumb_far_part *part) = {
	[PLUMB_LISTEN] = plumb_far_listen,
	[PLUMB_BIND] = plumb_far_bind,
	[PLUMB_CONNECT] = plumb_far_connect,
	[PLUMB_ACCEPT] = plumb_far_accept,
	[PLUMB_FILL] = plumb_far_fill,
	[PLUMB_SEND] = add_send,
	[PLUMB_SENDTO] = add_sendto,
	[PLUMB_RECEIVE] = add_receive,
	[PLUMB_EOF] = add_eof,
	[PLUMB_SILENT] = add_silent,
	[PLUMB_SHUTDOWN] = add_shutdown,
	[PLUMB_RESET] = add_reset,
	[PLUMB_CLOSE] = add_close,
	[PLUMB_SIGNAL] = add_signal,
	[PLUMB_PRIVATE] = add_private,
	[PLUMB_DESCRIPTORS] = add_descriptors,
	[PLUMB_WIRE] = NULL,
	[PLUMB_WAIT] = add_wait,
};

static void add_part(const struct plumb_far_part *part)
{
	if (adds[part->deed->verb])
		adds[part->deed->verb](part);
	else
		plumb_script_give_up(part->script, "its far end does what no script can");
}

/* A connection that a thread makes is kept, or it would end with it. */
static void add_kept(const struct plumb_far_part *part)
{
	if (part->deed->verb != PLUMB_CONNECT)
		return;
	part->script->kept = true;
	plumb_script_line(part->script, "kept.append(other)");
}

static void add_meanwhile(struct plumb_script *script, const struct plumb_deeds *meanwhile)
{
	script->imports |= PLUMB_IMPORT_THREADING;
	script->meanwhile = true;
	plumb_script_line(script, "def meanwhile():");
	script->depth++;
	for (size_t i = 0; i < meanwhile->count; i++) {
		const struct plumb_far_part part = {
			.script = script, .deed = &meanwhile->deeds[i], .in_thread = true};
		add_part(&part);
		add_kept(&part);
	}
	script->depth--;
	plumb_script_line(script, "thread = threading.Thread(target=meanwhile, daemon=True)");
	plumb_script_line(script, "thread.start()");
}

void plumb_script_far_step(struct plumb_script *script, const struct plumb_step *step)
{
	const struct plumb_far_part part = {.script = script,
		.deed = &step->peer,
		.name = step->as.count ? step->as.names[0] : NULL};

	if (step->kind == PLUMB_STEP_MEANWHILE)
		add_meanwhile(script, &step->meanwhile);
	else
		add_part(&part);
}

void plumb_script_far_end(struct plumb_script *script)
{
	char *heard = plumb_text_take(&script->heard, 0);
	char *promise = plumb_text_take(&script->promise, 0);

	if (script->meanwhile)
		plumb_script_line(script, "thread.join()");
	if (script->hears) {
		char *condition = plumb_format("heard == [%s]", heard);
		plumb_script_check(script, condition, promise, "heard");
		free(condition);
	}
	free(heard);
	free(promise);
}
