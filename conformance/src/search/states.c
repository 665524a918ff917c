#include "states.h"

#include "base/heap.h"
#include "names.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char *const state_words[PLUMB_STATES] = {"", "unbound", "bound", "listening",
	"connecting", "connected", "read-closed", "write-closed", "reset", "closed"};
static const char *const type_words[] = {"stream", "dgram", "other"};
static const char *const mode_words[] = {"blocking", "timeout", "nonblocking"};

/* --- one socket ------------------------------------------------------------------------------- */

static void set(json_t *socket, const char *key, const char *word)
{
	json_object_set_new(socket, key, plumb_have(json_string(word)));
}

static void set_state(json_t *socket, enum plumb_state state)
{
	set(socket, "state", state_words[state]);
}

static bool is_in(const json_t *socket, enum plumb_state state)
{
	return strcmp(json_string_value(json_object_get(socket, "state")), state_words[state]) == 0;
}

static const char *mode_of(const json_t *timeout)
{
	if (json_is_null(timeout) || json_is_true(timeout))
		return "blocking";
	return json_number_value(timeout) > 0 ? "timeout" : "nonblocking";
}

/* The type that the arguments of socket() and socketpair() name. */
static const char *type_of(const json_t *step)
{
	char *text = json_dumps(step, JSON_COMPACT);
	const char *type = "stream";

	if (text && strstr(text, "SOCK_DGRAM"))
		type = "dgram";
	else if (text && (strstr(text, "SOCK_RAW") || strstr(text, "SOCK_SEQPACKET") ||
				 strstr(text, "SOCK_RDM")))
		type = "other";
	free(text);
	return type;
}

/* --- what calls do to sockets ----------------------------------------------------------------- */

/* Where a call of this name leads that succeeds; NONE: nowhere. */
static const struct {
	const char *callee;
	enum plumb_state state;
} leads[] = {
	{"bind", PLUMB_STATE_BOUND},
	{"listen", PLUMB_STATE_LISTENING},
	{"connect", PLUMB_STATE_CONNECTED},
	{"close", PLUMB_STATE_CLOSED},
	{"detach", PLUMB_STATE_CLOSED},
};

/* And the state of a socket that such a call makes. */
static const struct {
	const char *callee;
	enum plumb_state state;
} makes[] = {
	{"socketpair", PLUMB_STATE_CONNECTED},
	{"accept", PLUMB_STATE_CONNECTED},
	{"create_connection", PLUMB_STATE_CONNECTED},
	{"create_server", PLUMB_STATE_LISTENING},
};

static bool has_code(const json_t *outcome, const char *code)
{
	const char *other =
		json_string_value(json_object_get(json_object_get(outcome, "raises"), "code"));

	return other && strcmp(other, code) == 0;
}

static bool is_empty_bytes(const json_t *given)
{
	const json_t *bytes = json_object_get(given, "bytes");

	return bytes && json_string_length(bytes) == 0;
}

static void see_success(json_t *socket, const json_t *step, const char *callee, const json_t *given)
{
	const json_t *argument = json_array_get(json_object_get(step, "call"), 1);
	const char *half = json_string_value(json_object_get(argument, "const"));

	for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++)
		if (strcmp(leads[i].callee, callee) == 0)
			set_state(socket, leads[i].state);
	if (strcmp(callee, "connect_ex") == 0 && json_is_integer(given))
		set_state(socket, json_integer_value(given) == 0 ? PLUMB_STATE_CONNECTED
								 : PLUMB_STATE_CONNECTING);
	if (strcmp(callee, "shutdown") == 0)
		set_state(socket, half && strcmp(half, "SHUT_RD") == 0 ? PLUMB_STATE_READ_CLOSED
								       : PLUMB_STATE_WRITE_CLOSED);
	if (strcmp(callee, "recv") == 0 && is_empty_bytes(given) &&
		is_in(socket, PLUMB_STATE_CONNECTED) && json_integer_value(argument) > 0)
		set_state(socket, PLUMB_STATE_READ_CLOSED);
	if (strcmp(callee, "settimeout") == 0)
		set(socket, "mode", mode_of(argument));
	if (strcmp(callee, "setblocking") == 0)
		set(socket, "mode",
			json_is_true(argument) || json_integer_value(argument) ? "blocking"
									       : "nonblocking");
}

static void see_failure(json_t *socket, const char *callee, const json_t *outcome)
{
	const char *class =
		json_string_value(json_object_get(json_object_get(outcome, "raises"), "class"));

	if (has_code(outcome, "ECONNRESET") || has_code(outcome, "EPIPE"))
		set_state(socket, PLUMB_STATE_RESET);
	if (strcmp(callee, "connect") == 0 &&
		(has_code(outcome, "EINPROGRESS") || (class && strcmp(class, "timeout") == 0)))
		set_state(socket, PLUMB_STATE_CONNECTING);
}

static void add_sockets(
	struct plumb_states *states, const json_t *step, const json_t *of, const char *callee)
{
	json_t *given = plumb_have(json_object()), *kind;
	enum plumb_state state = PLUMB_STATE_UNBOUND;
	const char *name;

	for (size_t i = 0; i < sizeof makes / sizeof makes[0]; i++)
		if (strcmp(makes[i].callee, callee) == 0)
			state = makes[i].state;
	plumb_names_give(step, given);
	json_object_foreach(given, name, kind)
		if (strcmp(json_string_value(kind), "socket") == 0) {
			const json_t *type = json_object_get(of, "type");
			json_object_set_new(states->sockets, name,
				plumb_have(json_pack("{s:s, s:s, s:s}", "state", state_words[state],
					"type", type ? json_string_value(type) : type_of(step),
					"mode", states->default_mode)));
		}
	json_decref(given);
}

/* --- one step --------------------------------------------------------------------------------- */

static void begin(struct plumb_states *states)
{
	if (states->sockets)
		return;
	states->sockets = plumb_have(json_object());
	states->default_mode = "blocking";
}

static void note_before(struct plumb_states *states, const json_t *socket)
{
	char *words = socket ? plumb_format("%s %s %s",
				       json_string_value(json_object_get(socket, "state")),
				       json_string_value(json_object_get(socket, "type")),
				       json_string_value(json_object_get(socket, "mode")))
			     : plumb_copy("");

	json_decref(states->before);
	states->before = plumb_have(json_string(words));
	free(words);
}

static void see_outcome(
	struct plumb_states *states, json_t *socket, const json_t *step, const json_t *outcome)
{
	const char *callee = plumb_callee(step);
	const json_t *given = json_object_get(outcome, "gives");

	if (given)
		add_sockets(states, step, socket, callee);
	if (socket && given)
		see_success(socket, step, callee, given);
	else if (socket)
		see_failure(socket, callee, outcome);
	else if (given && strcmp(callee, "setdefaulttimeout") == 0)
		states->default_mode = mode_of(json_array_get(json_object_get(step, "call"), 1));
}

const char *plumb_states_see(struct plumb_states *states, const json_t *step, const json_t *outcome)
{
	char *target = plumb_target(step);
	json_t *socket;

	begin(states);
	socket = target ? json_object_get(states->sockets, target) : NULL;
	note_before(states, socket);
	see_outcome(states, socket, step, outcome);
	free(target);
	return json_string_value(states->before);
}

void plumb_states_clear(struct plumb_states *states)
{
	json_decref(states->sockets);
	json_decref(states->before);
	*states = (struct plumb_states){0};
}

/* --- the report ------------------------------------------------------------------------------- */

static const char *const calls[] = {"accept", "bind", "close", "connect", "connect_ex", "detach",
	"dup", "fileno", "get_inheritable", "getblocking", "getpeername", "getsockname",
	"getsockopt", "gettimeout", "listen", "makefile", "recv", "recv_into", "recvfrom",
	"recvfrom_into", "recvmsg", "recvmsg_into", "send", "sendall", "sendfile", "sendmsg",
	"sendto", "set_inheritable", "setblocking", "setsockopt", "settimeout", "shutdown"};

void plumb_states_count(json_t *visited, const char *words, const char *callee)
{
	json_t *of = json_object_get(visited, words);
	json_int_t before;

	if (!*words)
		return;
	if (!of) {
		of = plumb_have(json_object());
		json_object_set_new(visited, words, of);
	}
	before = json_integer_value(json_object_get(of, callee));
	json_object_set_new(of, callee, plumb_have(json_integer(before + 1)));
}

static size_t print_calls(const json_t *of, const char *head, bool made, FILE *out)
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof calls / sizeof calls[0]; i++) {
		json_int_t times = json_integer_value(json_object_get(of, calls[i]));
		if ((times > 0) != made)
			continue;
		fprintf(out, "%s%s", count++ ? " " : head, calls[i]);
		if (made)
			fprintf(out, "*%lld", (long long)times);
	}
	if (count)
		fputc('\n', out);
	return count;
}

void plumb_states_print(const json_t *visited, FILE *out)
{
	size_t all = 0, made = 0;

	for (int state = 1; state < PLUMB_STATES; state++)
		for (size_t type = 0; type < sizeof type_words / sizeof *type_words; type++)
			for (size_t mode = 0; mode < sizeof mode_words / sizeof *mode_words;
				mode++) {
				char *words = plumb_format("%s %s %s", state_words[state],
					type_words[type], mode_words[mode]);
				const json_t *of = json_object_get(visited, words);
				fprintf(out, "%s\n", words);
				made += print_calls(of, "  called: ", true, out);
				print_calls(of, "  never:  ", false, out);
				all += sizeof calls / sizeof calls[0];
				free(words);
			}
	fprintf(out, "%zu of %zu combinations of state, type, mode and call were visited\n", made,
		all);
}
