# The report page, which is compiled into the runner, and the goals that use results.

$(BUILD)/obj/reports/%.o $(BUILD)/tidy/reports/%.ok: includes = -Iconformance/src -Ireports -I$(BUILD)/gen $(lib_cflags)

# The script of the report page: its parts in one function, so that no name is global.
page_js = $(patsubst %,reports/page/%.js,state dom data address causes terms find areas head cards table script row clauses trend actions filters main)
$(BUILD)/gen/page.js: $(page_js) | $(after_deps)
	@mkdir -p $(@D)
	$(call say,GEN){ echo "'use strict'; (async function () {" && cat $^ && echo '}());'; } > $@

# The parts of the report page, as lists of bytes.
vpath page.% reports/page $(BUILD)/gen
$(BUILD)/gen/page.%.inc: page.% | $(after_deps)
	@mkdir -p $(@D)
	$(call say,GEN)od -An -v -tu1 $< | sed 's/\([0-9][0-9]*\)/\1,/g' > $@

$(call objects,reports/report_assets.c): $(patsubst %,$(BUILD)/gen/page.%.inc,html css js)

.PHONY: reports
reports: all
	@mkdir -p $(BUILD)
	@reports/all.sh $(BUILD)

# From the results of `make reports`.
.PHONY: figures screenshots
figures:
	@$(PYTHON) .ci/figures.py README.md $(sort $(wildcard $(BUILD)/reports/*/results.jsonl))

screenshots:
	@$(PYTHON) conformance/test/page_screenshots.py $(BUILD)/reports/index.html docs

# With the results of `make reports`, if there are any.
.PHONY: deviations
deviations: $(BUILD)/plumbline
	@mkdir -p $(BUILD)/reports
	@$(BUILD)/plumbline report --format deviations --out $(BUILD)/reports/deviations.html \
		$(patsubst %,--baseline %,$(sort $(filter-out %/test_socket.txt,$(wildcard fixtures/baselines/*.txt)))) \
		$(wildcard $(BUILD)/reports/*/results.jsonl)
	@echo $(BUILD)/reports/deviations.html

# Not in `make check`, which must not need a browser. 77: no browser is installed.
.PHONY: check-page
check-page: $(BUILD)/plumbline $(if $(shell command -v npm),$(BUILD)/axe)
	@$(PYTHON) conformance/test/report_page.py $(BUILD)/plumbline $(BUILD)/page \
		$(if $(shell command -v npm),$(BUILD)/axe/node_modules/axe-core/axe.js) || test $$? = 77

# The tool that checks the page's accessibility.
$(BUILD)/axe: conformance/test/axe/package.json
	@rm -rf $@ $@.new && mkdir -p $@.new && cp $< $@.new
	cd $@.new && npm install --loglevel=error --no-audit --no-fund --no-package-lock
	@mv $@.new $@

# What the tests and the tables reach together of libpysock and of the runner, and which clauses have
# rows. Whether all of them pass is said by other targets. docs/coverage.md says why what is left is.
# You may set COVERAGE_MIN, the lowest permitted figures.
coverage = $(BUILD)/coverage
lcov = lcov --quiet --rc lcov_branch_coverage=1
COVERAGE_MIN ?= --min-lines 98 --min-branches 90 --min-clauses 100
.PHONY: coverage
coverage:
	$(MAKE) BUILD=$(coverage) CFLAGS='-O0 -g --coverage' $(coverage)/test-pysock \
		$(coverage)/test-plumbline $(coverage)/pysock-adapter $(coverage)/plumbline
	find $(coverage) -name '*.gcda' -delete
	$(coverage)/test-pysock
	-$(coverage)/test-plumbline
	-$(coverage)/plumbline run ref --standard both --out $(coverage)/results
	$(coverage)/plumbline clauses >$(coverage)/clauses.txt || test $$? = 1
	$(lcov) --capture $(patsubst %,--directory $(coverage)/obj/%,ref/src ref/call conformance/src reports) --output-file $(coverage)/all.info
	$(lcov) --extract $(coverage)/all.info '$(CURDIR)/ref/src/*' '$(CURDIR)/ref/call/*' \
		--output-file $(coverage)/libpysock.info
	$(lcov) --extract $(coverage)/all.info '$(CURDIR)/conformance/src/*' '$(CURDIR)/reports/*' \
		--output-file $(coverage)/runner.info
	genhtml --quiet --branch-coverage --legend --title 'libpysock and the runner' --prefix '$(CURDIR)' \
		--output-directory $(coverage) $(coverage)/libpysock.info $(coverage)/runner.info
	@$(PYTHON) reports/coverage_gate.py --name $(COVERAGE_MIN) --out $(coverage)/figures.json \
		--clauses $(coverage)/clauses.txt --runner $(coverage)/runner.info $(coverage)/libpysock.info
