# The binding of libpysock for CPython 3.8 and later; PYTHON is its interpreter.

python_c = $(wildcard ref/python/*.c)
python_o = $(call objects,$(python_c))

# Asked when a recipe runs, so that nothing else needs the interpreter's headers.
python_is = $(shell $(PYTHON) -c 'import sys, sysconfig; print(sysconfig.$(1))')
python_include = $(call python_is,get_paths()["include"])
python_suffix = $(call python_is,get_config_var("EXT_SUFFIX"))

.PHONY: python FORCE
python: $(BUILD)/python/made

# The objects fit one interpreter; another one needs new ones.
$(BUILD)/python/for: FORCE
	@mkdir -p $(@D)
	@test -f $(python_include)/Python.h || \
		{ echo '$(PYTHON) has no Python.h: install its headers (Debian: python3-dev)'; exit 1; }
	@echo '$(python_include) $(python_suffix)' | cmp -s - $@ || \
		echo '$(python_include) $(python_suffix)' >$@

# Other people's headers are not held to our warnings.
$(python_o): includes = -Iref/include -isystem $(python_include) -fPIC -fvisibility=hidden
$(python_o): $(BUILD)/python/for

# The extension does not export the names of libpysock.
$(BUILD)/python/made: $(python_o) $(BUILD)/libpysock.a ref/python/pysock.py ref/python/sitecustomize.py
	@rm -rf $(BUILD)/python/pysock && mkdir -p $(BUILD)/python/pysock
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL \
		-o $(BUILD)/python/pysock/_socket$(python_suffix) $(python_o) $(BUILD)/libpysock.a
	@cp ref/python/pysock.py $(BUILD)/python/pysock/__init__.py
	@cp ref/python/sitecustomize.py $(BUILD)/python/pysock/
	@touch $@

# A part of `make check`; skipped without the interpreter's headers.
.PHONY: check-python
check-python: $(BUILD)/libpysock.a
	@if test -f $(python_include)/Python.h; then \
		$(MAKE) --no-print-directory python && conformance/test/part.sh $(BUILD)/check.times \
			$(PYTHON) ref/python/test_binding.py $(BUILD)/python README.md; \
	else echo 'check-python: skipped, as $(PYTHON) has no Python.h (Debian: python3-dev)'; fi

# The files of CPython 3.8 to 3.13 whose tests use sockets; each version has most of them.
cpython_tests = test_socket test_asynchat test_asyncio test_asyncore test_audit test_docxmlrpc \
	test_epoll test_exception_hierarchy test_ftplib test_http_cookiejar test_httplib \
	test_httpservers test_imaplib test_largefile test_logging test_mailbox test_nntplib test_os \
	test_poll test_poplib test_pty test_robotparser test_select test_selectors test_signal \
	test_smtpd test_smtplib test_smtpnet test_socketserver test_ssl test_stat test_support \
	test_telnetlib test_timeout test_urllib test_urllib2 test_urllib2_localnet test_urllib2net \
	test_urllib_response test_urllibnet test_wsgiref test_xmlrpc test_xmlrpc_net

# The interpreter's own tests on both sides: TESTS="test_socket test_asyncio.test_events" names the
# files, TESTS=all all of them. PRELOAD names the library of a sanitizer that the binding was built
# with: libasan.so.
TESTS ?= test_socket
.PHONY: check-cpython
# CPython leaks memory by itself, and its tests ask for too much of it on purpose.
check-cpython: export ASAN_OPTIONS = detect_leaks=0:allocator_may_return_null=1
check-cpython: python
	@$(PYTHON) -c 'import test.test_socket' 2>/dev/null || \
		{ echo '$(PYTHON) has no test.test_socket (Debian: libpython3.*-testsuite)'; exit 1; }
	@$(PYTHON) ref/python/check_cpython.py --baseline fixtures/baselines/test_socket.txt \
		$(if $(PRELOAD),--preload $(shell $(CC) -print-file-name=$(PRELOAD))) \
		$(BUILD)/python/pysock $(patsubst %,test.%,$(TESTS:all=$(cpython_tests)))
