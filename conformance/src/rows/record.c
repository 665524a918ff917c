#include "record.h"

#include <stdlib.h>

void plumb_record_clear(struct plumb_record *record)
{
	free(record->how);
	json_decref(record->outcomes);
	json_decref(record->meanwhile);
	json_decref(record->scope.variables);
	json_decref(record->scope.peers);
	free((char *)record->scope.directory);
	*record = (struct plumb_record){0};
}
