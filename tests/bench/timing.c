/*
 * timing time CPUS COMMAND...: runs a command once and prints how long it took, in microseconds
 * from fork to exit. CPUS 1 binds it and its children to one processor, 0 to none. timing memory
 * COMMAND...: runs it once and prints, in KiB, the peak of its largest process and the peak of all
 * its processes together.
 *
 * The first of the two figures of memory is the kernel's own high-water mark (ru_maxrss of wait4,
 * which covers the children that were waited for), and exact. The second is sampled about every
 * millisecond: the sum over all descendants of Pss, in which a page that N processes share counts
 * 1/N in each, so that it counts once in all. Where Pss may not be read (a sandboxed process), what
 * a process does not share stands in for it.
 *
 * The command's output is thrown away; it may end with 0 or 1 (findings). Linux only.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_PROCESSES 8192

struct process {
	pid_t pid;
	pid_t parent;
	bool ours;
};

static void fail(const char *what)
{
	perror(what);
	exit(2);
}

static long long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The last processor that we may use: the first is where interrupts tend to go. */
static void bind_to_one(void)
{
	cpu_set_t allowed, one;
	size_t last = 0;

	if (sched_getaffinity(0, sizeof allowed, &allowed) < 0)
		fail("sched_getaffinity");
	for (size_t i = 0; i < CPU_SETSIZE; i++) {
		if (CPU_ISSET(i, &allowed))
			last = i;
	}
	CPU_ZERO(&one);
	CPU_SET(last, &one);
	if (sched_setaffinity(0, sizeof one, &one) < 0)
		fail("sched_setaffinity");
}

static pid_t start(char **argv)
{
	pid_t pid = fork();

	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
			fail("/dev/null");
		execvp(argv[0], argv);
		fail(argv[0]);
	}
	return pid;
}

static void check_status(const char *command, int status)
{
	if (WIFEXITED(status) && WEXITSTATUS(status) <= 1)
		return;
	fprintf(stderr, "timing: %s ended with %s %d\n", command,
		WIFEXITED(status) ? "status" : "signal",
		WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	exit(2);
}

/* Reads the start of /proc/PID/NAME; false if the process is gone or does not let us. */
static bool read_proc(pid_t pid, const char *name, char *text, size_t size)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	len = read(fd, text, size - 1);
	close(fd);
	if (len <= 0)
		return false;
	text[len] = '\0';
	return true;
}

static long resident_kib(pid_t pid)
{
	char text[1024], *at;
	long pages, shared;

	if (read_proc(pid, "smaps_rollup", text, sizeof text)) {
		at = strstr(text, "\nPss:");
		if (at)
			return strtol(at + 5, NULL, 10);
	}
	if (!read_proc(pid, "statm", text, sizeof text))
		return 0;
	strtol(text, &at, 10);
	pages = strtol(at, &at, 10);
	shared = strtol(at, NULL, 10);
	return (pages - shared) * (sysconf(_SC_PAGESIZE) / 1024);
}

/* All processes there are, with their parents. */
static size_t list_processes(struct process *list)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	char text[512], *at;
	size_t count = 0;

	if (!dir)
		fail("/proc");
	while (count < MAX_PROCESSES && (entry = readdir(dir))) {
		pid_t pid = (pid_t)strtol(entry->d_name, &at, 10);

		if (*at || !read_proc(pid, "stat", text, sizeof text))
			continue;
		/* PID (NAME) STATE PARENT: the name may hold anything. */
		at = strrchr(text, ')');
		if (!at || strlen(at) < 5)
			continue;
		list[count++] = (struct process){pid, (pid_t)strtol(at + 4, NULL, 10), false};
	}
	closedir(dir);
	return count;
}

/* What a process and all its descendants hold now. */
static long tree_kib(pid_t root)
{
	static struct process list[MAX_PROCESSES];
	size_t count = list_processes(list);
	bool grown = true;
	long total = 0;

	while (grown) {
		grown = false;
		for (size_t i = 0; i < count; i++) {
			bool ours = list[i].pid == root;

			for (size_t k = 0; !ours && k < count; k++)
				ours = list[k].ours && list[k].pid == list[i].parent;
			if (ours && !list[i].ours) {
				list[i].ours = true;
				grown = true;
			}
		}
	}
	for (size_t i = 0; i < count; i++) {
		if (list[i].ours)
			total += resident_kib(list[i].pid);
	}
	return total;
}

static int measure_time(char **argv)
{
	long long from = now_us();
	pid_t pid = start(argv);
	int status;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			fail("waitpid");
	}
	printf("%lld\n", now_us() - from);
	check_status(argv[0], status);
	return 0;
}

static int measure_memory(char **argv)
{
	const struct timespec pause = {0, 500000};
	pid_t pid = start(argv), ended;
	struct rusage usage;
	long peak = 0, now;
	int status;

	while ((ended = wait4(pid, &status, WNOHANG, &usage)) == 0) {
		now = tree_kib(pid);
		peak = now > peak ? now : peak;
		nanosleep(&pause, NULL);
	}
	if (ended < 0)
		fail("wait4");
	printf("%ld %ld\n", usage.ru_maxrss, peak);
	check_status(argv[0], status);
	return 0;
}

int main(int argc, char **argv)
{
	if (argc >= 4 && strcmp(argv[1], "time") == 0) {
		if (strcmp(argv[2], "1") == 0)
			bind_to_one();
		return measure_time(argv + 3);
	}
	if (argc >= 3 && strcmp(argv[1], "memory") == 0)
		return measure_memory(argv + 2);
	fprintf(stderr, "usage: timing time CPUS COMMAND... | timing memory COMMAND...\n");
	return 2;
}
