// SPDX-License-Identifier: GPL-2.0
/* What a cycle opens and maps, and how all of that is given back. */
#include "stress.h"
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>

static char *small, *big;
static bool big_used;

static char *aligned(size_t size, size_t align)
{
	char *p = mmap(NULL, size + align, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return (char *)(((unsigned long)p + align - 1) & ~(align - 1));
}

/* Before there are workers, so that one knows where the others map things */
void reserve(void)
{
	small = aligned(ARENA_SIZE, PMD);
	big = aligned(BIG_SIZE, GIG);
}

char *arena(void)
{
	return small;
}

char *big_arena(void)
{
	big_used = true;
	return big;
}

static void empty(char *p, size_t size)
{
	if (mmap(p, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS |
		 MAP_NORESERVE | MAP_FIXED, -1, 0) != p)
		wrong("the arena cannot be unmapped", errno, 0);
}

/* Everything that a cycle maps is there, so this unmaps it whatever it was */
void unmap_arena(void)
{
	empty(small, ARENA_SIZE);
	if (big_used)
		empty(big, BIG_SIZE);
	big_used = false;
}

static int give_size(int fd, size_t size)
{
	struct fsxattr attr;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) || st.st_size)
		return fd;
	/* PMDs want 2 MiB in one piece, which ext4 does by itself */
	if (!ioctl(fd, FS_IOC_FSGETXATTR, &attr)) {
		attr.fsx_xflags |= FS_XFLAG_EXTSIZE;
		attr.fsx_extsize = PMD;
		ioctl(fd, FS_IOC_FSSETXATTR, &attr);
	}
	/* Blocks now, or when it is written to */
	if (any(2) ? fallocate(fd, 0, 0, size) : ftruncate(fd, size)) {
		close(fd);
		return -1;
	}
	return fd;
}

int open_file(const char *name, size_t size)
{
	char path[64];

	uses(FS);
	snprintf(path, sizeof(path), "/tmp/gate/fs/%s", name);
	return give_size(open(path, O_RDWR | O_CREAT, 0600), size);
}

/*
 * The gates are symbolic links, which are not there while a device is not used.
 * Of the second file system, the device is the one that else is device-dax.
 */
int open_target(const struct kind *kind, int flags)
{
	static const char * const gates[] = {
		[DAX] = "/tmp/gate/dax",
		[GIGA] = "/tmp/gate/gig",
		[HMM_PRIVATE] = "/tmp/gate/hmm-private",
		[HMM_COHERENT] = "/tmp/gate/hmm-coherent",
	};
	unsigned int file = any(FILES);
	bool second = !any(3);
	char path[64];

	if (kind->target != FS) {
		uses(kind->target);
		return open(gates[kind->target], O_RDWR | flags);
	}
	/* What shortens a file does that to one of the first few */
	if (kind->run == truncate_it)
		file %= SHORT_FILES;
	if (file < SHORT_FILES)
		uses_short_file();
	uses(second ? DAX : FS);
	snprintf(path, sizeof(path), "/tmp/gate/%s/%u", second ? "fs2" : "fs", file);
	return give_size(open(path, O_RDWR | O_CREAT | flags, 0600), FILE_SIZE);
}

char *map_at(char *p, int fd, size_t size)
{
	p = mmap(p, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, fd, 0);
	return p == MAP_FAILED ? NULL : p;
}

/* NULL: there is nothing to map */
char *map_target(const struct kind *kind, int *fd, size_t size)
{
	int flags = MAP_FIXED | (kind->how & PRIVATE ? MAP_PRIVATE : MAP_SHARED);
	char *p = small + (kind->how & BY_PTE ? PAGE : 0);
	off_t offset = kind->target == DAX ? any(16) * PMD : 0;

	if (kind->how & SYNC)
		flags = MAP_FIXED | MAP_SHARED_VALIDATE | MAP_SYNC;
	*fd = open_target(kind, 0);
	if (*fd < 0)
		return NULL;
	p = mmap(p, size, PROT_READ | PROT_WRITE, flags, *fd, offset);
	return p == MAP_FAILED ? NULL : p;
}

void touch(char *p, size_t size, int times)
{
	while (times--) {
		volatile char *at = p + any(size);

		if (any(3))
			*at = times;
		else
			(void)*at;
	}
}
