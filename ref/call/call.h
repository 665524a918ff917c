#ifndef PYS_CALL_H
#define PYS_CALL_H

/*
 * Shared declarations of the calling door. Its files include only the public headers of libpysock.
 * The layers, from below: utf8, file, value, str, look, convert, address, parse; the files of
 * functions; call above all of them.
 */

#include "pysock_call.h"

struct pys_bytes {
	size_t size;
	bool plain;    /* of a str: no surrogates; of a memoryview: contiguous */
	bool writable; /* of a memoryview */
	char *data;    /* in the same block as the value, a NUL behind it; unless it is borrowed */
};

struct pys_items {
	size_t count;
	struct pysock_value **values; /* in the same block as the value */
};

struct pys_function;
struct pys_file;

struct pysock_value {
	enum pysock_value_kind kind;
	unsigned references;
	union {
		int64_t number;		/* BOOL, INT, INDEX */
		double real;		/* FLOAT */
		struct pys_bytes bytes; /* STR to MEMORYVIEW; the digits or the name of others */
		struct pys_items items;
		struct pysock *socket;
		struct pys_file *file;
		struct {
			struct pysock_value *sequence;
			size_t next;
		} iterator;
		struct {
			struct pysock_error *error;   /* in the same block as the value */
			struct pysock_value *members; /* of a group, a tuple; else NULL */
		} exception;
		struct {
			const struct pys_function *entry;
			struct pysock_value *self; /* NULL for a function of the module */
		} function;
	} as;
};

/* --- text --------------------------------------------------------------------------------------*/

/*
 * The length of the character of UTF-8 that begins here, 1 to 4, or 0 where none does. Encoded
 * surrogates count as characters.
 */
size_t pys_utf8_length(const char *text, size_t size);

/* Whether the character of three bytes here is a surrogate; if it is, *unit is its number. */
bool pys_utf8_surrogate(const char *text, size_t length, unsigned *unit);

/* The value of bytes that should be UTF-8, as names from the system are: the others are escaped. */
struct pysock_value *pys_value_decoded(const char *bytes, size_t size);
struct pysock_value *pys_value_text(const char *text);

/*
 * Encodes a str as a name for the system: escaped bytes become bytes again, other surrogates raise
 * UnicodeError. The caller frees *bytes.
 */
int pys_encode_name(
	const struct pysock_value *text, char **bytes, size_t *size, struct pysock_error *error);

/* --- making and looking ------------------------------------------------------------------------*/

/* Raises MemoryError, and returns -1. */
int pys_no_memory(struct pysock_error *error);

struct pysock_value *pys_value_alloc(enum pysock_value_kind kind, size_t room);
struct pysock_value *pys_value_pair(struct pysock_value *first, struct pysock_value *second);
struct pysock_value *pys_value_type_named(const char *name);
struct pysock_value *pys_value_function(
	const struct pys_function *entry, struct pysock_value *self);
struct pysock_value *pys_value_file(struct pys_file *file);

/* --- exceptions --------------------------------------------------------------------------------*/

/* The name of its class, and whether it is an instance of the class of that name. */
const char *pys_exception_class(const struct pysock_value *value);
bool pys_exception_is(const struct pysock_value *value, const char *class_name);

/* Reads an attribute: true and the value, or NULL if memory ran out; false if there is no such
 * attribute. */
bool pys_exception_read(
	const struct pysock_value *value, const char *name, struct pysock_value **read);

/* --- files; see call_file.h
 * --------------------------------------------------------------------- */

int pys_file_check_mode(const char *mode, struct pysock_error *error);

/* A file over the socket, the mode being one of makefile()'s; NULL where an error is raised. */
struct pys_file *pys_file_open(
	struct pysock *socket, const char *mode, int bufsize, struct pysock_error *error);
/* The same for a file of the system's, the mode being one of open()'s. */
struct pys_file *pys_file_open_path(
	const char *path, const char *mode, int bufsize, struct pysock_error *error);
bool pys_file_is_closed(const struct pys_file *file);

/* Closes an open file and ignores errors. */
void pys_file_free(struct pys_file *file);

/* --- arguments ---------------------------------------------------------------------------------
 * Converters from one value to one C type. Each raises what the module raises, and leaves the
 * output alone then.
 */

struct pys_span {
	void *data;
	size_t size;
};

int pys_as_int(const struct pysock_value *value, int *number, struct pysock_error *error);
int pys_as_size(const struct pysock_value *value, int64_t *number, struct pysock_error *error);

/* An integer of any size: one beyond 64 bits becomes the nearest that has 64. */
int pys_as_clamped(const struct pysock_value *value, long long *number, struct pysock_error *error);

/* An unsigned integer of 64 bits. */
int pys_as_unsigned(
	const struct pysock_value *value, unsigned long long *number, struct pysock_error *error);

/* Seconds, or None. An integer stays exact up to 2^53. */
int pys_as_timeout(const struct pysock_value *value, struct pysock_timeout *timeout,
	struct pysock_error *error);

/* A timeout as the language has it. */
struct pysock_value *pys_value_timeout(struct pysock_timeout timeout);

/* Text for the C library: no NUL, no surrogate. */
int pys_as_string(const struct pysock_value *value, const char **text, struct pysock_error *error);

/* Text that should be an IP address: what can be none raises the error of an invalid address. */
int pys_as_ip_text(const struct pysock_value *value, const char **text, struct pysock_error *error);

int pys_as_buffer(
	const struct pysock_value *value, struct pys_span *span, struct pysock_error *error);
int pys_as_writable(
	const struct pysock_value *value, struct pys_span *span, struct pysock_error *error);

/*
 * Converts a name for the system, a str or bytes without a NUL, to bytes with a NUL behind them,
 * which the caller frees. Escaped bytes of a str become bytes again.
 */
int pys_as_name(const struct pysock_value *value, char **name, struct pysock_error *error);

/*
 * The items of what the language can iterate over, which belong to the value. An iterator is used
 * up by it. Of a sequence the same, for whom an iterator will not do.
 */
int pys_as_sequence(const struct pysock_value *value, struct pysock_value *const **items,
	size_t *count, struct pysock_error *error);
int pys_as_items(const struct pysock_value *value, struct pysock_value *const **items,
	size_t *count, struct pysock_error *error);

/*
 * A host's name for the C library, to be freed. Inside an address an ASCII name is taken as it is
 * and all errors are TypeError; strict is for the resolver's own functions, which raise
 * UnicodeError for a name that is none.
 */
int pys_as_host(
	const struct pysock_value *value, bool strict, char **host, struct pysock_error *error);

/* The host and the port of getaddrinfo(), to be freed; None is NULL, and a number its digits. */
int pys_as_resolved_host(const struct pysock_value *value, char **host, struct pysock_error *error);
int pys_as_service(const struct pysock_value *value, char **service, struct pysock_error *error);

/* Encodes a host that is not ASCII, as pysock_set_idna() says. */
int pys_encode_host(const char *host_utf8, char **ascii, struct pysock_error *error);

/* --- addresses ---------------------------------------------------------------------------------*/

/* The address that a value stands for on a socket of this family; caller names the method. */
int pys_as_address(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error);

struct pysock_value *pys_value_address(const struct pysock_address *address);

/* The forms of the later families, in address_later.c; what they share with the others. */
typedef int pys_address_reader(const struct pysock_value *value, int family, const char *caller,
	struct pysock_address *address, struct pysock_error *error);
typedef struct pysock_value *pys_address_maker(const struct pysock_address *address);

pys_address_reader pys_read_packet;
pys_address_reader pys_read_can;
pys_address_reader pys_read_alg;
pys_address_reader pys_read_vsock;
pys_address_reader pys_read_qipcrtr;
pys_address_reader pys_read_bluetooth;
pys_address_maker pys_make_packet;
pys_address_maker pys_make_can;
pys_address_maker pys_make_alg;
pys_address_maker pys_make_vsock;
pys_address_maker pys_make_qipcrtr;
pys_address_maker pys_make_bluetooth;

/* A tuple of least to most items, or TypeError. */
int pys_check_tuple(const struct pysock_value *value, size_t least, size_t most, const char *caller,
	struct pysock_error *error);

/* So many integers of a tuple from an index on; those that the tuple does not have are 0. */
int pys_read_numbers(const struct pysock_value *tuple, size_t from, long long numbers[],
	size_t count, struct pysock_error *error);

/* --- functions ---------------------------------------------------------------------------------*/

enum { PYS_PARAMETERS_MAX = 6 };

struct pys_slot {
	const struct pysock_value *value; /* NULL where the argument is missing */
	int number;			  /* i */
	int64_t size;			  /* n */
	const char *text;		  /* s, a */
	struct pys_span span;		  /* y, w */
};

struct pys_call {
	struct pysock_value *self; /* NULL for a function of the module */
	struct pys_slot slot[PYS_PARAMETERS_MAX];
	struct pysock_value **result;
	struct pysock_errors *errors; /* for the exceptions of a group, if the caller wants them */
	struct pysock_error *error;
};

/*
 * One function of the module or method of an object. The shape names the parameters and how each
 * is converted:
 *
 *     "level:i optname:i | buflen:i"
 *
 * where those behind the bar may be left out, and those behind a star can only be named. The
 * letters are i, a C int; n, a size; s, a string of C; a, text that should be an IP address; y, a
 * buffer to read; w, one to write; O, any value, which the function itself converts. A name with a
 * stroke has two spellings. Only where keywords is set may arguments be named.
 */
struct pys_function {
	const char *name;
	const char *shape;
	int (*run)(struct pys_call *call);
	bool keywords;
};

/* Binds the arguments to the function's parameters, and converts them from left to right. */
int pys_bind(const struct pys_function *function, const struct pysock_arguments *arguments,
	struct pys_slot slots[PYS_PARAMETERS_MAX], struct pysock_error *error);

/*
 * pysock_call(), which hands over the errors that an exception group has too, where errors is not
 * NULL. They are for free().
 */
int pys_call(struct pysock_value *callable, const struct pysock_arguments *arguments,
	struct pysock_value **result, struct pysock_errors *errors, struct pysock_error *error);

/* Hands over the result of a call: MemoryError where it is NULL. */
int pys_give(struct pys_call *call, struct pysock_value *value);

/* --- receiving, in transfer.c ------------------------------------------------------------------*/

/* The size of a request to receive, which must not be negative; -1 where it is. */
int64_t pys_wanted_size(struct pys_call *call, const struct pys_slot *slot);

/*
 * Room for what is to be received: bytes that pages of memory need not stand behind as yet. With
 * MSG_TRUNC a stream counts bytes that it throws away, and nobody writes them. NULL raises.
 */
struct pysock_value *pys_make_room(struct pys_call *call, int64_t size, int flags);

/* The bytes that were received, in a block of their size; the room is gone then. */
struct pysock_value *pys_cut_room(struct pysock_value *room, size_t size);

/* The tables, each ending with a NULL name. */
extern const struct pys_function pys_text_functions[];
extern const struct pys_function pys_resolver_functions[];
extern const struct pys_function pys_module_functions[];
extern const struct pys_function pys_socket_methods[];
extern const struct pys_function pys_transfer_methods[];
extern const struct pys_function pys_message_functions[];
extern const struct pys_function pys_create_functions[];
extern const struct pys_function pys_interface_functions[];
extern const struct pys_function pys_ioctl_methods[];
extern const struct pys_function pys_share_methods[];
extern const struct pys_function pys_share_functions[];
extern const struct pys_function pys_message_methods[];
extern const struct pys_function pys_sendfile_methods[];
extern const struct pys_function pys_file_methods[];

/* Those of the module's exceptions, by the names of their classes. */
extern const struct pys_function pys_exception_constructors[];

/* The constructor of sockets, which is called by the name of their type. */
extern const struct pys_function pys_socket_constructor;

#endif
