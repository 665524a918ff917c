#include "expectation.h"

#include "base/heap.h"
#include "base/version.h"
#include "expectation_check.h"
#include "values/scope.h"
#include "values/value.h"
#include <stdlib.h>
#include <string.h>

/* --- reading ---------------------------------------------------------------------------------- */

static char *copy_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? plumb_copy(text) : NULL;
}

static void make_codes(struct plumb_exception *exception, const json_t *codes)
{
	bool is_list = json_is_array(codes);
	size_t count = is_list ? json_array_size(codes) : 1;

	exception->codes = plumb_new(count, sizeof(*exception->codes));
	for (size_t i = 0; i < count; i++) {
		const char *code = json_string_value(is_list ? json_array_get(codes, i) : codes);
		exception->codes[i] = code ? plumb_copy(code) : NULL;
	}
	exception->code_count = count;
}

static void make_exception(struct plumb_exception *exception, const json_t *raises)
{
	const json_t *codes = NULL;
	const char *class = plumb_tag(raises, &codes);

	exception->class = plumb_copy(class ? class : json_string_value(raises));
	if (codes)
		make_codes(exception, codes);
}

static void make_error(struct plumb_way *way, const json_t *raises)
{
	bool is_list = json_is_array(raises);
	size_t count = is_list ? json_array_size(raises) : 1;

	way->promise = PLUMB_PROMISE_ERROR;
	way->raises = plumb_new(count, sizeof(*way->raises));
	for (; way->raises_count < count; way->raises_count++) {
		make_exception(&way->raises[way->raises_count],
			is_list ? json_array_get(raises, way->raises_count) : raises);
	}
}

void plumb_way_make(struct plumb_way *way, const json_t *object)
{
	const json_t *raises = json_object_get(object, "raises");

	*way = (struct plumb_way){.gives = json_incref(json_object_get(object, "gives")),
		.text = json_incref(json_object_get(object, "text"))};
	if (raises)
		make_error(way, raises);
	else if (way->gives)
		way->promise = PLUMB_PROMISE_VALUE;
	else if (json_object_get(object, "absent"))
		way->promise = PLUMB_PROMISE_ABSENCE;
	way->is_open = plumb_scope_names(way->gives) || plumb_scope_names(way->text);
}

static void make_alternatives(
	struct plumb_expectation *expectation, const json_t *step, const char *key, bool is_defect)
{
	const json_t *alternative;
	size_t i;

	json_array_foreach(json_object_get(step, key), i, alternative) {
		/* An axis has none for this of its values. */
		if (plumb_promises_same(step, alternative))
			continue;
		struct plumb_way *way = &expectation->ways[expectation->count++];
		plumb_way_make(way, alternative);
		way->is_defect = is_defect;
		way->by_chance = json_is_true(json_object_get(alternative, "by-chance"));
		way->since = copy_of(alternative, "since");
		way->before = copy_of(alternative, "before");
		way->why = copy_of(alternative, "why");
	}
}

static void make_detail(struct plumb_expectation *expectation, const json_t *step, json_t *detail)
{
	expectation->detail = json_incref(detail);
	if (json_is_object(detail)) {
		json_t *whole = plumb_have(json_copy((json_t *)step));
		json_object_update(whole, detail);
		expectation->detailed = plumb_new(1, sizeof(*expectation->detailed));
		plumb_way_make(expectation->detailed, whole);
		json_decref(whole);
	}
}

static void make_local(struct plumb_expectation *expectation, json_t *on)
{
	const char *system;
	json_t *promise;

	if (on)
		expectation->local = plumb_new(json_object_size(on), sizeof(*expectation->local));
	json_object_foreach(on, system, promise) {
		struct plumb_local *local = &expectation->local[expectation->local_count++];
		local->system = plumb_copy(system);
		local->platform = plumb_platform_of(system);
		plumb_way_make(&local->way, promise);
	}
}

static json_t *bound_of(const json_t *takes, size_t i)
{
	json_t *bound = json_array_get(takes, i);

	return json_is_number(bound) ? json_incref(bound) : NULL;
}

static enum plumb_course course_of(const struct plumb_expectation *expectation)
{
	enum plumb_promise promise = expectation->ways[PLUMB_DOCUMENT].promise;
	bool is_error = promise == PLUMB_PROMISE_ERROR;

	for (size_t i = 0; i < expectation->local_count; i++)
		if ((expectation->local[i].way.promise == PLUMB_PROMISE_ERROR) != is_error)
			return PLUMB_ON_EITHER;
	if (expectation->count > 1 || promise == PLUMB_PROMISE_ABSENCE ||
		json_is_true(expectation->detail))
		return PLUMB_ON_EITHER;
	return is_error ? PLUMB_ON_ERROR : PLUMB_ON_VALUE;
}

/* Most steps only prepare, and expect nothing. */
static bool expects_something(const json_t *step)
{
	static const char *const keys[] = {
		"gives", "raises", "text", "absent", "takes", "on", "detail", "drift", "defect"};
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)step, key, value)
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			if (strcmp(key, keys[i]) == 0)
				return true;
	return false;
}

bool plumb_expectation_read(struct plumb_expectation *expectation, const struct plumb_form *form,
	const json_t *step, const json_t *at)
{
	if (!expects_something(step)) {
		plumb_expectation_make_success(expectation);
		return true;
	}
	if (!plumb_expectation_check(form, step, at))
		return false;
	const json_t *takes = json_object_get(step, "takes");
	size_t count = 1 + json_array_size(json_object_get(step, "drift")) +
		       json_array_size(json_object_get(step, "defect"));
	*expectation =
		(struct plumb_expectation){.ways = plumb_new(count, sizeof(struct plumb_way)),
			.count = 1,
			.timed = takes,
			.least_s = bound_of(takes, 0),
			.most_s = bound_of(takes, 1)};
	plumb_way_make(&expectation->ways[PLUMB_DOCUMENT], step);
	make_local(expectation, json_object_get(step, "on"));
	make_detail(expectation, step, json_object_get(step, "detail"));
	make_alternatives(expectation, step, "drift", false);
	make_alternatives(expectation, step, "defect", true);
	expectation->course = course_of(expectation);
	return true;
}

void plumb_expectation_make_success(struct plumb_expectation *expectation)
{
	*expectation = (struct plumb_expectation){.ways = plumb_new(1, sizeof(struct plumb_way)),
		.count = 1,
		.course = PLUMB_ON_VALUE};
}

/* --- writing ---------------------------------------------------------------------------------- */

static void set(json_t *object, const char *key, json_t *value)
{
	if (value)
		json_object_set(object, key, value);
}

static void set_text(json_t *object, const char *key, const char *text)
{
	if (text)
		json_object_set_new(object, key, plumb_have(json_string(text)));
}

static json_t *code_json(const char *code)
{
	return code ? plumb_have(json_string(code)) : json_null();
}

static json_t *exception_json(const struct plumb_exception *exception)
{
	json_t *codes;

	if (exception->code_count == 0)
		return plumb_have(json_string(exception->class));
	if (exception->code_count == 1)
		return plumb_have(plumb_tagged(exception->class, code_json(exception->codes[0])));
	codes = plumb_have(json_array());
	for (size_t i = 0; i < exception->code_count; i++)
		json_array_append_new(codes, code_json(exception->codes[i]));
	return plumb_have(plumb_tagged(exception->class, codes));
}

static json_t *raises_json(const struct plumb_way *way)
{
	json_t *list;

	if (way->raises_count == 1)
		return exception_json(&way->raises[0]);
	list = plumb_have(json_array());
	for (size_t i = 0; i < way->raises_count; i++)
		json_array_append_new(list, exception_json(&way->raises[i]));
	return list;
}

static void write_way(const struct plumb_way *way, json_t *object)
{
	set(object, "gives", way->gives);
	if (way->promise == PLUMB_PROMISE_ERROR)
		json_object_set_new(object, "raises", raises_json(way));
	set(object, "text", way->text);
	if (way->promise == PLUMB_PROMISE_ABSENCE)
		json_object_set_new(object, "absent", json_true());
}

static json_t *alternatives_json(const struct plumb_expectation *expectation, bool is_defect)
{
	json_t *list = plumb_have(json_array());

	for (size_t i = 1; i < expectation->count; i++) {
		const struct plumb_way *way = &expectation->ways[i];
		json_t *object;
		if (way->is_defect != is_defect)
			continue;
		object = plumb_have(json_object());
		set_text(object, "since", way->since);
		set_text(object, "before", way->before);
		if (way->by_chance)
			json_object_set_new(object, "by-chance", json_true());
		write_way(way, object);
		set_text(object, "why", way->why);
		json_array_append_new(list, object);
	}
	return list;
}

static void write_alternatives(
	const struct plumb_expectation *expectation, const char *key, bool is_defect, json_t *step)
{
	json_t *list = alternatives_json(expectation, is_defect);

	if (json_array_size(list) > 0)
		json_object_set(step, key, list);
	json_decref(list);
}

static void write_local(const struct plumb_expectation *expectation, json_t *step)
{
	json_t *on = expectation->local_count ? plumb_have(json_object()) : NULL;

	for (size_t i = 0; i < expectation->local_count; i++) {
		json_t *promise = plumb_have(json_object());
		write_way(&expectation->local[i].way, promise);
		json_object_set_new(on, expectation->local[i].system, promise);
	}
	set(step, "on", on);
	json_decref(on);
}

static json_t *bound_json(json_t *bound)
{
	return bound ? json_incref(bound) : json_null();
}

void plumb_expectation_write(const struct plumb_expectation *expectation, json_t *step)
{
	write_way(&expectation->ways[PLUMB_DOCUMENT], step);
	if (expectation->timed) {
		json_object_set_new(step, "takes",
			plumb_have(json_pack("[o, o]", bound_json(expectation->least_s),
				bound_json(expectation->most_s))));
	}
	write_local(expectation, step);
	set(step, "detail", expectation->detail);
	write_alternatives(expectation, "drift", false, step);
	write_alternatives(expectation, "defect", true, step);
}

/* --- the rest --------------------------------------------------------------------------------- */

bool plumb_way_holds(const struct plumb_way *way, const char *version)
{
	return (!way->since || plumb_version_compare(version, way->since) >= 0) &&
	       (!way->before || plumb_version_compare(version, way->before) < 0);
}

const char *plumb_course_word(enum plumb_course course)
{
	static const char *const words[] = {[PLUMB_ON_EITHER] = "either",
		[PLUMB_ON_VALUE] = "value",
		[PLUMB_ON_ERROR] = "error"};

	return words[course];
}

static void clear_exception(struct plumb_exception *exception)
{
	for (size_t i = 0; i < exception->code_count; i++)
		free(exception->codes[i]);
	free(exception->codes);
	free(exception->class);
}

void plumb_way_clear(struct plumb_way *way)
{
	for (size_t i = 0; i < way->raises_count; i++)
		clear_exception(&way->raises[i]);
	free(way->raises);
	json_decref(way->gives);
	json_decref(way->text);
	free(way->since);
	free(way->before);
	free(way->why);
}

void plumb_expectation_clear(struct plumb_expectation *expectation)
{
	for (size_t i = 0; i < expectation->count; i++)
		plumb_way_clear(&expectation->ways[i]);
	free(expectation->ways);
	for (size_t i = 0; i < expectation->local_count; i++) {
		free(expectation->local[i].system);
		plumb_way_clear(&expectation->local[i].way);
	}
	free(expectation->local);
	if (expectation->detailed)
		plumb_way_clear(expectation->detailed);
	free(expectation->detailed);
	json_decref(expectation->detail);
	json_decref(expectation->least_s);
	json_decref(expectation->most_s);
}
