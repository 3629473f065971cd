/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of the guest's stress program share. A kind is one short
 * cycle of use of device memory; workers do kinds at random until told to stop.
 */
#ifndef STRESS_H
#define STRESS_H
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define PAGE		4096UL
#define PMD		(2UL << 20)
#define FILE_SIZE	(2 * PMD)
#define FILES		6
#define MAX_KINDS	48
#define MAX_WORKERS	16

/* Of a kind: done; the device is not there or says no; go and find another one */
enum outcome { DONE, REFUSED };

enum target { FS, DAX, HMM_PRIVATE, HMM_COHERENT, STILL };

/* How a kind maps what it uses */
#define BY_PTE		1	/* misaligned, so that a PMD cannot map it */
#define BY_PMD		2
#define SYNC		4
#define PRIVATE		8

struct kind {
	const char *name;
	enum outcome (*run)(const struct kind *kind);
	enum target target;
	unsigned int how;
	unsigned int weight;	/* how often, against the others */
};
extern const struct kind kinds[];
extern const int nr_kinds;

struct shared {
	volatile int stop;
	volatile int wrong;		/* data that should not be there, and so on */
	unsigned long done[MAX_KINDS], refused[MAX_KINDS], sigbus[MAX_KINDS];
	volatile unsigned long poisoned;
	struct {
		volatile pid_t pid;
		volatile int kind;	/* -1: between two */
		volatile time_t since;
	} worker[MAX_WORKERS];
};
extern struct shared *shared;

/* worker.c */
void work(int number, unsigned int seed);
unsigned int any(unsigned int below);
void nap(unsigned int ms);
char *arena(void);		/* ARENA_SIZE of reserved addresses, on 2 MiB */
#define ARENA_SIZE	(16 * PMD)
void unmap_arena(void);
pid_t spawn(void);		/* a child that ends by itself, also by SIGBUS */
void reap(void);
void wrong(const char *what, unsigned long a, unsigned long b);
int open_target(const struct kind *kind, int flags);
char *map_target(const struct kind *kind, int *fd, size_t size);
void touch(char *p, size_t size, int times);
int worker_number(void);

/* main.c */
time_t now(void);

/* report.c */
void report(time_t begin);
void show_task(pid_t pid);

/* The kinds */
enum outcome fault(const struct kind *), pin_vmsplice(const struct kind *),
	pin_uring(const struct kind *), gup_fast(const struct kind *),
	odirect(const struct kind *), proc_mem(const struct kind *),
	fork_it(const struct kind *), mremap_it(const struct kind *),
	zap_part(const struct kind *), poison(const struct kind *);
enum outcome truncate_it(const struct kind *), punch(const struct kind *),
	reflink(const struct kind *), sync_it(const struct kind *),
	read_write(const struct kind *), recreate(const struct kind *),
	verify(const struct kind *);
enum outcome hmm_migrate(const struct kind *), hmm_fork(const struct kind *),
	hmm_split(const struct kind *), hmm_pin(const struct kind *),
	hmm_exclusive(const struct kind *);

/* Files that are not written to: words of number @i of file @n */
static inline unsigned long still_word(unsigned long n, unsigned long i)
{
	return (n * 0x9e3779b97f4a7c15UL) ^ (i * 0xbf58476d1ce4e5b9UL);
}
#endif
