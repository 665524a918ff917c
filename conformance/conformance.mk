# The runner, the kernel with TIPC, their tests, and the goals that run the tables.

runner_c = $(wildcard conformance/src/*/*.c) $(wildcard reports/*.c)
runner_test_c = $(wildcard conformance/test/*.c)
tables = $(wildcard conformance/tables/*.json)
main_o = $(BUILD)/obj/conformance/src/commands/main.o
runner_o = $(filter-out $(main_o),$(call objects,$(runner_c)))

# The runner's libraries; expanded when a recipe runs, so that `make deps check` finds them.
libs = jansson libuv libxml-2.0 libmnl libseccomp zlib
lib_cflags = $(shell pkg-config --cflags $(libs))
lib_ldflags = $(shell pkg-config --libs $(libs)) -lcunit -lpthread

# The include paths are the layering: the runner sees no header of the library.
$(BUILD)/obj/conformance/src/%.o $(BUILD)/tidy/conformance/src/%.ok: includes = -Iconformance/src -Ireports -I$(BUILD)/gen $(lib_cflags)
$(BUILD)/obj/conformance/src/base/version.o $(BUILD)/tidy/conformance/src/base/version.ok: includes += -DPLUMB_VERSION='"$(version)"'
$(BUILD)/obj/conformance/test/%.o $(BUILD)/tidy/conformance/test/%.ok: includes = -Iconformance/src -Iconformance/uml -Ireports $(lib_cflags)
$(BUILD)/obj/conformance/uml/%.o: includes = -Iconformance/test

# Every constant that the platform's headers define, by the forms of the documents: a list of
# { "NAME", NAME }, so that nobody types a number. The runner's list is its own.
$(BUILD)/gen/c_values.inc: conformance/src/values/c_names.awk conformance/src/values/c_headers.h | $(after_deps)
	@mkdir -p $(@D)
	$(call say,GEN)$(CC) -E -dD -D_GNU_SOURCE $(CPPFLAGS) conformance/src/values/c_headers.h | LC_ALL=C awk -f conformance/src/values/c_names.awk > $@

$(call objects,conformance/src/values/cvalue.c): $(BUILD)/gen/c_values.inc

$(BUILD)/plumbline: $(main_o) $(runner_o)
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(lib_ldflags)

# Static, and never sanitized: its kernel has no libraries.
$(BUILD)/uml-init: conformance/uml/init.c | $(after_deps)
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(filter-out $(sanitize),$(c_flags)) -O2 -static -o $@ $<

# Never sanitized: user-mode-linux loads it.
uml = $(BUILD)/uml-init $(BUILD)/uml-watch $(BUILD)/uml-preload.so
$(BUILD)/uml-preload.so: conformance/uml/preload.c conformance/uml/xstate.c conformance/uml/xstate.h | $(after_deps)
$(BUILD)/wide-kernel.so: fixtures/uml/wide_kernel.c | $(after_deps)
$(BUILD)/uml-preload.so $(BUILD)/wide-kernel.so:
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(filter-out $(sanitize) -MMD -MP,$(c_flags)) -O2 -fPIC -shared -o $@ $(filter %.c,$^) -ldl

$(BUILD)/uml-watch: $(call objects,conformance/uml/watch.c conformance/test/progress.c)
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/test-plumbline: $(call objects,$(runner_test_c) conformance/uml/xstate.c) $(runner_o) \
		| $(uml) $(BUILD)/wide-kernel.so
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(lib_ldflags)

.PHONY: conformance
conformance: all
	$(BUILD)/plumbline run --cunit ref --out $(BUILD)/results

# `make check` compiles JOBS files at a time, runs one part more, as parts also wait, and prints the
# time of each.
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
check_parts = check-runner check-oracle check-library check-symbols check-examples check-repro-c \
	check-clauses check-siblings check-search $(if $(sanitize),,check-abi check-install check-bugs \
	check-charged check-python conformance-tipc)
at_once = $(if $(filter -j%,$(MAKEFLAGS)),,-j$(1))
part = @conformance/test/part.sh $(BUILD)/check.times
bare_part = @conformance/test/part.sh -b $(BUILD)/check.times

.PHONY: check
check: | $(after_deps)
	@$(MAKE) --no-print-directory $(call at_once,$(JOBS)) all $(uml) $(tests) $(examples)
	@rm -f $(BUILD)/check.times
	@status=0; $(MAKE) --no-print-directory -k $(call at_once,$$(($(JOBS) + 1))) $(check_parts) \
		|| status=$$?; echo 'Longest:'; sort -rn $(BUILD)/check.times | head -n 4 | sed 's/^/  /'; exit $$status
	$(BUILD)/plumbline run --cunit ref --out $(BUILD)/results

.PHONY: $(check_parts) check-abi check-install check-bugs check-charged conformance-tipc
# The longest part starts first, and shows its progress.
check-runner: $(BUILD)/test-plumbline
	@conformance/test/part.sh -s -b $(BUILD)/check.times $(BUILD)/test-plumbline
check-library: $(BUILD)/test-pysock
	$(part) $(BUILD)/test-pysock
check-symbols: $(library)
	$(part) $(PYTHON) ref/test/symbols.py $(BUILD)/libpysock.so
check-examples: $(examples)
	$(part) $(PYTHON) ref/examples/check.py $(BUILD)/examples
check-repro-c: all
	$(part) $(PYTHON) ref/repro/test_repro.py $(BUILD) '$(CC)'
check-oracle:
	$(part) $(PYTHON) oracle/test_adapter.py
# Those of the first document; the later ones do not all have rows.
check-clauses: $(BUILD)/plumbline
	$(part) $(BUILD)/plumbline clauses --unproven --python 3.1
# Programs that were built with an earlier libpysock must run with this one.
check-abi: $(BUILD)/libpysock.so
	$(part) conformance/package/check_abi.sh $(BUILD)
check-install: all
	$(part) conformance/test/install_check.sh $(BUILD) '$(CC)'

# The pairs of call, socket, mode, state and flag that no row has.
check-siblings: all
	$(bare_part) $(PYTHON) conformance/test/siblings_test.py $(BUILD)/plumbline

.PHONY: siblings
siblings: all
	@$(BUILD)/plumbline export --out $(BUILD)/siblings.json
	@$(PYTHON) conformance/siblings.py $(BUILD)/siblings.json

# Rows must find the bugs of other implementations: BUGS=NAME... runs only some.
check-bugs: all
	$(bare_part) $(PYTHON) conformance/test/known_bugs.py $(BUILD)/plumbline $(BUGS)
# Of a subject that is wrong in one way the right rows must fail, and no others.
check-charged: all
	$(bare_part) $(PYTHON) conformance/test/charged.py $(BUILD)/plumbline

# Differences that no row covers: docs/search.md. `make check` always uses the same seed and the
# same number of sequences.
search = $(BUILD)/plumbline search --known fixtures/search/ref.txt
.PHONY: search search-bugs check-search
search: all traced
	$(search) --seed $(SEED) --seconds $(SECONDS) --out $(BUILD)/found exec:$(traced)
check-search: all
	$(bare_part) $(search) --seed 1 --unguided --count 2000 --seconds 100000 ref
search-bugs: all
	$(PYTHON) conformance/test/search_bugs.py $(BUILD)/plumbline $(BUGS)

# The rows about TIPC, which needs a kernel of its own: user-mode-linux.
conformance-tipc: all $(uml)
	$(part) conformance/uml/run.sh $(BUILD) $(BUILD)/results-tipc

# Whether a busy machine changes a verdict: RUNS runs beside LOAD busy loops per core.
RUNS ?= 100
LOAD ?= 4
.PHONY: soak
soak: all
	@conformance/test/soak.sh $(BUILD)/plumbline $(RUNS) $(LOAD)

# Every row as a script and as a program of its own, on CPython, on libpysock and on whatever else of
# docs/subjects.md is here (ONLY="gevent musl": on those alone).
.PHONY: check-repro
check-repro: all
	@conformance/test/repro_all.sh $(BUILD) $(CC)

# Whether a wrong libpysock passes: SAMPLE small changes (0: all of them, for a night) of the FILES of
# ref/src and ref/call, chosen by SEED, each played; conformance/mutants/run.py --help says more. Not in
# `make check`, as each takes seconds.
SAMPLE ?= 200
SEED ?= 1
FILES ?= *
MUTANTS_JOBS ?= 2
.PHONY: mutants
mutants: all
	@CC='$(CC)' $(PYTHON) conformance/mutants/run.py $(BUILD) --sample $(SAMPLE) --seed $(SEED) \
		--files '$(FILES)' --jobs $(MUTANTS_JOBS)

# What judges a change that no row finds: the C tests and the adapter, with the sanitizers. The file
# has the options with which a changed source is compiled, and those with which the tests are linked.
sanitized = $(BUILD)/sanitized
.PHONY: sanitized
sanitized:
	@$(MAKE) --no-print-directory BUILD=$(sanitized) sanitize='$(sanitizers)' CFLAGS='-O1 -g' \
		$(sanitized)/test-pysock $(sanitized)/pysock-adapter
	@printf '%s\n' '-O1 -g $(sanitizers)' '$(test_options)' >$(sanitized)/options
