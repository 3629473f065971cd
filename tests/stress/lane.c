// SPDX-License-Identifier: GPL-2.0
/* Lanes: what is known of a file that is opened, and what must be found out. */
#include "lane.h"
#include <err.h>
#include <sys/stat.h>

static struct state *states;

void lanes_set_up(void)
{
	states = mmap(NULL, LANES * LANE_FILES * sizeof(*states), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (states == MAP_FAILED)
		err(1, "lanes");
}

int write_lanes(const char *dir)
{
	char path[256], *zero = calloc(1, FILE_SIZE);
	int n, fd;

	for (n = 0; n < LANE_FILES; n++) {
		snprintf(path, sizeof(path), "%s/lane-%d", dir, n);
		fd = open(path, O_RDWR | O_CREAT, 0600);
		if (fd < 0 || write(fd, zero, FILE_SIZE) != (ssize_t)FILE_SIZE || fsync(fd))
			err(1, "%s", path);
		close(fd);
	}
	return 0;
}

/* After the device has been away, or a store that may have failed, take what is there */
static bool settle(struct lane *lane, unsigned long away)
{
	struct state *s = lane->state;
	unsigned char *buf = mmap(NULL, FILE_SIZE, PROT_READ | PROT_WRITE,
				  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t i;
	bool ok = buf != MAP_FAILED &&
		  pread(lane->fd, buf, FILE_SIZE, 0) == (ssize_t)FILE_SIZE;

	for (i = 0; ok && i < CELLS; i++) {
		unsigned char got = buf[lane_offset(lane, i)], from = s->now[i], to = s->now[i];

		if (away != s->away)
			from = s->synced[i];
		if (s->pending == (long)i)
			to++;
		if ((unsigned char)(got - from) > (unsigned char)(to - from))
			wrong("a byte was lost", lane_offset(lane, i), from << 16 | to << 8 | got);
		s->now[i] = got;
		if (away != s->away)
			s->synced[i] = got;
	}
	if (buf != MAP_FAILED)
		munmap(buf, FILE_SIZE);
	if (!ok)
		return false;
	s->away = away;
	s->pending = -1;
	return true;
}

bool lane_open(struct lane *lane, int thread)
{
	unsigned long away = removals(FS);
	int file = any(LANE_FILES);
	char path[64];
	struct state *s;
	struct stat st;

	lane->number = worker_number() * 2 + thread;
	lane->p = NULL;
	lane->state = s = &states[lane->number * LANE_FILES + file];
	snprintf(path, sizeof(path), "/tmp/gate/fs/lane-%d", file);
	uses(FS);
	lane->fd = open(path, O_RDWR);
	/* Nothing is unmounted while that is open: the counts are of this file system */
	if (lane->fd < 0 || away % 2 || removals(FS) != away || stat("/tmp/gone/made", &st))
		return false;
	if (s->made != (unsigned long)st.st_size) {
		memset(s, 0, sizeof(*s));
		s->made = st.st_size;
		s->away = away;
		s->pending = -1;
	}
	return (s->away == away && s->pending < 0 && any(16)) || settle(lane, away);
}
