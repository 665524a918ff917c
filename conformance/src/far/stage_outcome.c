#include "stage_outcome.h"

#include "base/heap.h"
#include "peer_wait.h"
#include "values/value.h"
#include <errno.h>
#include <stdarg.h>

json_t *plumb_outcome_gives(json_t *value)
{
	return plumb_have(plumb_tagged("gives", value));
}

json_t *plumb_outcome_done(void)
{
	return plumb_outcome_gives(json_null());
}

static json_t *tell(const char *key, const char *format, va_list arguments)
{
	return plumb_have(plumb_tagged(key, plumb_have(json_vsprintf(format, arguments))));
}

json_t *plumb_outcome_saw(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	json_t *outcome = tell("saw", format, arguments);
	va_end(arguments);
	return outcome;
}

json_t *plumb_outcome_broken(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	json_t *outcome = tell("broken", format, arguments);
	va_end(arguments);
	return outcome;
}

json_t *plumb_outcome_errno(void)
{
	return plumb_outcome_broken("%s", plumb_wait_error(errno));
}
