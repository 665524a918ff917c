# The binding of libpysock for CPython 3.8 and later; PYTHON is the interpreter it is made for.

python_c = $(wildcard ref/python/*.c)
python_o = $(call objects,$(python_c))

# Asked when a recipe runs, so that nothing else needs the interpreter's headers.
python_is = $(shell $(PYTHON) -c 'import sys, sysconfig; print(sysconfig.$(1))')
python_include = $(call python_is,get_paths()["include"])
python_suffix = $(call python_is,get_config_var("EXT_SUFFIX"))

.PHONY: python FORCE
python: $(BUILD)/python/made

# The objects are of one interpreter: another one makes them again.
$(BUILD)/python/for: FORCE
	@mkdir -p $(@D)
	@test -f $(python_include)/Python.h || \
		{ echo '$(PYTHON) has no Python.h: install its headers (Debian: python3-dev)'; exit 1; }
	@echo '$(python_include) $(python_suffix)' | cmp -s - $@ || \
		echo '$(python_include) $(python_suffix)' >$@

# Other people's headers are not held to our warnings.
$(python_o): includes = -Iref/include -isystem $(python_include) -fPIC -fvisibility=hidden
$(python_o): $(BUILD)/python/for

# What the extension takes of libpysock stays its own.
$(BUILD)/python/made: $(python_o) $(BUILD)/libpysock.a ref/python/pysock.py ref/python/sitecustomize.py
	@rm -rf $(BUILD)/python/pysock && mkdir -p $(BUILD)/python/pysock
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -shared -Wl,--exclude-libs,ALL \
		-o $(BUILD)/python/pysock/_socket$(python_suffix) $(python_o) $(BUILD)/libpysock.a
	@cp ref/python/pysock.py $(BUILD)/python/pysock/__init__.py
	@cp ref/python/sitecustomize.py $(BUILD)/python/pysock/
	@touch $@

# A part of `make check`, which may have no headers of the interpreter.
.PHONY: check-python
check-python: $(BUILD)/libpysock.a
	@if test -f $(python_include)/Python.h; then \
		$(MAKE) --no-print-directory python && conformance/test/part.sh $(BUILD)/check.times \
			$(PYTHON) ref/python/test_binding.py $(BUILD)/python README.md; \
	else echo 'check-python: skipped, as $(PYTHON) has no Python.h (Debian: python3-dev)'; fi

# The interpreter's own tests on both sides: TESTS="test_socket test_asyncio.test_events" names the
# files. PRELOAD names the library of a sanitizer that the binding was built with: libasan.so.
TESTS ?= test_socket
.PHONY: check-cpython
# The interpreter leaves memory behind, and asks for too much of it to see what happens.
check-cpython: export ASAN_OPTIONS = detect_leaks=0:allocator_may_return_null=1
check-cpython: python
	@$(PYTHON) -c 'import test.test_socket' 2>/dev/null || \
		{ echo '$(PYTHON) has no test.test_socket (Debian: libpython3.11-testsuite)'; exit 1; }
	@$(PYTHON) ref/python/check_cpython.py --baseline fixtures/baselines/test_socket.txt \
		$(if $(PRELOAD),--preload $(shell $(CC) -print-file-name=$(PRELOAD))) \
		$(BUILD)/python/pysock $(TESTS:%=test.%)
