/* makefile(): stdio streams on sockets. */
#include "suite.h"
#include "wrap.h"

#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void test_modes(void)
{
	static const char *const right[] = {"", "r", "w", "b", "rb", "br", "wb", "rw", "wr", "rwb"};
	static const char *const wrong[] = {"a", "r+", "rt", "x", "U", "R", "r "};
	struct pysock *pair[2];
	FILE *file = NULL;

	make_pair(pair);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		CHECK_RAISES(pysock_makefile(pair[0], wrong[i], -1, &file, &raised),
			PYSOCK_VALUE_ERROR, NO_CODE);
	CU_ASSERT_PTR_NULL(file);
	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
		CHECK_OK(pysock_makefile(pair[0], right[i], -1, &file, &raised));
		CHECK_NUMBER(fclose(file), 0);
	}
	free_pair(pair);
}

static void test_blocking_only(void)
{
	struct pysock *pair[2];
	FILE *file = NULL;

	make_pair(pair);
	set_timeout(pair[0], 5);
	CHECK_RAISES(pysock_makefile(pair[0], "r", -1, &file, &raised), PYSOCK_ERROR, NO_CODE);
	set_timeout(pair[0], 0);
	CHECK_RAISES(pysock_makefile(pair[0], "w", -1, &file, &raised), PYSOCK_ERROR, NO_CODE);
	CHECK_OK(pysock_settimeout(pair[0], pysock_no_timeout(), &raised));
	CHECK_OK(pysock_makefile(pair[0], "r", -1, &file, &raised));
	/* The stream follows a later change, because its descriptor shares the mode. */
	set_timeout(pair[0], 5);
	errno = 0;
	CHECK_NUMBER(fgetc(file), EOF);
	CU_ASSERT(ferror(file) && !feof(file));
	CHECK_NUMBER(errno, EAGAIN);
	(void)fclose(file);
	free_pair(pair);
}

static void test_independent(void)
{
	struct pysock *pair[2];
	FILE *reader;
	FILE *writer;
	char line[32];
	int before = open_descriptors();

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "w", -1, &writer, &raised));
	CHECK_OK(pysock_makefile(pair[1], "r", -1, &reader, &raised));
	CHECK_NUMBER(open_descriptors(), before + 4);
	free_pair(pair);
	CHECK_NUMBER(open_descriptors(), before + 2);
	CU_ASSERT(fprintf(writer, "one %d\ntwo\n", 1) > 0);
	CHECK_NUMBER(fclose(writer), 0);
	CHECK_TEXT(fgets(line, sizeof line, reader), "one 1\n");
	CHECK_TEXT(fgets(line, sizeof line, reader), "two\n");
	CU_ASSERT_PTR_NULL(fgets(line, sizeof line, reader));
	CU_ASSERT(feof(reader) && !ferror(reader));
	CHECK_NUMBER(fclose(reader), 0);
	CHECK_NUMBER(open_descriptors(), before);
}

/* Writes, and returns how many bytes have reached the other side. */
static long reached(FILE *writer, const char *text, struct pysock *other)
{
	char bytes[512];
	ssize_t count;

	CU_ASSERT(fputs(text, writer) >= 0);
	count = pysock_recv(other, bytes, sizeof bytes, MSG_DONTWAIT, &raised);
	return count < 0 ? 0 : count;
}

static void test_bufsize(void)
{
	struct pysock *pair[2];
	FILE *file;

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "w", 0, &file, &raised));
	CHECK_NUMBER(reached(file, "abc", pair[1]), 3);
	(void)fclose(file);
	CHECK_OK(pysock_makefile(pair[0], "w", 1, &file, &raised));
	CHECK_NUMBER(reached(file, "abc", pair[1]), 0);
	CHECK_NUMBER(reached(file, "d\n", pair[1]), 5);
	(void)fclose(file);
	CHECK_OK(pysock_makefile(pair[0], "w", 200, &file, &raised));
	for (int i = 0; i < 20; i++)
		CHECK_NUMBER(reached(file, "ten bytes\n", pair[1]), 0);
	CU_ASSERT(reached(file, "x", pair[1]) > 0);
	(void)fclose(file);
	CHECK_OK(pysock_makefile(pair[0], "w", -1, &file, &raised));
	CHECK_NUMBER(reached(file, "abc\n", pair[1]), 1);
	CHECK_NUMBER(reached(file, "d", pair[1]), 0);
	(void)fclose(file);
	free_pair(pair);
}

static void test_both_directions(void)
{
	struct pysock *pair[2];
	FILE *a;
	FILE *b;
	char line[32];

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "rw", -1, &a, &raised));
	CHECK_OK(pysock_makefile(pair[1], "rwb", 100, &b, &raised));
	CU_ASSERT(fputs("first\nsecond\nthird\n", a) >= 0);
	CHECK_NUMBER(fflush(a), 0);
	CHECK_TEXT(fgets(line, sizeof line, b), "first\n");
	/* Two lines have been read ahead; they must survive the answer. */
	CHECK_NUMBER(fflush(b), 0);
	CU_ASSERT(fputs("answer\n", b) >= 0);
	CHECK_NUMBER(fflush(b), 0);
	CHECK_TEXT(fgets(line, sizeof line, a), "answer\n");
	CHECK_TEXT(fgets(line, sizeof line, b), "second\n");
	/* Without the flush, too, as glibc allows. */
	CU_ASSERT(fputs("again\n", b) >= 0);
	CHECK_NUMBER(fflush(b), 0);
	CHECK_TEXT(fgets(line, sizeof line, a), "again\n");
	CHECK_TEXT(fgets(line, sizeof line, b), "third\n");
	CU_ASSERT(fputs("fourth\n", a) >= 0);
	CHECK_NUMBER(fflush(a), 0);
	CHECK_TEXT(fgets(line, sizeof line, b), "fourth\n");
	CHECK_NUMBER(fseek(b, 0, SEEK_END), -1);
	CHECK_NUMBER(errno, ESPIPE);
	CHECK_NUMBER(fseek(b, 1, SEEK_CUR), -1);
	CHECK_NUMBER(errno, ESPIPE);
	CHECK_NUMBER(fseek(b, -1000, SEEK_CUR), -1);
	(void)fclose(a);
	(void)fclose(b);
	free_pair(pair);
}

static void test_no_seeking(void)
{
	struct pysock *pair[2];
	FILE *file;

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "r", -1, &file, &raised));
	CHECK_NUMBER(fseek(file, 0, SEEK_SET), -1);
	CHECK_NUMBER(errno, ESPIPE);
	CHECK_NUMBER(ftell(file), -1);
	(void)fclose(file);
	free_pair(pair);
}

static void test_broken(void)
{
	struct pysock *pair[2];
	FILE *file;

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "w", -1, &file, &raised));
	pysock_free(pair[1]);
	CU_ASSERT(fputs("x", file) >= 0);
	errno = 0;
	CHECK_NUMBER(fflush(file), EOF);
	CHECK_NUMBER(errno, EPIPE);
	(void)fclose(file);
	pysock_free(pair[0]);
}

static void test_interrupted(void)
{
	struct pysock *pair[2];
	FILE *reader;
	FILE *writer;

	make_pair(pair);
	CHECK_OK(pysock_makefile(pair[0], "w", 0, &writer, &raised));
	CHECK_OK(pysock_makefile(pair[1], "r", 0, &reader, &raised));
	wrap_arm("send", 1, EINTR);
	CHECK_NUMBER(fputc('x', writer), 'x');
	wrap_arm("read", 1, EINTR);
	CHECK_NUMBER(fgetc(reader), 'x');
	CU_ASSERT_PTR_NOT_NULL(wrap.failed);
	wrap_arm("read", 1, ECONNRESET);
	CHECK_NUMBER(fgetc(reader), EOF);
	CHECK_NUMBER(errno, ECONNRESET);
	wrap_disarm();
	(void)fclose(reader);
	(void)fclose(writer);
	free_pair(pair);
}

static void test_no_socket(void)
{
	struct pysock *s;
	FILE *file;
	int fds[2];

	/* fromfd() takes any descriptor: one that is not a socket can be read, but not written. */
	CU_ASSERT_EQUAL_FATAL(pipe(fds), 0);
	CHECK_NUMBER(write(fds[1], "x", 1), 1);
	CHECK_OK(pysock_fromfd(fds[0], AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_makefile(s, "r", 0, &file, &raised));
	CHECK_NUMBER(fgetc(file), 'x');
	(void)fclose(file);
	pysock_free(s);
	(void)close(fds[0]);
	CHECK_OK(pysock_fromfd(fds[1], AF_INET, SOCK_STREAM, 0, &s, &raised));
	CHECK_OK(pysock_makefile(s, "w", 0, &file, &raised));
	/* Writing would also raise SIGPIPE, because the pipe is broken. */
	CHECK_NUMBER(fputs("abc", file), EOF);
	CHECK_NUMBER(errno, ENOTSOCK);
	(void)fclose(file);
	pysock_free(s);
	(void)close(fds[1]);
}

CU_TestInfo file_tests[] = {
	{"modes are the letters r, w and b", test_modes},
	{"the socket must be in blocking mode", test_blocking_only},
	{"stream and socket live independently", test_independent},
	{"bufsize is none, a line, a number or the system's", test_bufsize},
	{"a stream for both directions turns round", test_both_directions},
	{"a stream for one direction does not seek", test_no_seeking},
	{"writing to nobody is EPIPE and no signal", test_broken},
	{"a signal does not end reading or writing", test_interrupted},
	{"a descriptor that is no socket raises no signal", test_no_socket},
	CU_TEST_INFO_NULL,
};
