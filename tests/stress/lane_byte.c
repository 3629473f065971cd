// SPDX-License-Identifier: GPL-2.0
/* Lanes: stores, and looks at what is there. */
#include "lane.h"

size_t lane_page(void)
{
	/* Mostly the same few, as that is where writers meet */
	return any(4) ? any(8) : any(FILE_SIZE / PAGE);
}

bool lane_map(struct lane *lane, const struct kind *kind)
{
	int flags = kind->how & SYNC ? MAP_SHARED_VALIDATE | MAP_SYNC : MAP_SHARED;
	char *p = mmap(arena() + (kind->how & BY_PTE ? PAGE : 0), FILE_SIZE,
		       PROT_READ | PROT_WRITE, flags | MAP_FIXED, lane->fd, 0);

	lane->p = p == MAP_FAILED ? NULL : (unsigned char *)p;
	return lane->p;
}

/* Through the mapping, if there is one */
bool lane_put(struct lane *lane, size_t page, int times)
{
	struct state *s = lane->state;

	while (times--) {
		size_t cell = page * PAGE_CELLS + any(PAGE_CELLS);
		unsigned char next = s->now[cell] + 1;

		if ((unsigned char)(next - s->synced[cell]) > 200)
			continue;
		s->pending = cell;
		if (lane->p)
			*(volatile unsigned char *)(lane->p + lane_offset(lane, cell)) = next;
		else if (pwrite(lane->fd, &next, 1, lane_offset(lane, cell)) != 1)
			return false;
		s->now[cell] = next;
		s->pending = -1;
	}
	return true;
}

static void compare(const struct lane *lane, size_t page, const volatile unsigned char *p)
{
	struct state *s = lane->state;
	size_t i, cell;

	for (i = 0; i < PAGE_CELLS; i++) {
		cell = page * PAGE_CELLS + i;
		if (p[lane_offset(lane, i)] != s->now[cell])
			wrong("a byte is not what was stored", lane_offset(lane, cell),
			      s->now[cell] << 8 | p[lane_offset(lane, i)]);
	}
	__atomic_add_fetch(&shared->compared, PAGE_CELLS, __ATOMIC_RELAXED);
}

/* Of any other file with a copy */
bool lane_check_copy(const struct lane *lane, int fd)
{
	unsigned char buf[PAGE];
	size_t n, page;

	for (n = 0; n < 16; n++) {
		page = lane_page();
		if (pread(fd, buf, PAGE, page * PAGE) != (ssize_t)PAGE)
			return false;
		compare(lane, page, buf);
	}
	return true;
}

bool lane_check(const struct lane *lane, size_t page)
{
	unsigned char buf[PAGE];

	if (lane->p && any(2)) {
		compare(lane, page, lane->p + page * PAGE);
		return true;
	}
	if (pread(lane->fd, buf, PAGE, page * PAGE) != (ssize_t)PAGE)
		return false;
	compare(lane, page, buf);
	return true;
}

bool lane_sync(struct lane *lane)
{
	if (fsync(lane->fd))
		return false;
	memcpy(lane->state->synced, lane->state->now, CELLS);
	return true;
}

/* Stores to a few pages, a look at these and others */
bool lane_pass(struct lane *lane, int pages)
{
	size_t page;

	while (pages--) {
		page = lane_page();
		if (!lane_put(lane, page, 1 + any(16)) || !lane_check(lane, page) ||
		    !lane_check(lane, lane_page()))
			return false;
		if (lane->p && !any(8))
			madvise(lane->p + page * PAGE, PAGE, MADV_DONTNEED);
	}
	return true;
}
