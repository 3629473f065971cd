// SPDX-License-Identifier: GPL-2.0
/*
 * A worker: kinds at random. The device may go at any moment: SIGBUS ends a
 * cycle, and whatever the cycle had is given back between two cycles.
 */
#include "stress.h"
#include <sys/wait.h>

static int number = -1;
__thread bool in_child;
__thread sigjmp_buf env;

int worker_number(void)
{
	return number;
}

pid_t spawn(void)
{
	pid_t pid = fork();

	if (!pid)
		in_child = true;
	return pid;
}

void reap(void)
{
	int status;

	while (wait(&status) > 0)
		if (WIFEXITED(status) && WEXITSTATUS(status))
			wrong("a child of a cycle failed", status, 0);
}

static void add(unsigned long *to, unsigned long n)
{
	__atomic_add_fetch(to, n, __ATOMIC_RELAXED);
}

static void give_back(void)
{
	reap();
	end_cycle();
	unmap_arena();
	close_range(3, ~0U, 0);
}

static void do_one(int n, const struct kind *kind)
{
	int i = kind - kinds;
	volatile unsigned long began = now_ms();
	unsigned long *volatile counter;

	shared->worker[n].kind = i;
	begin_cycle(kind);
	if (sigsetjmp(env, 1))
		/* Who has asked for poison has got it */
		counter = poisoning ? &shared->done[i] : &shared->sigbus[i];
	else if (kind->run(kind) == DONE)
		counter = &shared->done[i];
	else
		counter = &shared->refused[i];
	give_back();
	add(counter, 1);
	add(&shared->ms[i], now_ms() - began);
	if (counter == &shared->refused[i])
		nap(20);
}

void work(int n, unsigned int seed)
{
	number = n;
	sow(seed);
	catch_signals();
	do {
		shared->worker[n].kind = -1;
		shared->worker[n].since = now();
		do_one(n, pick());
	} while (!shared->stop);
	_exit(0);
}
