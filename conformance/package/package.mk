# What others get: manual pages, completions, the installed tree, archives and Debian's packages.

package = conformance/package
LIBDIR ?= $(PREFIX)/lib

.PHONY: manual
manual: $(BUILD)/man/made $(BUILD)/completion/made

manual_py = $(package)/helptext.py $(package)/mdoc.py $(package)/markdown.py $(package)/headers.py

$(BUILD)/man/made: $(BUILD)/plumbline $(package)/manual.py $(manual_py) docs/tables.md docs/protocol.md \
		$(wildcard ref/include/*.h)
	@rm -rf $(@D)
	$(call say,GEN)$(PYTHON) $(package)/manual.py $(BUILD)/plumbline $(@D)
	@touch $@

$(BUILD)/completion/made: $(BUILD)/plumbline $(package)/completion.py $(package)/helptext.py
	@rm -rf $(@D)
	$(call say,GEN)$(PYTHON) $(package)/completion.py $(BUILD)/plumbline $(@D)
	@touch $@

lint-manual: manual
	@$(PYTHON) $(package)/lint_manual.py $(BUILD)/man
	@shellcheck -s bash $(BUILD)/completion/plumbline.bash

# --- install ----------------------------------------------------------------------------------

# $(call place,DIRECTORY,FILES): data, where the runner or its user looks for it.
place = install -d $(DESTDIR)$(1) && install -m 644 $(2) $(DESTDIR)$(1)
share = $(PREFIX)/share

.PHONY: install install-runner install-library install-doc
install: install-runner install-library install-doc

install-runner: all manual
	install -d $(DESTDIR)$(PREFIX)/bin
	install $(programs) $(DESTDIR)$(PREFIX)/bin
	$(call place,$(share)/plumbline/conformance/tables,$(tables))
	$(call place,$(share)/plumbline/conformance/schema,$(wildcard conformance/schema/*.json))
	$(call place,$(share)/plumbline/oracle,oracle/adapter.py oracle/beside.py oracle/helpers.py \
		oracle/system.py oracle/values.py)
	$(call place,$(share)/plumbline/ref/repro,$(filter-out %/test_repro.py,$(wildcard ref/repro/*.py)))
	$(call place,$(share)/plumbline/docs,docs/clauses.json)
	$(call place,$(share)/plumbline/fixtures/baselines,$(wildcard fixtures/baselines/*.txt))
	find fixtures/lab -type f -exec install -Dm 644 {} $(DESTDIR)$(share)/plumbline/{} \;
	for n in 1 5 7; do $(call place,$(share)/man/man$$n,$(BUILD)/man/man$$n/*) || exit; done
	$(call place,$(share)/bash-completion/completions,$(BUILD)/completion/plumbline.bash)
	mv $(DESTDIR)$(share)/bash-completion/completions/plumbline.bash \
		$(DESTDIR)$(share)/bash-completion/completions/plumbline
	$(call place,$(share)/zsh/vendor-completions,$(BUILD)/completion/_plumbline)
	$(call place,$(share)/fish/vendor_completions.d,$(BUILD)/completion/plumbline.fish)

install-library: all manual
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig
	install $(BUILD)/libpysock.so $(DESTDIR)$(LIBDIR)/$(soname)
	ln -sf $(soname) $(DESTDIR)$(LIBDIR)/libpysock.so
	install -m 644 $(BUILD)/libpysock.a $(BUILD)/libpysock-call.a $(DESTDIR)$(LIBDIR)
	$(call place,$(PREFIX)/include,ref/include/*.h)
	sed 's,@prefix@,$(PREFIX),; s,@libdir@,$(patsubst $(PREFIX)/%,$${prefix}/%,$(LIBDIR)),; s,@version@,$(call pysock_number,VERSION),' \
		ref/libpysock.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/libpysock.pc
	$(call place,$(share)/man/man3,$(BUILD)/man/man3/*)

install-doc:
	$(call place,$(share)/doc/plumbline,LICENSE README.md CHANGELOG.md)
	$(call place,$(share)/doc/plumbline/docs,$(wildcard docs/*.md))

# --- archives and packages --------------------------------------------------------------------

packages_deb = debhelper dh-python dpkg-dev fakeroot lintian libpython3-dev
packages_check-deb = $(packages_deb) debootstrap autopkgtest
packages_check-ci = debootstrap

.PHONY: dist deb check-deb check-ci
dist: $(BUILD)/plumbline
	@$(package)/dist.sh $(BUILD) $(version)

deb: dist
	@$(package)/deb.sh $(BUILD) $(version)

# In a bare Debian of each release nothing but the packages is there.
RELEASES ?= bookworm trixie
check-deb: dist
	@$(package)/check_deb.sh $(BUILD) $(version) $(RELEASES)

# What a continuous integration does, step by step in a bare Debian, on a toy module with a bug.
check-ci: dist
	@$(package)/check_ci.sh $(BUILD) $(version)

lint-package:
	@shellcheck -x -P SCRIPTDIR $(package)/*.sh $(package)/ci/*.sh $(filter-out %/control,$(wildcard $(package)/debian/tests/*))
	@yamllint --strict $(package)/ci/*.yml
