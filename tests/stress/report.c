// SPDX-License-Identifier: GPL-2.0
/* What is printed: how often each kind was done, and where a worker is stuck. */
#include "stress.h"
#include <dirent.h>
#include <sys/stat.h>

/* Done, and in brackets: said no / SIGBUS. Of the shell: one byte for a cycle. */
void report(time_t begin)
{
	DIR *dir = opendir("/tmp/count");
	struct dirent *entry;
	struct stat st;
	int i;

	printf("%ld s:", now() - begin);
	for (i = 0; i < nr_kinds; i++)
		printf(" %s %lu(%lu/%lu)", kinds[i].name, shared->done[i],
		       shared->refused[i], shared->sigbus[i]);
	printf(" |");
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] != '.' && !fstatat(dirfd(dir), entry->d_name, &st, 0))
			printf(" %s %ld", entry->d_name, (long)st.st_size);
	printf("\n");
	fflush(stdout);
	if (dir)
		closedir(dir);
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
