#include "tame.h"

#include "base/heap.h"
#include "names.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* How long a step of the subject's waits at most: alone, and where the far end does something. */
static const double wait_s = 0.005, long_wait_s = 0.02;
static const double far_wait_s = 0.002; /* and one of the far end's */

enum { MOST_BYTES = 70000, MOST_TEXT = 4096 };

/* --- what may be played ----------------------------------------------------------------------- */

/* Calls that change the machine, or the adapter for good, or whose answer is of the moment. */
static const char *const banned[] = {
	"sethostname", "audit", "if_nameindex", "raised", "getfqdn", "getpid", "iter"};

/* Deeds whose outcome is a matter of time, or that need a lab. */
static const char *const banned_deeds[] = {"signal", "wire", "silent", "fill", "private"};

static bool is_among(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; word && i < count; i++)
		if (strcmp(word, words[i]) == 0)
			return true;
	return false;
}

#define AMONG(word, words) is_among((word), (words), sizeof(words) / sizeof(words)[0])

static bool allows_deed(const json_t *deed)
{
	const char *verb = json_string_value(json_array_get(deed, 0));
	const char *site = json_string_value(json_array_get(deed, 1));
	const char *manner = json_string_value(json_array_get(deed, 2));

	return !AMONG(verb, banned_deeds) && !(site && strncmp(site, "far", 3) == 0) &&
	       !(manner && strncmp(manner, "far", 3) == 0);
}

/* Long repetitions cost time, and nothing else comes of them. */
static bool is_large(const json_t *value)
{
	const json_t *item;
	size_t i;
	void *at;

	if (json_is_string(value))
		return json_string_length(value) > MOST_TEXT;
	if (json_is_string(json_array_get(value, 0)) && json_is_integer(json_array_get(value, 1)) &&
		json_integer_value(json_array_get(value, 1)) > MOST_BYTES)
		return true;
	json_array_foreach(value, i, item)
		if (is_large(item))
			return true;
	for (at = json_object_iter((json_t *)value); at;
		at = json_object_iter_next((json_t *)value, at))
		if (is_large(json_object_iter_value(at)))
			return true;
	return false;
}

/* Descriptors by number are the adapter's own: those of the sequence have names. */
static bool takes_foreign_descriptor(const json_t *step)
{
	const json_t *call = json_object_get(step, "call"), *fd = NULL;
	const char *name = json_string_value(json_array_get(call, 0));

	if (!name)
		return false;
	if (strcmp(name, "close") == 0 || strcmp(name, "fcntl") == 0)
		fd = json_array_get(call, 1);
	else if (json_object_get(json_object_get(step, "with"), "fileno"))
		fd = json_object_get(json_object_get(step, "with"), "fileno");
	else if (strcmp(name, "socket") == 0 || strcmp(name, "SocketType") == 0)
		fd = json_array_get(call, 4);
	return (json_is_number(fd) && json_integer_value(fd) > 0) || json_is_true(fd) ||
	       (json_is_object(fd) && !json_object_get(fd, "var"));
}

/* A text that might be the name of a host outside; without a lab those of the lab are as well. */
static bool is_foreign_name(const char *text)
{
	if (text[strspn(text, "0123456789abcdefABCDEFxX.:%")] == '\0' || *text == '<')
		return false;
	return strcmp(text, "localhost") != 0;
}

static bool has_foreign_name(const json_t *value)
{
	const json_t *content = NULL, *item;
	const char *tag = plumb_tag(value, &content);
	size_t i;

	if (json_is_string(value))
		return is_foreign_name(json_string_value(value));
	if (tag && strcmp(tag, "tuple") == 0)
		return has_foreign_name(content);
	if (tag)
		return strcmp(tag, "bytes") == 0 || strcmp(tag, "bytearray") == 0;
	json_array_foreach(value, i, item)
		if (has_foreign_name(item))
			return true;
	return false;
}

/* Whether a name that nobody here knows might be looked up. Services and paths are no hosts. */
static bool asks_outside(const json_t *step)
{
	static const char *const resolvers[] = {"gethostbyname", "gethostbyname_ex",
		"gethostbyaddr", "getaddrinfo", "getnameinfo", "create_connection",
		"create_server"};
	static const char *const addressed[] = {"connect", "connect_ex", "bind", "sendto"};
	const json_t *call = json_object_get(step, "call"), *with = json_object_get(step, "with");
	const char *callee = plumb_callee(step);

	if (AMONG(callee, resolvers))
		return has_foreign_name(json_array_get(call, 1)) ||
		       has_foreign_name(json_object_get(with, "host")) ||
		       has_foreign_name(json_object_get(with, "address"));
	if (!AMONG(callee, addressed))
		return false;
	for (size_t i = 1; i < json_array_size(call); i++)
		if (json_object_get(json_array_get(call, i), "tuple") &&
			has_foreign_name(json_array_get(call, i)))
			return true;
	return false;
}

static bool allows_call(const json_t *step, bool is_private)
{
	const json_t *first = json_array_get(json_object_get(step, "call"), 1);
	const char *callee = plumb_callee(step);
	bool allocates = strcmp(callee, "bytearray") == 0 || strcmp(callee, "read") == 0;

	/* Of a size that is a descriptor's number no two sides make the same. */
	if (strcmp(callee, "bytearray") == 0 && json_object_get(first, "var"))
		return false;
	return !AMONG(callee, banned) && !takes_foreign_descriptor(step) &&
	       (is_private || !asks_outside(step)) &&
	       !(allocates && json_is_integer(first) && json_integer_value(first) > MOST_BYTES);
}

bool plumb_tame_allows(const json_t *step, bool is_private)
{
	const json_t *deeds = json_object_get(step, "meanwhile"), *deed;
	size_t i;

	if (json_object_get(step, "kernel") || json_object_get(step, "join") || is_large(step))
		return false;
	if (json_object_get(step, "peer"))
		return allows_deed(json_object_get(step, "peer"));
	json_array_foreach(deeds, i, deed)
		if (!allows_deed(deed))
			return false;
	return deeds || allows_call(step, is_private);
}

/* --- who may block ---------------------------------------------------------------------------- */

/* A sequence while it is gone through. */
struct taming {
	json_t *out;
	json_t *cast;
	json_t *blocking; /* object: the sockets that may block */
	bool has_file;	  /* some socket has a file */
	bool file_blocks; /* and one was closed while it might block: so may its file for ever */
	bool has_copy;	  /* some descriptor may be that of two sockets */
	bool default_blocking; /* so new ones do */
	double wait_s;	       /* the longest wait */
};

/* Calls that wait for nobody, whatever the mode. */
static const char *const quick[] = {"socket", "socketpair", "bind", "listen", "getsockname",
	"getpeername", "getsockopt", "setsockopt", "fileno", "close", "detach", "settimeout",
	"setblocking", "gettimeout", "getblocking", "shutdown", "dup", "fromfd", "ioctl",
	"set_inheritable", "get_inheritable", "makefile", "setdefaulttimeout", "getdefaulttimeout",
	"isinstance", "len", "type", "bytes", "bytearray", "str", "bool", "ints", "fcntl"};

/* Whether a timeout may let a call wait longer than it should. */
static bool is_long(const struct taming *taming, const json_t *timeout)
{
	if (json_is_true(timeout) || json_is_null(timeout) || json_is_object(timeout))
		return true;
	/* A timeout below 0 is refused, and setblocking() takes such a number for true. */
	return json_is_number(timeout) &&
	       (json_number_value(timeout) > taming->wait_s || json_number_value(timeout) < 0);
}

/* That create_connection() is given; NULL: the default one, or it is another call. */
static json_t *timeout_of(const json_t *step)
{
	const json_t *call = json_object_get(step, "call");

	if (strcmp(plumb_callee(step), "create_connection") != 0)
		return NULL;
	return json_array_size(call) > 2
		       ? json_array_get(call, 2)
		       : json_object_get(json_object_get(step, "with"), "timeout");
}

static void note_blocking(struct taming *taming, const char *name, bool blocks)
{
	if (blocks)
		json_object_set_new(taming->blocking, name, json_true());
	else
		json_object_del(taming->blocking, name);
}

static bool closes(const char *callee)
{
	static const char *const calls[] = {"close", "detach", "__exit__"};

	return AMONG(callee, calls);
}

/* What the step makes of files whose socket is closed. */
static void note_files(struct taming *taming, const char *callee, const char *target)
{
	if (strcmp(callee, "makefile") == 0)
		taming->has_file = true;
	if (target && closes(callee) && taming->has_file &&
		json_object_get(taming->blocking, target))
		taming->file_blocks = true;
}

/* A step on a file that nobody can give a timeout any more. */
static bool may_wait_for_ever(const struct taming *taming, const json_t *step)
{
	char *target = plumb_target(step);
	const char *kind = target ? json_string_value(json_object_get(taming->cast, target)) : NULL;
	bool waits = taming->file_blocks && kind && strcmp(kind, "file") == 0 &&
		     !closes(plumb_callee(step));

	free(target);
	return waits;
}

/* Whether such a call can succeed: where it fails, the mode stays what it was. */
static bool may_succeed(const json_t *step)
{
	const json_t *call = json_object_get(step, "call"), *argument = json_array_get(call, 1);

	if (json_array_size(call) > 2 || json_is_string(argument) || json_is_array(argument))
		return false;
	return !json_is_number(argument) || json_number_value(argument) >= 0 ||
	       strcmp(plumb_callee(step), "setblocking") == 0;
}

/* A mode is the descriptor's, and copies share it: any of them may block now. */
static void note_copies(struct taming *taming)
{
	const char *name;
	json_t *kind;

	json_object_foreach(taming->cast, name, kind)
		if (strcmp(json_string_value(kind), "socket") == 0)
			note_blocking(taming, name, true);
}

static void note_mode(struct taming *taming, const char *name, bool blocks)
{
	note_blocking(taming, name, blocks);
	if (blocks && taming->has_copy)
		note_copies(taming);
}

/* What the step makes of the modes. */
static void note_modes(struct taming *taming, const json_t *step)
{
	static const char *const copying[] = {"fromfd", "dup", "fileno", "share"};
	const json_t *argument = json_array_get(json_object_get(step, "call"), 1);
	bool may_do = may_succeed(step);
	const char *callee = plumb_callee(step);
	json_t *given = plumb_have(json_object()), *kind, *timeout = timeout_of(step);
	char *target = plumb_target(step);
	const char *name;

	note_files(taming, callee, target);
	taming->has_copy = taming->has_copy || AMONG(callee, copying);
	if (may_do && strcmp(callee, "setdefaulttimeout") == 0)
		taming->default_blocking = is_long(taming, argument);
	if (may_do && target &&
		(strcmp(callee, "settimeout") == 0 || strcmp(callee, "setblocking") == 0))
		note_mode(taming, target, !argument || is_long(taming, argument));
	plumb_names_give(step, given);
	json_object_foreach(given, name, kind)
		if (strcmp(json_string_value(kind), "socket") == 0)
			note_blocking(taming, name,
				timeout ? is_long(taming, timeout) : taming->default_blocking);
	json_decref(given);
	free(target);
}

static void cut(struct taming *taming, const char *name)
{
	char *call = plumb_format("%s.settimeout", name);

	json_array_append_new(
		taming->out, plumb_have(json_pack("{s:[s, f]}", "call", call, taming->wait_s)));
	note_blocking(taming, name, false);
	free(call);
}

/* Whether what the step uses may be a file, or whatever else has a socket in it. */
static bool uses_others(const struct taming *taming, const json_t *used)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)used, name, value) {
		const char *kind = json_string_value(json_object_get(taming->cast, name));
		if (!kind || strcmp(kind, "socket") != 0)
			return true;
	}
	return false;
}

/* A timeout for every socket that the step might wait on: those that it names, or all. */
static void cut_waits(struct taming *taming, const json_t *step)
{
	json_t *used = plumb_names_used(step, taming->cast), *value;
	bool all = uses_others(taming, used);
	const char *name;
	void *safe;

	json_object_foreach_safe(taming->blocking, safe, name, value)
		if (all || json_object_get(used, name))
			cut(taming, name);
	json_decref(used);
}

/* create_connection() and others that wait on sockets that nobody has named. */
static void cut_default(struct taming *taming, const json_t *step)
{
	static const char *const makers[] = {"create_connection"};

	if (!AMONG(plumb_callee(step), makers) || !taming->default_blocking)
		return;
	json_array_append_new(taming->out,
		plumb_have(json_pack("{s:[s, f]}", "call", "setdefaulttimeout", taming->wait_s)));
	taming->default_blocking = false;
}

/* --- one step --------------------------------------------------------------------------------- */

static void shorten_deed(json_t *deed)
{
	const char *verb = json_string_value(json_array_get(deed, 0));

	if (strcmp(verb, "wait") == 0)
		json_array_set_new(deed, 1, plumb_have(json_real(far_wait_s)));
}

/*
 * The timeout of create_connection(), wherever it stands. Without one a connection to a peer of the
 * sequence is made at once.
 */
static void shorten_call(const struct taming *taming, json_t *step)
{
	json_t *call = json_object_get(step, "call"), *with = json_object_get(step, "with");
	json_t *timeout = timeout_of(step);
	bool is_quick = json_is_null(timeout) && json_object_get(json_array_get(call, 1), "peer");

	if (!timeout || is_quick || !is_long(taming, timeout))
		return;
	if (json_array_size(call) > 2)
		json_array_set_new(call, 2, plumb_have(json_real(taming->wait_s)));
	else
		json_object_set_new(with, "timeout", plumb_have(json_real(taming->wait_s)));
}

static void shorten(const struct taming *taming, json_t *step)
{
	json_t *deeds = json_object_get(step, "meanwhile"), *deed;
	size_t i;

	if (json_object_get(step, "peer"))
		shorten_deed(json_object_get(step, "peer"));
	json_array_foreach(deeds, i, deed)
		shorten_deed(deed);
	if (json_object_get(step, "call"))
		shorten_call(taming, step);
}

static void tame_step(struct taming *taming, const json_t *step)
{
	json_t *copy = plumb_have(json_deep_copy(step));
	bool is_call = json_object_get(step, "call");

	shorten(taming, copy);
	if (is_call && !AMONG(plumb_callee(step), quick)) {
		cut_waits(taming, copy);
		cut_default(taming, copy);
	}
	note_modes(taming, copy);
	plumb_names_drop(copy, taming->cast);
	plumb_names_give(copy, taming->cast);
	json_array_append_new(taming->out, copy);
}

static double longest_wait_s(const json_t *steps)
{
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step)
		if (json_object_get(step, "meanwhile"))
			return long_wait_s;
	return wait_s;
}

json_t *plumb_tame(const json_t *steps, bool is_private)
{
	struct taming taming = {.out = plumb_have(json_array()),
		.cast = plumb_have(json_object()),
		.blocking = plumb_have(json_object()),
		.default_blocking = true,
		.wait_s = longest_wait_s(steps)};
	const json_t *step;
	size_t i;

	json_array_foreach(steps, i, step)
		if (plumb_tame_allows(step, is_private) && !may_wait_for_ever(&taming, step))
			tame_step(&taming, step);
	json_decref(taming.cast);
	json_decref(taming.blocking);
	return taming.out;
}
