# SPDX-License-Identifier: GPL-2.0
# The verbs. Each is a script of the same name in scripts/.
LINUX ?=
BASE ?=
CONFIG ?= test
export LINUX BASE CONFIG
export ACCEL JOBS TEST_BASE FORCE TARGETS POSTING REV
export SEED MINUTES WORKERS LOOPS ICOUNT

.PHONY: help deps demo check tree rebase series postings recipients kernel kunit kselftest lint bisect cross mutate \
	compare model bench stress docs ready diff shell clean
help:
	@echo 'make demo       see it: base and series side by side, everything set up on the way'
	@echo 'make check      all of what CI runs; README.md lists what it leaves out'
	@echo 'make deps       install the Debian packages that are needed'
	@echo 'make tree       the series as git commits in build/linux'
	@echo 'make series     the commits of build/linux back into patches/, a directory for each posting'
	@echo 'make postings   does each apply, and compile, on what it needs alone? As a table'
	@echo 'make recipients to whom each posting goes'
	@echo 'make rebase     how each patch applies to BASE= or LINUX=, and the lines that conflict'
	@echo 'make kernel     build a kernel: CONFIG=test|debug|bench'
	@echo 'make kunit      boot it with our KUnit suite'
	@echo 'make kselftest  boot it with the selftests, on emulated NVDIMMs'
	@echo 'make lint       checkpatch, sparse, W=1, kernel-doc: nothing new'
	@echo 'make bisect     compile what each patch touches, patch by patch'
	@echo 'make cross      compile that for other architectures, compilers, options: TARGETS=...'
	@echo 'make mutate     break the core on purpose, see that KUnit notices: about half an hour'
	@echo 'make compare    the reproducers on base and series, as a table'
	@echo 'make model      check the model of the protocol and its mutations, with spin'
	@echo 'make stress     try to break it: SEED=N MINUTES=N CONFIG=debug|kcsan|test'
	@echo 'make bench      what it costs: base and series, as a table and a plot'
	@echo 'make shell      an interactive guest (Ctrl-A x ends it)'
	@echo 'make docs       htmldocs of DOCS=mm: no new warning'
	@echo 'make ready      could it be posted? every gate with its figure, and what is left to do'
	@echo 'make diff       range-diff of the series since the last tag, or since REV='
	@echo 'make clean      remove build/ but for downloaded packages; asks for FORCE=1 if commits would be lost'
	@echo
	@echo 'LINUX=DIR|TAR   a kernel tree of your own (only read)   BASE=7.2   another series'
	@echo 'TEST_BASE=1     the unpatched kernel                     ACCEL=kvm|tcg  JOBS=N'
	@echo 'POSTING=NAME    one posting of patches/series, on base and what it needs alone'

check:
	@scripts/all
kernel:
	@scripts/kernel
tree rebase series postings recipients deps demo kunit kselftest lint bisect cross mutate compare model bench stress docs ready diff:
	@scripts/$@
# Data that is silently wrong is no use to it
ifeq ($(origin CONFIG),file)
stress: CONFIG := debug
endif
shell:
	@scripts/kernel && vm/initramfs && vm/run -i
clean:
	@scripts/clean
