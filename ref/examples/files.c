/* A socket as a file of stdio, line by line; and a file sent by its descriptor. */
#include <pysock.h>

#include <stdlib.h>

static struct pysock_error error;

static ssize_t must(ssize_t result)
{
	if (result < 0) {
		fprintf(stderr, "%s: %s\n", pysock_exception_name(error.exception), error.text);
		exit(1);
	}
	return result;
}

/* Sends lines through a stream, as makefile("w") does in Python. */
static void write_lines(struct pysock *s)
{
	FILE *out;

	must(pysock_makefile(s, "w", -1, &out, &error));
	fprintf(out, "first\nsecond\n");
	fclose(out);
}

static void send_file(struct pysock *s)
{
	FILE *file = tmpfile();

	if (!file)
		exit(1);
	fputs("third\n", file);
	fflush(file);
	printf("%lld bytes of a file\n",
		(long long)must(pysock_sendfile(s, fileno(file), 0, 0, &error)));
	fclose(file);
}

int main(void)
{
	struct pysock *pair[2];
	char line[64];
	FILE *in;

	must(pysock_socketpair(AF_UNIX, SOCK_STREAM, 0, pair, &error));
	write_lines(pair[0]);
	send_file(pair[0]);
	pysock_free(pair[0]);

	must(pysock_makefile(pair[1], "r", -1, &in, &error));
	while (fgets(line, sizeof line, in))
		fputs(line, stdout);
	fclose(in);
	pysock_free(pair[1]);
	return 0;
}
