#include "doc/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#if defined(__has_feature)
#define HAS_FEATURE(name) __has_feature(name)
#else
#define HAS_FEATURE(name) 0
#endif

#if defined(HANDOFF_NO_SANDBOX) || defined(__SANITIZE_ADDRESS__) ||                                \
	defined(__SANITIZE_THREAD__) || HAS_FEATURE(address_sanitizer) ||                          \
	HAS_FEATURE(memory_sanitizer) || HAS_FEATURE(thread_sanitizer)
#define IS_OPEN 1
#else
#define IS_OPEN 0
#endif

static bool reset_signals(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		sigaction(number, &action, NULL); /* fails for SIGKILL, SIGSTOP and libc's own */
	sigemptyset(&none);
	return sigprocmask(SIG_SETMASK, &none, NULL) == 0;
}

/* Closes everything but *fd, which is moved out of the way of the standard streams: whatever is
 * written there must not reach the socket. */
static bool keep_only(int *fd)
{
	int moved = fcntl(*fd, F_DUPFD_CLOEXEC, 3);

	if (moved < 0)
		return false;
	*fd = moved;
	if ((moved > 0 && close_range(0, (unsigned)moved - 1, 0) != 0) ||
		close_range((unsigned)moved + 1, ~0u, 0) != 0) {
		/* Linux before 5.9 */
		long max = sysconf(_SC_OPEN_MAX);

		for (int i = 0; i < max; i++)
			if (i != moved)
				close(i);
	}
	return true;
}

static bool limit(int resource, rlim_t value)
{
	struct rlimit bound = {value, value};

	return setrlimit((__rlimit_resource_t)resource, &bound) == 0;
}

#if !IS_OPEN

/* How much address space the process has now: a child of a large parent begins with all of it. */
static size_t address_space(void)
{
	char line[64] = "";
	FILE *file = fopen("/proc/self/statm", "re");

	if (!file)
		return 0;
	if (!fgets(line, sizeof line, file))
		line[0] = '\0';
	fclose(file);
	return (size_t)strtoul(line, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE);
}

static bool limit_memory(size_t memory)
{
	size_t now = address_space();

	return now == 0 || limit(RLIMIT_AS, now + memory);
}

#else

static bool limit_memory(size_t memory)
{
	(void)memory;
	return true;
}

#endif

bool sandbox_prepare(pid_t parent, int *fd, size_t memory)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		return false;
	return reset_signals() && limit_memory(memory) && keep_only(fd) && limit(RLIMIT_CORE, 0) &&
	       limit(RLIMIT_FSIZE, 0) && prctl(PR_SET_DUMPABLE, 0) == 0 &&
	       prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

void sandbox_renew(pid_t child, unsigned seconds)
{
	struct timespec used;
	struct rlimit bound;
	clockid_t clock;

	if (clock_getcpuclockid(child, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return;
	bound.rlim_cur = (rlim_t)used.tv_sec + seconds;
	bound.rlim_max = RLIM_INFINITY;
	prlimit(child, RLIMIT_CPU, &bound, NULL);
}

#if !IS_OPEN && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/mman.h>

#ifdef __x86_64__
#define ARCH AUDIT_ARCH_X86_64
#else
#define ARCH AUDIT_ARCH_AARCH64
#endif

/* The low half of a 64-bit argument. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + (n)*8)
#else
#define ARGUMENT(n) (offsetof(struct seccomp_data, args) + (n)*8 + 4)
#endif

#define LOAD(offset) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (offset))
#define PERMIT       BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL         BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
/* Permits a system call: else goes on with the next. */
#define ALLOW(name) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), PERMIT

bool sandbox_enter(void)
{
	/* seccomp(2), Documentation/userspace-api/seccomp_filter.rst */
	struct sock_filter rules[] = {
		LOAD(offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0),
		KILL,
		LOAD(offsetof(struct seccomp_data, nr)),
		ALLOW(read),
		ALLOW(write),
		ALLOW(recvfrom),
		ALLOW(recvmsg),
		ALLOW(sendto),
		ALLOW(sendmsg),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(madvise),
		ALLOW(brk),
		ALLOW(futex),
		ALLOW(clock_gettime),
		ALLOW(getrandom),
		ALLOW(rt_sigprocmask),
		ALLOW(rt_sigreturn),
		ALLOW(restart_syscall),
		ALLOW(exit),
		ALLOW(exit_group),
		/* Memory, but not code. */
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_mmap, 1, 0),
		KILL,
		LOAD(ARGUMENT(2)),
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
		KILL,
		PERMIT,
	};
	struct sock_fprog program = {sizeof rules / sizeof *rules, rules};

	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 || errno == EINVAL ||
	       errno == ENOSYS;
}

#else

bool sandbox_enter(void)
{
	return true;
}

#endif
