#include "deed.h"

#include "base/heap.h"
#include "values/address.h"
#include "values/cvalue.h"
#include "values/scope.h"
#include "values/value.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { MOST_ARGUMENTS = 3, USUAL_BACKLOG = 128, MOST_COUNT = 1000000, MOST_SECONDS = 3600 };

/* A word that stands for a number. */
struct word {
	const char *word;
	int value;
};

static bool read_word(int *value, const struct word *words, const json_t *item)
{
	const char *text = json_string_value(item);

	for (; text && words->word; words++) {
		if (strcmp(text, words->word) == 0) {
			*value = words->value;
			return true;
		}
	}
	return false;
}

/* --- each shape of an argument ---------------------------------------------------------------- */

/* Each reads an item into its own place in the deed. */
typedef bool read_fn(struct plumb_deed *deed, json_t *item);

static bool read_site(struct plumb_deed *deed, json_t *item)
{
	static const struct word sites[] = {{"inet", PLUMB_INET}, {"inet6", PLUMB_INET6},
		{"unix", PLUMB_UNIX}, {"far", PLUMB_FAR}, {"far6", PLUMB_FAR6},
		{"far-link", PLUMB_FAR_LINK}, {NULL, 0}};
	int site = 0;
	bool right = read_word(&site, sites, item);

	deed->site = (enum plumb_site_name)site;
	return right;
}

static bool read_manner(struct plumb_deed *deed, json_t *item)
{
	static const struct word manners[] = {
		{"dgram", PLUMB_DATAGRAM}, {"far", PLUMB_FROM_FAR}, {NULL, 0}};
	int manner = 0;
	bool right = read_word(&manner, manners, item);

	deed->manner = (enum plumb_manner)manner;
	return right;
}

static bool read_wire(struct plumb_deed *deed, json_t *item)
{
	static const struct word wires[] = {{"up", PLUMB_WIRE_UP}, {"silent", PLUMB_WIRE_SILENT},
		{"down", PLUMB_WIRE_DOWN}, {NULL, 0}};
	int wire = 0;
	bool right = read_word(&wire, wires, item);

	deed->wire = (enum plumb_wire_state)wire;
	return right;
}

static bool read_how(struct plumb_deed *deed, json_t *item)
{
	static const struct word hows[] = {
		{"read", SHUT_RD}, {"write", SHUT_WR}, {"both", SHUT_RDWR}, {NULL, 0}};

	return read_word(&deed->how, hows, item);
}

static bool read_peer(struct plumb_deed *deed, json_t *item)
{
	deed->peer = json_string_value(item);
	return deed->peer;
}

static bool read_flags(struct plumb_deed *deed, json_t *item)
{
	size_t count = json_array_size(item);

	for (size_t i = 0; i < count; i++) {
		const char *name = json_string_value(json_array_get(item, i));
		int64_t value = 0;
		if (!name || strncmp(name, "MSG_", 4) != 0 || !plumb_c_value(name, &value))
			return false;
		deed->flags |= (int)value;
	}
	return count > 0;
}

static bool to_count(int *count, const json_t *item)
{
	json_int_t number = json_is_integer(item) ? json_integer_value(item) : -1;

	*count = (int)number;
	return number >= 0 && number <= MOST_COUNT;
}

static bool read_count(struct plumb_deed *deed, json_t *item)
{
	return to_count(&deed->count, item);
}

static bool read_seconds(struct plumb_deed *deed, json_t *item)
{
	double seconds = json_is_number(item) ? json_number_value(item) : -1;
	bool right = seconds >= 0 && seconds <= MOST_SECONDS;

	deed->time_ns = right ? (int64_t)(seconds * 1e9) : 0;
	return right;
}

/* --- what may be open until the row is played ---------------------------------------------------
 */

/* What is replaced before the deed is done; what it then is shows only there. */
static bool is_open(const json_t *item)
{
	static const char *const open_tags[] = {"var", "peer", "path", "abstract"};
	const char *tag = plumb_tag(item, NULL);

	for (size_t i = 0; tag && i < sizeof(open_tags) / sizeof(*open_tags); i++)
		if (strcmp(tag, open_tags[i]) == 0)
			return true;
	return false;
}

bool plumb_deed_read_descriptor(int *descriptor, const json_t *value, char *why, size_t size)
{
	if (to_count(descriptor, value))
		return true;
	snprintf(why, size, "want a descriptor of the subject");
	return false;
}

static bool is_bytes(const json_t *value)
{
	const char *tag = plumb_tag(value, NULL);

	return tag && strcmp(tag, "bytes") == 0;
}

unsigned char *plumb_deed_read_bytes(const json_t *value, size_t *length, char *why, size_t size)
{
	unsigned char *bytes = is_bytes(value) ? plumb_value_bytes(value, length) : NULL;

	if (!bytes)
		snprintf(why, size, "want bytes");
	return bytes;
}

static bool read_descriptor(struct plumb_deed *deed, json_t *item)
{
	int descriptor;

	deed->descriptor = json_incref(item);
	return is_open(item) || to_count(&descriptor, item);
}

static bool read_bytes(struct plumb_deed *deed, json_t *item)
{
	char why[100];

	deed->bytes = json_incref(item);
	return is_open(item) ||
	       (is_bytes(item) && plumb_value_check(item, PLUMB_ARGUMENT, why, sizeof(why)));
}

static bool read_address(struct plumb_deed *deed, json_t *item, char *why, size_t size)
{
	struct plumb_address address;

	deed->address = json_incref(item);
	return is_open(item) || plumb_address_read(&address, item, why, size);
}

/* --- the verbs -------------------------------------------------------------------------------- */

enum shape {
	NO_SHAPE, /* ends a list of shapes */
	SITE,
	MANNER,
	PEER,
	ADDRESS,
	BYTES,
	FLAGS,
	WIRE,
	HOW,
	COUNT,
	DESCRIPTOR,
	SECONDS,
};

static const struct {
	read_fn *read;
	const char *what;
} shapes[] = {
	[SITE] = {read_site, "inet, inet6, unix, far, far6 or far-link"},
	[MANNER] = {read_manner, "\"dgram\" or \"far\""},
	[PEER] = {read_peer, "the name of a peer"},
	[BYTES] = {read_bytes, "bytes"},
	[FLAGS] = {read_flags, "a list of names of MSG_ flags"},
	[WIRE] = {read_wire, "\"up\", \"silent\" or \"down\""},
	[HOW] = {read_how, "\"read\", \"write\" or \"both\""},
	[COUNT] = {read_count, "a number from 0 to 1000000"},
	[DESCRIPTOR] = {read_descriptor, "a descriptor of the subject"},
	[SECONDS] = {read_seconds, "seconds from 0 to 3600"},
};

static const struct verb {
	const char *name;
	bool makes_peer;
	size_t required;
	enum shape shapes[MOST_ARGUMENTS];
	int usual_count;
} verbs[] = {
	[PLUMB_LISTEN] = {"listen", true, 1, {SITE, COUNT}, USUAL_BACKLOG},
	[PLUMB_BIND] = {"bind", true, 1, {SITE}, 0},
	[PLUMB_CONNECT] = {"connect", true, 1, {ADDRESS, MANNER}, 0},
	[PLUMB_ACCEPT] = {"accept", true, 1, {PEER}, 0},
	[PLUMB_FILL] = {"fill", false, 1, {PEER}, 0},
	[PLUMB_SEND] = {"send", false, 2, {PEER, BYTES, FLAGS}, 0},
	[PLUMB_SENDTO] = {"sendto", false, 3, {PEER, BYTES, ADDRESS}, 0},
	[PLUMB_RECEIVE] = {"receive", false, 2, {PEER, BYTES}, 0},
	[PLUMB_EOF] = {"eof", false, 1, {PEER}, 0},
	[PLUMB_SILENT] = {"silent", false, 2, {PEER, SECONDS}, 0},
	[PLUMB_SHUTDOWN] = {"shutdown", false, 2, {PEER, HOW}, 0},
	[PLUMB_RESET] = {"reset", false, 1, {PEER}, 0},
	[PLUMB_CLOSE] = {"close", false, 1, {PEER}, 0},
	[PLUMB_SIGNAL] = {"signal", false, 0, {COUNT, SECONDS}, 1},
	[PLUMB_PRIVATE] = {"private", false, 1, {DESCRIPTOR}, 0},
	[PLUMB_DESCRIPTORS] = {"descriptors", false, 1, {COUNT}, 0},
	[PLUMB_WIRE] = {"wire", false, 1, {WIRE}, 0},
	[PLUMB_WAIT] = {"wait", false, 1, {SECONDS}, 0},
};

enum { VERBS = sizeof(verbs) / sizeof(*verbs) };

static const struct verb *find(const json_t *items, char *why, size_t size)
{
	const char *name = json_string_value(json_array_get(items, 0));

	for (size_t i = 0; name && i < VERBS; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	snprintf(why, size, "the far end has no such step");
	return NULL;
}

static size_t count_shapes(const struct verb *verb)
{
	size_t count = 0;

	while (count < MOST_ARGUMENTS && verb->shapes[count] != NO_SHAPE)
		count++;
	return count;
}

static bool read_argument(
	struct plumb_deed *deed, enum shape shape, json_t *item, char *why, size_t size)
{
	if (shape == ADDRESS)
		return read_address(deed, item, why, size);
	if (!shapes[shape].read(deed, item)) {
		snprintf(why, size, "want %s", shapes[shape].what);
		return false;
	}
	return true;
}

static bool read_arguments(struct plumb_deed *deed, const struct verb *verb, const json_t *items,
	char *why, size_t size)
{
	size_t given = json_array_size(items) - 1;
	size_t most = count_shapes(verb);

	if (given < verb->required || given > most) {
		snprintf(why, size, "takes %zu to %zu arguments, not %zu", verb->required, most,
			given);
		return false;
	}
	for (size_t i = 0; i < given; i++)
		if (!read_argument(deed, verb->shapes[i], json_array_get(items, i + 1), why, size))
			return false;
	return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

bool plumb_deed_read(
	struct plumb_deed *deed, const json_t *items, bool named, char *why, size_t size)
{
	const struct verb *verb = find(items, why, size);
	char said[160];

	*deed = (struct plumb_deed){.written = json_incref((json_t *)items)};
	if (!verb)
		return false;
	deed->verb = (enum plumb_verb)(verb - verbs);
	deed->count = verb->usual_count;
	if (!read_arguments(deed, verb, items, said, sizeof(said))) {
		snprintf(why, size, "%s: %s", verb->name, said);
		return false;
	}
	if (named && !verb->makes_peer) {
		snprintf(why, size, "%s: makes no peer, so \"as\" names nothing", verb->name);
		return false;
	}
	return true;
}

void plumb_deed_clear(struct plumb_deed *deed)
{
	json_decref(deed->address);
	json_decref(deed->bytes);
	json_decref(deed->descriptor);
	json_decref(deed->written);
}

bool plumb_deed_waits(const struct plumb_deed *deed)
{
	return deed->verb == PLUMB_WAIT || deed->verb == PLUMB_SILENT || deed->verb == PLUMB_SIGNAL;
}
