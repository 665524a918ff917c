/* capabilities.json: conformance/schema/capabilities.schema.json is its form. */
#include "base/document.h"
#include "base/heap.h"
#include "base/json_form.h"
#include "base/word.h"
#include "steps/kernel_address.h"
#include "steps/steps_read.h"
#include "table_parts.h"

#include <string.h>
#include <unistd.h>

static bool check_probe(const struct plumb_form *form, const json_t *entry)
{
	const json_t *probe = json_object_get(entry, "probe");
	struct plumb_steps steps;

	if (json_object_get(entry, "test"))
		return plumb_form_complain(form, entry, "test", "test beside probe");
	if (json_array_size(probe) == 0)
		return plumb_form_complain(form, entry, "probe", "probe: no steps");
	bool right = plumb_steps_read(&steps, form, probe, probe);
	plumb_steps_clear(&steps);
	return right;
}

static bool check_test(const struct plumb_form *form, const json_t *entry)
{
	static const struct plumb_key keys[] = {
		{"name", PLUMB_IS(JSON_STRING), false},
		{"platform", PLUMB_IS(JSON_STRING), false},
		{"libc", PLUMB_IS(JSON_STRING), false},
		{"byteorder", PLUMB_IS(JSON_STRING), false},
	};
	const json_t *test = json_object_get(entry, "test");

	if (!test)
		return plumb_form_complain(form, entry, NULL, "neither probe nor test");
	if (json_object_size(test) != 1)
		return plumb_form_complain(form, entry, "test", "test: not one field and its word");
	return plumb_form_check(form, test, test, keys, sizeof(keys) / sizeof(*keys));
}

static bool check_given(const struct plumb_form *form, const json_t *entry)
{
	const json_t *given = json_object_get(entry, "given");
	const char *what = given ? plumb_plain(given) : "lab";

	return (what && (strcmp(what, "lab") == 0 || strcmp(what, "watch") == 0)) ||
	       plumb_form_complain(form, entry, "given", "given: neither lab nor watch");
}

static bool check_bind(const struct plumb_form *form, const json_t *entry)
{
	const json_t *list = json_object_get(entry, "bind");
	struct plumb_address address;
	char why[100];

	return !list || plumb_kernel_address_read(&address, list, why, sizeof(why)) ||
	       plumb_form_complain(form, entry, "bind", "bind: %s", why);
}

static bool check_capability(const struct plumb_form *form, const json_t *entry)
{
	static const struct plumb_key keys[] = {
		{"name", PLUMB_IS(JSON_STRING), true},
		{"why", PLUMB_IS(JSON_STRING), true},
		{"family", PLUMB_IS(JSON_STRING), false},
		{"bind", PLUMB_IS(JSON_ARRAY), false},
		{"given", PLUMB_IS(JSON_STRING), false},
		{"machine", PLUMB_IS(JSON_TRUE), false},
		{"proven", PLUMB_IS(JSON_TRUE), false},
		{"probe", PLUMB_IS(JSON_ARRAY), false},
		{"test", PLUMB_IS(JSON_OBJECT), false},
	};
	const char *name = plumb_plain(json_object_get(entry, "name"));
	const char *why = plumb_plain(json_object_get(entry, "why"));
	struct plumb_form inner = *form;

	inner.label = name && plumb_is_word(name) ? name : NULL;
	if (!plumb_form_check(&inner, entry, entry, keys, sizeof(keys) / sizeof(*keys)))
		return false;
	if (!inner.label)
		return plumb_form_complain(form, entry, "name", "name: not a word");
	if (!why || !plumb_is_why(why)) {
		return plumb_form_complain(
			&inner, entry, "why", "why: not a sentence in one line, with a full stop");
	}
	if (!check_given(&inner, entry) || !check_bind(&inner, entry))
		return false;
	return json_object_get(entry, "probe") ? check_probe(&inner, entry)
					       : check_test(&inner, entry);
}

/* An object of the entries by their names; NULL: there are complaints. */
static json_t *read_all(const struct plumb_form *form, const json_t *root)
{
	static const struct plumb_key keys[] = {
		{"$schema", PLUMB_IS(JSON_STRING), false},
		{"capabilities", PLUMB_IS(JSON_ARRAY), true},
	};
	const json_t *all = json_object_get(root, "capabilities");
	json_t *named = plumb_have(json_object());
	bool right = plumb_form_check(form, root, root, keys, sizeof(keys) / sizeof(*keys));

	for (size_t i = 0; right && i < json_array_size(all); i++) {
		json_t *entry = json_array_get(all, i);
		const char *name = plumb_plain(json_object_get(entry, "name"));
		right = check_capability(form, entry);
		if (right && json_object_get(named, name))
			right = plumb_form_complain(form, entry, "name", "%s twice", name);
		else if (right)
			json_object_set(named, name, entry);
	}
	if (right)
		return named;
	json_decref(named);
	return NULL;
}

json_t *plumb_capabilities_load(const char *path, FILE *errors)
{
	struct plumb_complaints complaints = {.path = path, .errors = errors};
	struct plumb_document document;
	json_t *capabilities = NULL;

	if (access(path, F_OK) != 0)
		return plumb_have(json_object());
	if (plumb_document_load(&document, path, &complaints)) {
		struct plumb_form form = {.complaints = &complaints, .lines = document.lines};
		capabilities = read_all(&form, document.root);
		plumb_document_clear(&document);
	}
	plumb_complaints_end(&complaints);
	return capabilities;
}
