/*
 * sandbox.h - what a worker gives up before it sees its first document.
 *
 * All files but its socket; new privileges, core dumps, writing to files; memory beyond a bound;
 * and with seccomp (x86-64 and arm64) every system call but those that computing in memory and
 * talking on an open socket need: a forbidden one kills the process. A kernel without seccomp
 * leaves the other bounds. Builds with sanitizers, and those with -DHANDOFF_NO_SANDBOX, have
 * neither the filter nor the bound on memory, because sanitizers and valgrind need more.
 */
#ifndef HANDOFF_DOC_SANDBOX_H
#define HANDOFF_DOC_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Prepares a forked child that is to live no longer than `parent`: signals as they are by default,
 * all descriptors but *fd closed (it may get another number), and `memory` further bytes of address
 * space. False if that cannot be had; then the child must leave.
 */
bool sandbox_prepare(pid_t parent, int *fd, size_t memory);

/* Forbids system calls, for ever. False if the filter was refused by a kernel that has seccomp. */
bool sandbox_enter(void);

/* Lets a child use `seconds` more of the processor; called by its parent, now and then. */
void sandbox_renew(pid_t child, unsigned seconds);

#endif
