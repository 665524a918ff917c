/* How the peers of a row come about, as lines of a script. */
#include "repro_far.h"

#include "base/heap.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

char *plumb_far_peer(const struct plumb_far_part *part)
{
	struct plumb_text text = {0};

	plumb_script_add_name(&text, part->deed->peer);
	return plumb_text_take(&text, 0);
}

/* Whether a step calls the module's function of that name. */
static bool calls(const struct plumb_row *row, const char *name)
{
	for (size_t i = 0; i < row->steps.count; i++) {
		const struct plumb_step *step = &row->steps.steps[i];
		if (step->kind == PLUMB_STEP_CALL && strcmp(step->name, name) == 0)
			return true;
	}
	return false;
}

/* The peer is there from now on, under that name. */
static void enter(const struct plumb_far_part *part, const char *variable, bool datagrams)
{
	struct plumb_script *script = part->script;

	if (part->name) {
		json_object_set_new(
			script->peers, part->name, json_sprintf("%s.getsockname()", variable));
		if (datagrams)
			json_object_set_new(script->datagrams, part->name, json_true());
	}
	if (calls(script->row, "setdefaulttimeout"))
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
	const char *family, *address;
};

static const struct site *site_of(const struct plumb_far_part *part)
{
	static const struct site sites[] = {
		[PLUMB_INET] = {"AF_INET", "(\"127.0.0.1\", 0)"},
		[PLUMB_INET6] = {"AF_INET6", "(\"::1\", 0)"},
		[PLUMB_UNIX] = {"AF_UNIX", NULL},
	};

	if (part->deed->site < sizeof sites / sizeof sites[0])
		return &sites[part->deed->site];
	plumb_script_give_up(
		part->script, "its far end is another host, which exists only in a lab");
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
	char *variable = variable_of(part);

	add_bound(part, "SOCK_STREAM");
	plumb_script_line(part->script, "%s.listen(%d)", variable, part->deed->count);
	free(variable);
}

void plumb_far_bind(const struct plumb_far_part *part)
{
	add_bound(part, "SOCK_DGRAM");
}

/* The family of an address: that of the socket whose name a step has asked for. */
static char *family_of_variable(const struct plumb_script *script, const char *name)
{
	const struct plumb_steps *steps = &script->row->steps;

	for (size_t i = 0; i < steps->count; i++) {
		const struct plumb_step *step = &steps->steps[i];
		const char *dot = step->kind == PLUMB_STEP_CALL ? strchr(step->name, '.') : NULL;
		if (dot && step->as.count && !step->as.is_list &&
			strcmp(step->as.names[0], name) == 0)
			return plumb_format("%.*s.family", (int)(dot - step->name), step->name);
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
	bool datagrams = part->deed->manner == PLUMB_DATAGRAM;
	char *variable = variable_of(part);
	char *address = plumb_script_value(script, part->deed->address);
	char *family = family_of(part, part->deed->address);

	if (part->deed->manner == PLUMB_FROM_FAR)
		plumb_script_give_up(
			script, "its far end is another host, which exists only in a lab");
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
