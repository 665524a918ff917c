/* How the peers of a row come about, as lines of a script. */
#include "repro_far.h"

#include "base/heap.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

const json_t *plumb_far_item(const struct plumb_far_part *part, size_t i)
{
	return json_array_get(part->items, i);
}

char *plumb_far_peer(const struct plumb_far_part *part)
{
	struct plumb_text text = {0};

	plumb_script_add_name(&text, json_string_value(plumb_far_item(part, 1)));
	return plumb_text_take(&text, 0);
}

/* The peer is there from now on, under that name. */
static void enter(const struct plumb_far_part *part, const char *variable, bool datagrams)
{
	struct plumb_script *script = part->script;
	bool sets_default = false;
	const json_t *step;
	size_t i;

	if (part->name) {
		json_object_set_new(
			script->peers, part->name, json_sprintf("%s.getsockname()", variable));
		if (datagrams)
			json_object_set_new(script->datagrams, part->name, json_true());
	}
	json_array_foreach(script->row->steps, i, step)
	{
		const char *call =
			json_string_value(json_array_get(json_object_get(step, "call"), 0));
		sets_default = sets_default || (call && strcmp(call, "setdefaulttimeout") == 0);
	}
	if (sets_default)
		plumb_script_line(script, "%s.settimeout(None)", variable);
}

/* A variable for the peer that the step makes; a new string. */
static char *variable_of(const struct plumb_far_part *part)
{
	struct plumb_text text = {0};

	if (!part->name)
		return plumb_copy("other");
	plumb_script_add_name(&text, part->name);
	return plumb_text_take(&text, 0);
}

struct site {
	const char *name, *family, *address;
};

static const struct site sites[] = {
	{"inet", "AF_INET", "(\"127.0.0.1\", 0)"},
	{"inet6", "AF_INET6", "(\"::1\", 0)"},
	{"unix", "AF_UNIX", NULL},
};

static const struct site *site_of(const struct plumb_far_part *part)
{
	const char *name = json_string_value(plumb_far_item(part, 1));

	for (size_t i = 0; i < sizeof sites / sizeof sites[0]; i++)
		if (strcmp(sites[i].name, name) == 0)
			return &sites[i];
	plumb_script_give_up(
		part->script, "its far end is another host, which is there in a lab only");
	return NULL;
}

static void add_bound(const struct plumb_far_part *part, const char *type)
{
	struct plumb_script *script = part->script;
	const struct site *site = site_of(part);
	char *variable = variable_of(part);

	if (!site) {
		free(variable);
		return;
	}
	plumb_script_line(script, "%s = %s.socket(%s.%s, %s.%s)", variable, script->far,
		script->far, site->family, script->far, type);
	if (site->address) {
		plumb_script_line(script, "%s.bind(%s)", variable, site->address);
	} else {
		script->directory = true;
		script->imports |= PLUMB_IMPORT_OS | PLUMB_IMPORT_TEMPFILE;
		plumb_script_line(script, "%s.bind(os.path.join(directory.name, \"peer-%s\"))",
			variable, variable);
	}
	enter(part, variable, strcmp(type, "SOCK_DGRAM") == 0);
	free(variable);
}

void plumb_far_listen(const struct plumb_far_part *part)
{
	const json_t *backlog = plumb_far_item(part, 2);
	char *variable = variable_of(part);

	add_bound(part, "SOCK_STREAM");
	plumb_script_line(part->script, "%s.listen(%d)", variable,
		backlog ? (int)json_integer_value(backlog) : 128);
	free(variable);
}

void plumb_far_bind(const struct plumb_far_part *part)
{
	add_bound(part, "SOCK_DGRAM");
}

/* The family of an address: that of the socket whose name a step has asked for. */
static char *family_of_variable(const struct plumb_script *script, const char *name)
{
	const json_t *step;
	size_t i;

	json_array_foreach(script->row->steps, i, step)
	{
		const char *as = json_string_value(json_object_get(step, "as"));
		const char *call =
			json_string_value(json_array_get(json_object_get(step, "call"), 0));
		const char *dot = call ? strchr(call, '.') : NULL;
		if (as && dot && strcmp(as, name) == 0)
			return plumb_format("%.*s.family", (int)(dot - call), call);
	}
	return NULL;
}

static char *family_of(const struct plumb_far_part *part, const json_t *address)
{
	const json_t *content = NULL;
	const char *tag = plumb_tag(address, &content);
	const char *far = part->script->far;
	char *family = NULL;

	if (tag && strcmp(tag, "var") == 0)
		family = family_of_variable(part->script, json_string_value(content));
	else if (tag && strcmp(tag, "tuple") == 0)
		family = plumb_format("%s.AF_INET%s", far,
			strchr(json_string_value(json_array_get(content, 0)), ':') ? "6" : "");
	else if (!tag || strcmp(tag, "path") == 0 || strcmp(tag, "abstract") == 0)
		family = plumb_format("%s.AF_UNIX", far);
	if (!family)
		plumb_script_give_up(
			part->script, "the family of an address is known only when it is played");
	return family ? family : plumb_copy("");
}

void plumb_far_connect(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	const char *manner = json_string_value(plumb_far_item(part, 2));
	bool datagrams = manner && strcmp(manner, "dgram") == 0;
	char *variable = variable_of(part);
	char *address = plumb_script_value(script, plumb_far_item(part, 1));
	char *family = family_of(part, plumb_far_item(part, 1));

	if (manner && !datagrams)
		plumb_script_give_up(
			script, "its far end is another host, which is there in a lab only");
	plumb_script_line(script, "%s = %s.socket(%s%s%s%s)", variable, script->far, family,
		datagrams ? ", " : "", datagrams ? script->far : "",
		datagrams ? ".SOCK_DGRAM" : "");
	plumb_script_line(script, "%s.connect(%s)", variable, address);
	enter(part, variable, datagrams);
	free(variable);
	free(address);
	free(family);
}

void plumb_far_accept(const struct plumb_far_part *part)
{
	char *listener = plumb_far_peer(part), *variable = variable_of(part);

	if (part->in_thread) { /* what the thread alone knows would end with it */
		part->script->kept = true;
		plumb_script_line(part->script, "kept.append(%s.accept())", listener);
	} else {
		plumb_script_line(part->script, "%s, _ = %s.accept()", variable, listener);
		enter(part, variable, false);
	}
	free(listener);
	free(variable);
}

/* Connections until one of them has to wait: the listener's backlog is full then. */
void plumb_far_fill(const struct plumb_far_part *part)
{
	struct plumb_script *script = part->script;
	char *listener = plumb_far_peer(part);

	script->kept = true;
	plumb_script_line(script, "full = 0");
	plumb_script_line(script, "while not full:  # until the backlog takes no more");
	script->depth++;
	plumb_script_line(script, "kept.append(%s.socket(%s.family))", script->far, listener);
	plumb_script_line(script, "kept[-1].settimeout(0.1)");
	plumb_script_line(script, "full = kept[-1].connect_ex(%s.getsockname())", listener);
	script->depth--;
	plumb_script_line(script, "kept.pop().close()");
	free(listener);
}
