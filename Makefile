# SPDX-License-Identifier: GPL-2.0
# The verbs. T= says what of it, where there is a choice.
export LINUX BASE POSTING CONFIG TEST_BASE ONLY REV TARGETS DOCS ACCEL JOBS FORCE LIMIT
export SEED MINUTES WORKERS LOOPS ICOUNT TIMES ARGS

.PHONY: help demo check tree series kernel test lint bench ready shell clean
help:
	@cat scripts/help
demo ready clean:
	@scripts/$@
check:
	@scripts/all
kernel:
	@scripts/kernel $(T)
bench:
	@scripts/bench $(T)
shell:
	@scripts/kernel && vm/initramfs && vm/run -i $(T)

# Of these, each that is in T, or the first one; "make test" has rows of its table, too
of = @rc=0; for t in $(or $(T),$(firstword $(1))); do case " $(1) " in *" $$t "*) scripts/$$t || rc=$$?;; \
	*) echo "error: make $@ T=$$t: of $(1)" >&2; rc=2;; esac; done; exit $$rc
tree:
	$(call of,tree rebase)
series:
	$(call of,series postings recipients diff)
lint:
	$(call of,lint bisect cross docs model mutate)
test:
ifeq ($(T),stress)
	@scripts/stress
else
	@tests/run $(T)
endif
