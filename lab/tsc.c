// SPDX-License-Identifier: GPL-2.0
/*
 * tsc: the frequency of this machine's TSC in kHz, which is that of a guest's under TCG.
 * On a busy host the guest cannot find it out: it has been wrong by a factor of 40,
 * and so were all of the guest's clocks. Prints nothing if there is no TSC.
 */
#include <stdio.h>
#include <time.h>
#if defined(__x86_64__) || defined(__i386__)
#include <x86intrin.h>

struct sample {
	unsigned long long tsc, ns;
};

/* Both clocks at one moment: of many tries the one that was interrupted least */
static struct sample sample(void)
{
	unsigned long long least = ~0ULL;
	struct sample s = { 0 };

	for (int i = 0; i < 1000; i++) {
		struct timespec t;
		unsigned long long before = __rdtsc(), after;

		clock_gettime(CLOCK_MONOTONIC, &t);
		after = __rdtsc();
		if (after - before >= least)
			continue;
		least = after - before;
		s.tsc = before + least / 2;
		s.ns = t.tv_sec * 1000000000ULL + t.tv_nsec;
	}
	return s;
}

int main(void)
{
	struct timespec wait = { .tv_nsec = 50000000 };
	struct sample a = sample(), b;

	nanosleep(&wait, NULL);
	b = sample();
	printf("%llu\n", (b.tsc - a.tsc) * 1000000 / (b.ns - a.ns));
	return 0;
}
#else
int main(void)
{
	return 0;
}
#endif
