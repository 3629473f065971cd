// SPDX-License-Identifier: GPL-2.0
/* What is printed: how often each kind was done, and where a worker is stuck. */
#include "stress.h"
#include <dirent.h>
#include <sys/stat.h>

static const char * const kept[NR_KEPT] = { "pte", "pmd", "sync", "dax", "pud" };

static unsigned long sum(const unsigned long *of, int n)
{
	unsigned long all = 0;

	while (n--)
		all += of[n];
	return all;
}

/* Of the shell: one byte for a cycle */
static int shell_counts(bool print)
{
	DIR *dir = opendir("/tmp/count");
	struct dirent *entry;
	struct stat st;
	int n = 0;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || fstatat(dirfd(dir), entry->d_name, &st, 0))
			continue;
		n++;
		if (print)
			printf("count %s %ld\n", entry->d_name, (long)st.st_size);
	}
	if (dir)
		closedir(dir);
	return n;
}

/*
 * At last a line for each: done, said no, ended by SIGBUS, milliseconds of each
 * cycle. How many lines there are comes first.
 */
void report(time_t begin, bool last)
{
	int i;

	printf("%ld s: %lu done, %lu refused, %lu SIGBUS, %lu bytes compared, %d wrong\n",
	       now() - begin, sum(shared->done, nr_kinds), sum(shared->refused, nr_kinds),
	       sum(shared->sigbus, nr_kinds), shared->compared, shared->wrong);
	fflush(stdout);
	if (!last)
		return;
	printf("counts %d\n", nr_kinds + 2 * NR_KEPT + 1 + shell_counts(false));
	for (i = 0; i < nr_kinds; i++)
		printf("count %s %lu %lu %lu %lu\n", kinds[i].name, shared->done[i],
		       shared->refused[i], shared->sigbus[i],
		       shared->ms[i] / (shared->done[i] + shared->refused[i] +
					shared->sigbus[i] ?: 1));
	for (i = 0; i < NR_KEPT; i++)
		printf("count kept-%s %lu\ncount kept-%s-removed %lu\n", kept[i],
		       shared->kept[i], kept[i], shared->outlived[i]);
	printf("count bytes-compared %lu\n", shared->compared);
	shell_counts(true);
	printf("mismatches %d\n", shared->wrong);
	fflush(stdout);
}

/* Where it is, more than once, as it may be going round in circles */
void show_task(pid_t pid)
{
	static const char * const files[] = { "stat", "stack", "maps" };
	char path[64], buf[4096];
	ssize_t len;
	int i, fd;

	for (i = 0; i < 9; i++) {
		snprintf(path, sizeof(path), "/proc/%d/%s", pid, files[i % 3]);
		fd = i == 2 || i % 3 != 2 ? open(path, O_RDONLY) : -1;
		if (fd < 0)
			continue;
		while ((len = read(fd, buf, sizeof(buf))) > 0)
			printf("%.*s", (int)len, buf);
		printf("\n");
		close(fd);
		nap(300);
	}
}
