// SPDX-License-Identifier: GPL-2.0
/* Kinds whose threads have one mm, and do to one mapping what they like. */
#include "stress.h"
#include <pthread.h>
#include <sys/uio.h>

#define THREADS	3

struct team {
	const struct kind *kind;
	char *p;
	int fd;
	unsigned int seed;
};

static void one_of_many(struct team *team)
{
	char *p = team->p, *part = p + any(256) * PAGE, copy[64];
	struct iovec here = { copy, sizeof(copy) }, there = { p + any(PMD - 64), sizeof(copy) };
	int fds[2];

	switch (any(8)) {
	case 0:
		madvise(part, (1 + any(255)) * PAGE, MADV_DONTNEED);
		break;
	case 1:
		/* Others that write there meanwhile get a SIGSEGV */
		if (!mprotect(part, PAGE, PROT_READ))
			mprotect(part, PAGE, PROT_READ | PROT_WRITE);
		break;
	case 2:
		mmap(p, PMD, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, team->fd, 0);
		break;
	case 3:
		process_vm_readv(getpid(), &here, 1, &there, 1, 0);
		break;
	case 4:
		if (pipe(fds))
			break;
		vmsplice(fds[1], &there, 1, SPLICE_F_NONBLOCK);
		close(fds[0]);
		close(fds[1]);
		break;
	case 5:
		if (any(4) || spawn())
			break;
		touch(p, PMD, 4);
		_exit(0);
	default:
		touch(p, PMD, 8);
	}
}

static void *member(void *arg)
{
	struct team *const team = arg;
	volatile int left = 24;

	sow(team->seed);
	/* A SIGSEGV is no end */
	if (sigsetjmp(env, 1) == SIGBUS)
		return NULL;
	while (left-- > 0)
		one_of_many(team);
	return team->p;
}

static void *hmm_member(void *arg)
{
	struct team *team = arg;
	char *p = team->p;
	size_t size = hmm_size(team->kind);
	int i;

	sow(team->seed);
	for (i = 0; i < 4; i++) {
		if (any(2))
			hmm_to_device(team->fd, p, size);
		else
			hmm_to_system(team->fd, p, size);
		hmm_check(p, size / 2 & ~(PAGE - 1), size);
	}
	return team->p;
}

static enum outcome together(struct team *team, void *(*what)(void *))
{
	struct team members[THREADS];
	pthread_t thread[THREADS];
	int n, i, done = 0;
	void *ret;

	for (n = 0; n < THREADS; n++) {
		members[n] = *team;
		members[n].seed = any(1 << 30);
		if (pthread_create(&thread[n], NULL, what, &members[n]))
			break;
	}
	for (i = 0; i < n; i++)
		done += !pthread_join(thread[i], &ret) && ret;
	return done ? DONE : REFUSED;
}

enum outcome threads(const struct kind *kind)
{
	struct team team = { .kind = kind };

	team.p = map_target(kind, &team.fd, PMD);
	may_segv = true;
	return team.p ? together(&team, member) : REFUSED;
}

enum outcome hmm_threads(const struct kind *kind)
{
	struct team team = { .kind = kind };

	team.p = hmm_prepare(kind, &team.fd, PMD);
	return team.p ? together(&team, hmm_member) : REFUSED;
}
