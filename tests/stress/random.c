// SPDX-License-Identifier: GPL-2.0
/* What is done next, and time. */
#include "stress.h"

static __thread unsigned int state;

void sow(unsigned int seed)
{
	state = seed;
}

unsigned int any(unsigned int below)
{
	return rand_r(&state) % below;
}

/* As from a pack of cards that is shuffled when it is used up: each gets its turn */
const struct kind *pick(void)
{
	static unsigned char pack[1024];
	static unsigned int left, size;
	unsigned int i, n;

	if (!size) {
		for (i = 0; i < (unsigned int)nr_kinds; i++)
			for (n = 0; n < kinds[i].weight && size < sizeof(pack); n++)
				pack[size++] = i;
	}
	if (!left)
		left = size;
	i = any(left--);
	n = pack[i];
	pack[i] = pack[left];
	pack[left] = n;
	return &kinds[n];
}

void nap(unsigned int ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	nanosleep(&t, NULL);
}

unsigned long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

time_t now(void)
{
	return now_ms() / 1000;
}
