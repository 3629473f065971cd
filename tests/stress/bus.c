// SPDX-License-Identifier: GPL-2.0
/*
 * When a SIGBUS is an error: always, but if what the cycle uses is taken away,
 * if its file is one that others truncate, if there is no space, if it has asked
 * for poison, or if requests for device memory are made to fail. /tmp/gone has a
 * file for each device, whose size is odd while the device is not there.
 */
#include "stress.h"
#include <sys/stat.h>

static const char * const names[] = {
	[FS] = "/tmp/gone/fs", [DAX] = "/tmp/gone/dax", [GIGA] = "/tmp/gone/gig",
	[QUIET] = "/tmp/gone/quiet",
};
#define DEVICES (sizeof(names) / sizeof(names[0]))

static unsigned long before[DEVICES], fills_before;
static unsigned int used;
static bool may_be_short, injecting, may_poison;
static const struct kind *current;
bool poisoning, may_segv;

unsigned long removals(enum target target)
{
	struct stat st;

	return target < DEVICES && names[target] && !stat(names[target], &st) ? st.st_size : 0;
}

void uses(enum target target)
{
	used |= 1 << (target == STILL ? FS : target);
}

void uses_short_file(void)
{
	may_be_short = true;
}

static void inject(bool on)
{
	int fd = open("/proc/self/make-it-fail", O_WRONLY);

	if (fd >= 0 && write(fd, on ? "1" : "0", 1) == 1)
		injecting = on;
	if (fd >= 0)
		close(fd);
}

/* Each eighth one has a few of its requests fail */
void begin_cycle(const struct kind *kind)
{
	unsigned int i;

	current = kind;
	used = 0;
	may_be_short = poisoning = may_segv = false;
	may_poison = kind->how & POISON;
	fills_before = shared->fills;
	for (i = 0; i < DEVICES; i++)
		before[i] = removals(i);
	if (!any(8))
		inject(true);
}

/* Of one that uses one thing only, since then */
void begin_use(enum target target, unsigned long since)
{
	used = 1 << target;
	before[target] = since;
	fills_before = shared->fills;
}

void end_cycle(void)
{
	if (injecting)
		inject(false);
}

static bool excused(void)
{
	unsigned int i;

	if (injecting || may_be_short || may_poison)
		return true;
	if (shared->filling || shared->fills != fills_before || now() <= shared->full_until)
		return true;
	for (i = 0; i < DEVICES; i++)
		if (used & 1 << i && (before[i] % 2 || removals(i) != before[i]))
			return true;
	return false;
}

void wrong(const char *what, unsigned long a, unsigned long b)
{
	char buf[200];
	int len = snprintf(buf, sizeof(buf), "wrong: worker %d, %s: %s: %#lx, %#lx\n",
			   worker_number(), current ? current->name : "-", what, a, b);

	__atomic_add_fetch(&shared->wrong, 1, __ATOMIC_RELAXED);
	if (write(1, buf, len) != len)
		_exit(1);
}

/* XFS with rmapbt also sends one that no access has raised */
static void bus_error(int sig, siginfo_t *info, void *context)
{
	(void)context;
	if (sig == SIGSEGV && !may_segv) {
		signal(SIGSEGV, SIG_DFL);
		return;
	}
	if (sig == SIGBUS && info->si_code == BUS_MCEERR_AO)
		return;
	if (sig == SIGBUS && !excused())
		wrong("SIGBUS without a reason", (unsigned long)info->si_addr, info->si_code);
	if (in_child)
		_exit(0);
	siglongjmp(env, sig);
}

void catch_signals(void)
{
	struct sigaction action = {
		.sa_sigaction = bus_error,
		.sa_flags = SA_NODEFER | SA_SIGINFO,
	};

	sigaction(SIGBUS, &action, NULL);
	sigaction(SIGSEGV, &action, NULL);
}
