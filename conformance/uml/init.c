/*
 * The first and only program of a kernel that has TIPC, CAN, RDS, AF_ALG and the loopback of
 * AF_VSOCK, under user-mode-linux: makes the system fit
 * for a run of the suite, runs the command that it is given, writes down how that ended, and turns
 * the machine off. It is linked statically, for a shell with its libraries starts no faster than
 * everything else here together.
 *
 *     linux.uml ... init=THIS -- OUT COMMAND [ARGUMENT...] ";"
 *
 * OUT is a directory of the host's: it is /mnt inside, and COMMAND runs in it. There `status` is
 * the command's exit status; 126: the system could not be made fit, and `said` says why.
 */
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

enum { UNFIT = 126 };

/*
 * As modules.dep names them; which others they need differs between versions of the kernel. Without
 * the first one the system is unfit. Where another one is missing, the rows that need it are
 * skipped.
 */
static const char *const modules[] = {
	"kernel/net/tipc/tipc.ko",
	"kernel/net/can/can-raw.ko",
	"kernel/net/can/can-bcm.ko",
	"kernel/net/can/j1939/can-j1939.ko",
	"kernel/drivers/net/can/vcan.ko",
	"kernel/drivers/net/veth.ko",
	"kernel/net/rds/rds_tcp.ko",
	"kernel/net/vmw_vsock/vsock_loopback.ko",
	"kernel/crypto/algif_hash.ko",
	"kernel/crypto/algif_skcipher.ko",
	"kernel/crypto/algif_aead.ko",
	"kernel/crypto/algif_rng.ko",
	"kernel/crypto/hmac.ko",
	"kernel/crypto/sha512_generic.ko",
	"kernel/crypto/cbc.ko",
	"kernel/crypto/ctr.ko",
	"kernel/crypto/gcm.ko",
	"kernel/crypto/ghash-generic.ko",
	"kernel/crypto/drbg.ko",
};

static bool failed(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	return false;
}

static bool load(const char *directory, const char *module)
{
	char path[512];

	snprintf(path, sizeof(path), "%s/%s", directory, module);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return failed(path);
	long result = syscall(SYS_finit_module, fd, "", 0);
	bool loaded = result == 0 || errno == EEXIST || failed(path);
	close(fd);
	return loaded;
}

/* The line of modules.dep is "MODULE: NEEDED...", in which each needs some of those behind it. */
static bool load_line(const char *directory, const char *module, char *line)
{
	char *space;

	line[strcspn(line, "\n")] = '\0';
	while ((space = strrchr(line, ' '))) {
		*space = '\0';
		if (space[1] && !load(directory, space + 1))
			return false;
	}
	return load(directory, module);
}

/* Loads a module as the list has it, which is read from its beginning. */
static bool load_listed(const char *directory, const char *module, FILE *list)
{
	size_t length = strlen(module);
	char line[4096];

	rewind(list);
	while (fgets(line, sizeof(line), list))
		if (strncmp(line, module, length) == 0 && line[length] == ':')
			return load_line(directory, module, line);
	errno = ENOENT;
	return failed(module);
}

static bool load_all(void)
{
	struct utsname name;
	char directory[300], path[320];

	uname(&name);
	snprintf(directory, sizeof(directory), "/usr/lib/uml/modules/%s", name.release);
	snprintf(path, sizeof(path), "%s/modules.dep", directory);
	FILE *list = fopen(path, "re");
	if (!list)
		return failed(path);
	bool fit = load_listed(directory, modules[0], list);
	for (size_t i = 1; fit && i < sizeof(modules) / sizeof(*modules); i++)
		load_listed(directory, modules[i], list);
	fclose(list);
	return fit;
}

static bool bring_loopback_up(void)
{
	struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool up = fd >= 0 && ioctl(fd, SIOCSIFFLAGS, &request) == 0;

	if (fd >= 0)
		close(fd);
	return up || failed("lo");
}

/* Not over /tmp: the project itself may lie there. */
static bool mount_all(const char *out)
{
	return (mount("proc", "/proc", "proc", 0, NULL) == 0 || failed("/proc")) &&
	       (mount("devtmpfs", "/dev", "devtmpfs", 0, NULL) == 0 || errno == EBUSY ||
		       failed("/dev")) &&
	       (mkdir("/dev/shm", 0777) == 0 || failed("/dev/shm")) &&
	       (mount("tmpfs", "/dev/shm", "tmpfs", 0, "mode=1777") == 0 || failed("/dev/shm")) &&
	       (mount("hostfs", "/mnt", "hostfs", 0, out) == 0 || failed(out)) &&
	       (chdir("/mnt") == 0 || failed("/mnt"));
}

/* What is said goes to the host, not through a terminal that adds carriage returns. */
static bool speak_to(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);

	if (fd < 0)
		return failed(path);
	dup2(fd, STDOUT_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
	return true;
}

static int run(char **argv)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		execvp(argv[0], argv);
		failed(argv[0]);
		_exit(UNFIT);
	}
	/* Orphans come here too. */
	while (child > 0 && waitpid(-1, &status, 0) != child) {
	}
	if (child < 0 || !WIFEXITED(status))
		return UNFIT;
	return WEXITSTATUS(status);
}

static void write_status(int status)
{
	FILE *file = fopen("status", "w");

	if (file) {
		fprintf(file, "%d\n", status);
		fclose(file);
	}
}

/* What user-mode-linux adds to the kernel's arguments stands behind ours. */
static void cut_at_end_mark(char **argv)
{
	while (*argv && strcmp(*argv, ";") != 0)
		argv++;
	*argv = NULL;
}

int main(int argc, char **argv)
{
	cut_at_end_mark(argv);
	bool fit = argc > 2 && mount_all(argv[1]) && speak_to("said") && load_all() &&
		   bring_loopback_up();

	write_status(fit ? run(argv + 2) : UNFIT);
	sync();
	reboot(RB_POWER_OFF);
	return 1;
}
