#include "repro_c_far.h"

#include "base/heap.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

struct far {
	struct plumb_c_program *program;
	json_t *steps; /* the new list */
	bool urgent;   /* the row sends urgent data, at which every call of recv() ends */
};

static void add(const struct far *far, json_t *step)
{
	json_array_append_new(far->steps, plumb_have(step));
}

static const char *string_at(const json_t *items, size_t i)
{
	return json_string_value(json_array_get(items, i));
}

/* [NAME.method, ARGUMENT...] as a call; the arguments are moved. */
static void add_method(
	const struct far *far, const char *peer, const char *method, json_t *arguments)
{
	json_t *items = plumb_have(json_array());

	json_array_append_new(items, json_sprintf("%s.%s", peer, method));
	json_array_extend(items, arguments);
	json_decref(arguments);
	add(far, json_pack("{s:o}", "call", items));
}

/* Its own address, which later steps may ask for. */
static void add_name(const struct far *far, const char *peer)
{
	add(far, json_pack("{s:[o], s:o}", "call", json_sprintf("%s.getsockname", peer), "as",
			 json_sprintf("%s_address", peer)));
}

static void add_bound(
	const struct far *far, const json_t *items, const char *name, const char *type)
{
	const char *site = string_at(items, 1);
	bool path = strcmp(site, "unix") == 0, inet6 = strcmp(site, "inet6") == 0;

	if (strncmp(site, "far", 3) == 0)
		plumb_c_give_up(
			far->program, "its far end is another host, which is there in a lab only");
	add(far, json_pack("{s:[s, {s:s}, {s:s}], s:s}", "call", "socket", "const",
			 path	 ? "AF_UNIX"
			 : inet6 ? "AF_INET6"
				 : "AF_INET",
			 "const", type, "as", name));
	if (path)
		add_method(far, name, "bind",
			json_pack("[{s:o}]", "path", json_sprintf("peer-%s", name)));
	else
		add_method(far, name, "bind",
			json_pack("[{s:[s, i]}]", "tuple", inet6 ? "::1" : "127.0.0.1", 0));
}

static void add_listen(const struct far *far, const json_t *items, const char *name)
{
	enum { USUAL_BACKLOG = 128 };
	json_t *backlog = json_array_get(items, 2);

	add_bound(far, items, name, "SOCK_STREAM");
	add_method(far, name, "listen",
		backlog ? json_pack("[O]", backlog) : json_pack("[i]", USUAL_BACKLOG));
	add_name(far, name);
}

static void add_receive(const struct far *far, const json_t *items)
{
	json_t *wanted = json_array_get(items, 2);
	size_t size = 0;
	unsigned char *bytes = plumb_value_bytes(wanted, &size);

	if (far->urgent)
		plumb_c_give_up(
			far->program, "a stream with urgent data is not received in one call");
	if (!bytes || size == 0)
		plumb_c_give_up(
			far->program, "what its far end receives is known only when it is played");
	add(far, json_pack("{s:[o, I, {s:s}], s:O}", "call",
			 json_sprintf("%s.recv", string_at(items, 1)), (json_int_t)size, "const",
			 "MSG_WAITALL", "gives", wanted));
	free(bytes);
}

static void add_accept(const struct far *far, const json_t *items, const char *name)
{
	add(far, json_pack("{s:[o], s:[s, o]}", "call",
			 json_sprintf("%s.accept", string_at(items, 1)), "as", name,
			 json_sprintf("%s_from", name)));
	add_name(far, name);
}

static void add_shutdown(const struct far *far, const json_t *items)
{
	const char *how = string_at(items, 2);

	add_method(far, string_at(items, 1), "shutdown",
		json_pack("[{s:s}]", "const",
			strcmp(how, "read") == 0    ? "SHUT_RD"
			: strcmp(how, "write") == 0 ? "SHUT_WR"
						    : "SHUT_RDWR"));
}

static void add_peer(const struct far *far, const json_t *items, const char *name)
{
	const char *verb = string_at(items, 0), *peer = string_at(items, 1);

	name = name ? name : "other";
	if (strcmp(verb, "listen") == 0) {
		add_listen(far, items, name);
	} else if (strcmp(verb, "bind") == 0) {
		add_bound(far, items, name, "SOCK_DGRAM");
		add_name(far, name);
	} else if (strcmp(verb, "accept") == 0) {
		add_accept(far, items, name);
	} else if (strcmp(verb, "send") == 0 && json_array_size(items) == 3) {
		add_method(far, peer, "sendall", json_pack("[O]", json_array_get(items, 2)));
	} else if (strcmp(verb, "sendto") == 0) {
		add_method(far, peer, "sendto",
			json_pack("[O, O]", json_array_get(items, 2), json_array_get(items, 3)));
	} else if (strcmp(verb, "receive") == 0) {
		add_receive(far, items);
	} else if (strcmp(verb, "eof") == 0) {
		add(far, json_pack("{s:[o, i], s:{s:s}}", "call", json_sprintf("%s.recv", peer), 1,
				 "gives", "bytes", ""));
	} else if (strcmp(verb, "close") == 0) {
		add_method(far, peer, "close", json_array());
	} else if (strcmp(verb, "shutdown") == 0) {
		add_shutdown(far, items);
	} else if (strcmp(verb, "wait") == 0) {
		add(far, json_pack("{s:O}", "wait", json_array_get(items, 1)));
	} else {
		plumb_c_give_up(
			far->program, "its far end's `%s` takes more than a call of C", verb);
	}
}

/* {"peer": "p"} is the variable p_address from now on. */
static json_t *with_addresses(const json_t *value)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(value, &content), *key;
	json_t *copy, *item;
	size_t i;

	if (tag && strcmp(tag, "peer") == 0 && json_is_string(content))
		return json_pack(
			"{s:o}", "var", json_sprintf("%s_address", json_string_value(content)));
	if (!json_is_array(value) && !json_is_object(value))
		return json_deep_copy(value);
	copy = plumb_have(json_is_array(value) ? json_array() : json_object());
	json_array_foreach(value, i, item) json_array_append_new(copy, with_addresses(item));
	json_object_foreach((json_t *)value, key, item)
	{
		bool is_step = strcmp(key, "peer") == 0 && json_is_array(item);
		json_object_set_new(
			copy, key, is_step ? json_deep_copy(item) : with_addresses(item));
	}
	return copy;
}

json_t *plumb_c_steps(struct plumb_c_program *program, const json_t *steps)
{
	struct far far = {.program = program, .steps = plumb_have(json_array())};
	char *shown = json_dumps(steps, JSON_COMPACT);
	json_t *step, *all;
	size_t i;

	far.urgent = shown && strstr(shown, "\"MSG_OOB\"");
	free(shown);
	json_array_foreach(steps, i, step)
	{
		if (json_object_get(step, "meanwhile"))
			plumb_c_give_up(program,
				"its far end does something meanwhile, which takes a thread");
		if (json_object_get(step, "peer"))
			add_peer(&far, json_object_get(step, "peer"),
				json_string_value(json_object_get(step, "as")));
		else
			json_array_append(far.steps, step);
	}
	all = with_addresses(far.steps);
	json_decref(far.steps);
	return all;
}
