# SPDX-License-Identifier: GPL-2.0
# The verbs. T= says what of it, where there is a choice.
export LINUX BASE POSTING CONFIG TEST_BASE ONLY REV TARGETS DOCS ACCEL JOBS FORCE LIMIT
export SEED MINUTES WORKERS LOOPS ICOUNT TIMES ARGS XFSTESTS NDCTL

.PHONY: help demo check tree series kernel test lint bench ready shell clean
help:
	@cat scripts/help
clean:
	@scripts/clean
demo ready:
	@tests/$@
check:
	@tests/all
kernel:
	@scripts/kernel $(T)
bench:
	@bench/run $(T)
shell:
	@scripts/kernel && tests/programs && lab/initramfs && lab/run -i $(T)

# Of these, each that is in T, or the first one; "make test" has rows of its table, too
of = @rc=0; for t in $(or $(T),$(firstword $(2))); do case " $(2) " in *" $$t "*) $(1)/$$t || rc=$$?;; \
	*) echo "error: make $@ T=$$t: there are $(2)" >&2; rc=2;; esac; done; exit $$rc
tree:
	$(call of,scripts,tree rebase)
series:
	$(call of,scripts,series postings recipients diff)
lint:
	$(call of,lint,delta bisect cross docs)
test:
ifeq ($(T),stress)
	@tests/stress/run
else ifeq ($(T),mutate)
	@tests/mutate
else ifeq ($(T),model)
	@model/run
else
	@tests/run $(T)
endif
