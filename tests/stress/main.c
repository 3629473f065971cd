// SPDX-License-Identifier: GPL-2.0
/*
 * stress SEED SECONDS WORKERS LIMIT: let workers do kinds at random, and print
 * how often each was done. After SECONDS, /tmp/stop is created, and when
 * /tmp/finished appears, the workers are stopped. Fails if a worker dies, sees
 * wrong data, or is in one cycle for LIMIT seconds.
 * stress still DIR, stress lanes DIR: write the files that workers look at.
 */
#include "stress.h"
#include <err.h>
#include <sys/prctl.h>
#include <sys/wait.h>

struct shared *shared;

static bool is_there(const char *path)
{
	return !access(path, F_OK);
}

static void start(int n, unsigned int seed)
{
	pid_t pid;

	shared->worker[n].since = now();
	shared->worker[n].kind = -1;
	fflush(stdout);
	pid = fork();
	if (pid < 0)
		err(1, "fork");
	if (!pid) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (n == KEEPER)
			keep();
		work(n, seed);
	}
	shared->worker[n].pid = pid;
}

static const char *kind_of(int n)
{
	int kind = shared->worker[n].kind;

	return n == KEEPER ? "what is kept" : kind < 0 ? "nothing" : kinds[kind].name;
}

/* Workers that are gone or stay where they are. memory_failure() may kill one. */
static bool all_well(int limit, unsigned int *seed)
{
	int n, status;
	bool well = !shared->wrong;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (n = 0; n <= KEEPER && shared->worker[n].pid != pid; n++)
			;
		if (n > KEEPER)
			continue;
		shared->worker[n].pid = 0;
		if (shared->stop && !status)
			continue;
		if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL &&
		    strstr(kind_of(n), "poison")) {
			start(n, ++*seed);
			continue;
		}
		printf("wrong: worker %d ended with status %#x in %s\n", n, status, kind_of(n));
		well = false;
	}
	for (n = 0; n <= KEEPER; n++) {
		if (!shared->worker[n].pid || now() - shared->worker[n].since < limit)
			continue;
		printf("no progress: worker %d, process %d, is in %s since %ld s\n", n,
		       shared->worker[n].pid, kind_of(n), now() - shared->worker[n].since);
		show_task(shared->worker[n].pid);
		well = false;
	}
	return well;
}

int main(int argc, char **argv)
{
	unsigned int seed;
	int workers, limit, n, left;
	time_t begin = now(), next = 15, seconds, ending = 0;

	if (argc == 3 && !strcmp(argv[1], "still"))
		return write_still(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "lanes"))
		return write_lanes(argv[2]);
	if (argc != 5)
		errx(2, "usage: stress SEED SECONDS WORKERS LIMIT");
	seed = strtoul(argv[1], NULL, 0) * 1000;
	seconds = atoi(argv[2]);
	workers = atoi(argv[3]);
	limit = atoi(argv[4]);
	if (workers < 1 || workers > MAX_WORKERS || nr_kinds > MAX_KINDS)
		errx(2, "1 to %d workers", MAX_WORKERS);
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	reserve();
	lanes_set_up();
	for (n = 0; n < workers; n++)
		start(n, ++seed);
	start(KEEPER, 0);

	do {
		nap(500);
		if (!all_well(limit, &seed) || is_there("/tmp/fail")) {
			report(begin, true);
			return 1;
		}
		if (now() - begin >= next) {
			report(begin, false);
			next += 15;
		}
		if (now() - begin >= seconds && !ending) {
			ending = now();
			close(open("/tmp/stop", O_CREAT | O_WRONLY, 0600));
		}
		if (is_there("/tmp/finished"))
			shared->stop = 1;
		for (left = n = 0; n <= KEEPER; n++)
			left += !!shared->worker[n].pid;
	} while (left);
	report(begin, true);
	return 0;
}
