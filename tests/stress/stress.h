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

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE	23
#endif
#ifndef MADV_COLLAPSE
#define MADV_COLLAPSE		25
#endif
#define PAGE		4096UL
#define PMD		(2UL << 20)
#define GIG		(1UL << 30)
#define FILE_SIZE	(2 * PMD)
#define FILES		6
#define SHORT_FILES	2	/* the first ones, which are truncated */
#define MAX_KINDS	96
#define MAX_WORKERS	8
#define KEEPER		MAX_WORKERS

/* Of a kind: done; the device is not there or says no; go and find another one */
enum outcome { DONE, REFUSED };

enum target { FS, DAX, GIGA, STILL, QUIET, HMM_PRIVATE, HMM_COHERENT, ANY };

/* How a kind maps what it uses */
#define BY_PTE		1	/* misaligned, so that a PMD cannot map it */
#define BY_PMD		2
#define SYNC		4
#define PRIVATE		8
#define POISON		16	/* a SIGBUS is what it asks for */

struct kind {
	const char *name;
	enum outcome (*run)(const struct kind *kind);
	enum target target;
	unsigned int how;
	unsigned int weight;	/* how often, against the others */
};
extern const struct kind kinds[];
extern const int nr_kinds;

/* Mappings that stay, see kept.c */
enum { KEPT_PTE, KEPT_PMD, KEPT_SYNC, KEPT_DAX, KEPT_PUD, NR_KEPT };

struct shared {
	volatile int stop;
	volatile int wrong;		/* data that should not be there, and so on */
	unsigned long done[MAX_KINDS], refused[MAX_KINDS], sigbus[MAX_KINDS];
	unsigned long ms[MAX_KINDS];
	volatile unsigned long poisoned, compared;
	/* No space: odd while a file system is full, and that until when */
	volatile int filling;
	volatile unsigned long fills;
	volatile time_t full_until;
	struct {
		volatile pid_t pid;
		volatile int kind;	/* -1: between two */
		volatile time_t since;
	} worker[MAX_WORKERS + 1];
	unsigned long kept[NR_KEPT], outlived[NR_KEPT];	/* stores, removals */
};
extern struct shared *shared;

/* worker.c */
void work(int number, unsigned int seed);
pid_t spawn(void);		/* a child that ends by itself, also by SIGBUS */
void reap(void);
int worker_number(void);
extern __thread sigjmp_buf env;	/* where SIGBUS goes */
extern __thread bool in_child;

/* random.c */
void sow(unsigned int seed);
unsigned int any(unsigned int below);
const struct kind *pick(void);
void nap(unsigned int ms);
time_t now(void);
unsigned long now_ms(void);

/* bus.c */
void begin_cycle(const struct kind *kind);
void end_cycle(void);
void uses(enum target target);
void uses_short_file(void);
unsigned long removals(enum target target);
void begin_use(enum target target, unsigned long since);
extern bool poisoning, may_segv;
void catch_signals(void);
void wrong(const char *what, unsigned long a, unsigned long b);

/* target.c */
void reserve(void);
char *arena(void);		/* ARENA_SIZE of reserved addresses, on 2 MiB */
char *big_arena(void);		/* BIG_SIZE, on 1 GiB */
#define ARENA_SIZE	(16 * PMD)
#define BIG_SIZE	(4 * GIG)
void unmap_arena(void);
int open_target(const struct kind *kind, int flags);
int open_file(const char *name, size_t size);	/* on the first file system */
char *map_target(const struct kind *kind, int *fd, size_t size);
char *map_at(char *p, int fd, size_t size);
void touch(char *p, size_t size, int times);

/* lane.c, kept.c, still.c, report.c */
void lanes_set_up(void);
void keep(void);
int write_still(const char *dir);
int write_lanes(const char *dir);
void report(time_t begin, bool last);
void show_task(pid_t pid);

/* hmm.c */
char *hmm_prepare(const struct kind *kind, int *fd, size_t size);
size_t hmm_size(const struct kind *kind);
void hmm_check(char *p, size_t from, size_t to);
int hmm_to_device(int fd, char *p, size_t size);
int hmm_to_system(int fd, char *p, size_t size);
int hmm_own(int fd, char *p, size_t size);
extern unsigned long hmm_mark;

typedef enum outcome kind_fn(const struct kind *);
kind_fn fault, fork_it, mremap_it, zap_part, populate, collapse, threads;
kind_fn pin_vmsplice, pin_uring, gup_fast, odirect, proc_mem;
kind_fn giga_fault, giga_mremap, giga_fork, giga_pin;
kind_fn truncate_it, punch, reflink, sync_it, read_write, recreate;
kind_fn poison, verify;
kind_fn lane_store, lane_write, lane_clone, lane_dedupe, lane_unshare, lane_threads;
kind_fn own_shift, own_unshare, own_dedupe;
kind_fn uffd_source, uffd_protect;
kind_fn freeze, fill_up;
kind_fn read_other, read_maps, read_pgmap, read_flags;
kind_fn hmm_migrate, hmm_fork, hmm_split, hmm_pin, hmm_exclusive, hmm_threads,
	hmm_collapse;
#endif
