// SPDX-License-Identifier: GPL-2.0
/* Kinds that use userfaultfd: as the source of a write(), and on device memory itself. */
#include "stress.h"
#include <linux/userfaultfd.h>
#include <poll.h>
#include <pthread.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>

#ifndef UFFD_FEATURE_WP_ASYNC
#define UFFD_FEATURE_WP_ASYNC	(1 << 15)
#endif
#ifndef UFFD_FEATURE_WP_UNPOPULATED
#define UFFD_FEATURE_WP_UNPOPULATED	(1 << 13)
#endif
#define PAGES	4

struct server {
	int uffd;
	unsigned int delay;
	unsigned char value;
	volatile bool stop;
};

static int new_uffd(unsigned long features)
{
	struct uffdio_api api = { .api = UFFD_API, .features = features };
	int fd = syscall(__NR_userfaultfd, O_NONBLOCK);

	return fd < 0 || ioctl(fd, UFFDIO_API, &api) ? -1 : fd;
}

static int watch(int uffd, char *p, size_t size, unsigned long mode)
{
	struct uffdio_register reg = {
		.range = { (unsigned long)p, size },
		.mode = mode,
	};

	return ioctl(uffd, UFFDIO_REGISTER, &reg);
}

/* Each page that is asked for, late */
static void *serve(void *arg)
{
	struct server *server = arg;
	unsigned char page[PAGE] __attribute__((aligned(4096)));
	struct pollfd poll_it = { server->uffd, POLLIN, 0 };
	struct uffd_msg msg;

	memset(page, server->value, sizeof(page));
	while (!server->stop) {
		struct uffdio_copy copy = { .src = (unsigned long)page, .len = PAGE };

		if (poll(&poll_it, 1, 20) <= 0 ||
		    read(server->uffd, &msg, sizeof(msg)) != (ssize_t)sizeof(msg))
			continue;
		copy.dst = msg.arg.pagefault.address & ~(PAGE - 1);
		nap(server->delay);
		if (ioctl(server->uffd, UFFDIO_COPY, &copy) && errno != EEXIST)
			wrong("UFFDIO_COPY failed", errno, copy.dst);
	}
	return NULL;
}

/* What is written is not there before somebody has served it */
enum outcome uffd_source(const struct kind *kind)
{
	struct server server = { .value = any(256) };
	char *p = arena() + 4 * PMD, name[32];
	unsigned char buf[PAGES * PAGE];
	size_t i, len = PAGE + any((PAGES - 2) * PAGE);
	off_t at = any(PMD - PAGES * PAGE);
	pthread_t thread;
	ssize_t wrote;
	int fd;

	(void)kind;
	server.delay = any(4) ? any(20) : any(300);
	snprintf(name, sizeof(name), "uffd-%d", worker_number());
	fd = open_file(name, PMD);
	server.uffd = new_uffd(0);
	if (fd < 0 || server.uffd < 0 ||
	    mmap(p, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_FIXED, -1, 0) != p ||
	    watch(server.uffd, p, PAGES * PAGE, UFFDIO_REGISTER_MODE_MISSING) ||
	    pthread_create(&thread, NULL, serve, &server))
		return REFUSED;
	wrote = pwrite(fd, p + any(PAGE), len, at);
	server.stop = true;
	pthread_join(thread, NULL);
	close(server.uffd);
	if (wrote <= 0 || pread(fd, buf, wrote, at) != wrote)
		return REFUSED;
	for (i = 0; i < (size_t)wrote; i++)
		if (buf[i] != server.value)
			wrong("not written as served", buf[i], server.value);
	return DONE;
}

/*
 * Pages that are written to again are noted, by nobody who would have to answer.
 * Not of device-dax: what it maps by PMDs cannot be mapped by PTEs, but is then.
 */
enum outcome uffd_protect(const struct kind *kind)
{
	struct uffdio_writeprotect protect = { .mode = UFFDIO_WRITEPROTECT_MODE_WP };
	int i, fd, uffd = new_uffd(UFFD_FEATURE_WP_ASYNC | UFFD_FEATURE_WP_UNPOPULATED);
	char *p = map_target(kind, &fd, PMD);

	if (!p || uffd < 0 || watch(uffd, p, PMD, UFFDIO_REGISTER_MODE_WP))
		return REFUSED;
	touch(p, PMD, 6);
	for (i = 0; i < 6; i++) {
		protect.range.start = (unsigned long)p + any(256) * PAGE;
		protect.range.len = (1 + any(255)) * PAGE;
		if (ioctl(uffd, UFFDIO_WRITEPROTECT, &protect))
			return REFUSED;
		touch(p, PMD, 6);
	}
	return DONE;
}
