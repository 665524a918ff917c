/* Sending a file, by the system where it can, and else piece by piece. */
#include "pys.h"

enum { piece_size = 8192, most_at_once = 1 << 30 };

/* One file on its way. */
struct job {
	struct pysock *s;
	int fd;
	int64_t offset;
	int64_t left; /* INT64_MAX where the file's end decides */
	int64_t sent;
	int64_t deadline_ns;
	bool is_regular;
};

/* 1 where the system has sent all, 0 where it cannot send this file, -1 with an error raised. */
static int send_by_system(struct job *job, struct pysock_error *e)
{
	while (job->left > 0) {
		size_t size = job->left < most_at_once ? (size_t)job->left : most_at_once;
		ssize_t sent = pys_sys_sendfile(job->s->fd, job->fd, job->offset + job->sent, size);

		if (sent == 0)
			return 1;
		if (sent > 0) {
			job->sent += sent;
			job->left -= sent;
			/* A slow peer must not let the deadline pass unseen. */
			if (job->left > 0 && job->s->timeout_ns > 0 &&
				pys_await(job->s, POLLOUT, &job->deadline_ns, e) < 0)
				return -1;
		} else if (job->sent == 0 && (errno == EINVAL || errno == ENOSYS)) {
			return 0;
		} else if (pys_retry(job->s, POLLOUT, &job->deadline_ns, e) < 0) {
			return -1;
		}
	}
	return 1;
}

/* One piece of the file: how many bytes, 0 at its end, or -1 with an error raised. */
static ssize_t read_piece(const struct job *job, char *piece, struct pysock_error *e)
{
	unsigned size = job->left < piece_size ? (unsigned)job->left : piece_size;
	ssize_t got;

	while ((got = read(job->fd, piece, size)) < 0)
		if (errno != PYS_INTERRUPTED || pysock_is_interrupted())
			return pysock_raise_errno(e, errno);
	return got;
}

static int send_by_pieces(struct job *job, struct pysock_error *e)
{
	char piece[piece_size];
	ssize_t got = 1;

	/* A file without a position is read from where it is. */
	if ((job->is_regular || job->offset != 0) &&
		lseek(job->fd, (off_t)job->offset, SEEK_SET) < 0)
		return pysock_raise_errno(e, errno);
	while (job->left > 0 && got > 0) {
		size_t sent = 0;
		int result;

		got = read_piece(job, piece, e);
		if (got <= 0)
			return (int)got;
		result = pys_sendall(job->s, piece, (size_t)got, 0, &job->deadline_ns, &sent, e);
		job->sent += (int64_t)sent;
		job->left -= (int64_t)sent;
		if (result < 0)
			return -1;
	}
	return 0;
}

static int check(const struct pysock *s, int64_t count, struct pysock_error *e)
{
	if (s->type != SOCK_STREAM)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "only SOCK_STREAM type sockets are supported");
	if (count < 0)
		return pysock_raise(e, PYSOCK_VALUE_ERROR,
			"count must be a positive integer (got %lld)", (long long)count);
	if (s->timeout_ns == 0)
		return pysock_raise(
			e, PYSOCK_VALUE_ERROR, "non-blocking sockets are not supported");
	return 0;
}

int64_t pysock_sendfile(
	struct pysock *s, int fd, int64_t offset, int64_t count, struct pysock_error *e)
{
	struct job job = {
		.s = s, .fd = fd, .offset = offset, .left = count > 0 ? count : INT64_MAX};
	struct stat status;
	int result = 0;

	if (check(s, count, e) < 0)
		return -1;
	if (offset < 0)
		return pysock_raise_errno(e, EINVAL);
	if (fstat(fd, &status) < 0)
		return pysock_raise_errno(e, errno);
	job.is_regular = S_ISREG(status.st_mode);
	if (job.is_regular)
		result = send_by_system(&job, e);
	if (result == 0)
		result = send_by_pieces(&job, e);
	/* A file without a position needs none. */
	if (job.sent > 0)
		(void)lseek(fd, (off_t)(offset + job.sent), SEEK_SET);
	return result < 0 ? -1 : job.sent;
}
