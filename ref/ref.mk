# libpysock: the library, its calling door and adapter, their tests, examples and benchmarks.

ref_c = $(wildcard ref/src/*.c)
call_c = $(wildcard ref/call/*.c)
# The suffix of a program's name.
exe = $(if $(findstring mingw,$(CC)),.exe)
adapter_c = $(wildcard ref/adapter/*.c)
ref_test_c = $(wildcard ref/test/*.c)
example_c = $(wildcard ref/examples/*.c)
examples = $(example_c:ref/examples/%.c=$(BUILD)/examples/%$(exe))

# The include paths are the layering: the library sees itself alone, its calling door, its adapter
# and its tests see the public headers.
$(BUILD)/obj/ref/src/%.o $(BUILD)/tidy/ref/src/%.ok: includes = -Iref/include -Iref/src -I$(BUILD)/gen -fPIC -fvisibility=hidden
$(BUILD)/obj/ref/call/%.o $(BUILD)/tidy/ref/call/%.ok: includes = -Iref/include -Iref/call -fPIC -fvisibility=hidden
$(BUILD)/obj/ref/adapter/%.o $(BUILD)/tidy/ref/adapter/%.ok: includes = -Iref/include -I$(BUILD)/gen $(shell pkg-config --cflags jansson)
$(BUILD)/obj/ref/test/%.o $(BUILD)/tidy/ref/test/%.ok: includes = -Iref/include -Iref/src -Iref/call
$(BUILD)/obj/ref/examples/%.o $(BUILD)/tidy/ref/examples/%.ok: includes = -Iref/include

# Called at each block of the code by `make traced`, and therefore no such code itself.
$(BUILD)/obj/ref/adapter/trace.o: override sanitize =

# The adapter supports IDNA if the compiler finds libidn2.
has_idn2 = $(shell $(CC) $(CPPFLAGS) -E -include idn2.h -x c /dev/null >/dev/null 2>&1 && echo 1)
$(BUILD)/obj/ref/adapter/idna.o $(BUILD)/tidy/ref/adapter/idna.ok: includes += $(if $(has_idn2),-DHAVE_IDN2)

# The library's list, which includes the constants of later documents.
$(BUILD)/gen/pysock_constants.inc: ref/src/constants.awk ref/src/constant_headers.h ref/src/later_headers.h | $(after_deps)
	@mkdir -p $(@D)
	$(call say,GEN)$(CC) -E -dM -D_GNU_SOURCE $(CPPFLAGS) ref/src/later_headers.h | LC_ALL=C sort | awk -v later=1 -f ref/src/constants.awk > $@

$(call objects,ref/src/constants.c): $(BUILD)/gen/pysock_constants.inc
$(call objects,ref/adapter/symbol.c): $(BUILD)/gen/errnos.inc

$(BUILD)/libpysock.a: $(call objects,$(ref_c))
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^

# The version and the shared library's name come from the public header.
pysock_number = $(shell sed -n 's/^\#define PYSOCK_$(1) "*\([0-9.]*\)"*$$/\1/p' ref/include/pysock.h)
soname = libpysock.so.$(call pysock_number,SOVERSION)

# The library must export exactly the names of the list.
$(BUILD)/libpysock.so: $(call objects,$(ref_c)) ref/libpysock.map
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(soname) \
		-Wl,--version-script=ref/libpysock.map -Wl,--no-undefined-version -o $@ $(filter %.o,$^)

# The calling door, which C programs never link.
$(BUILD)/libpysock-call.a: $(call objects,$(call_c))
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^

$(BUILD)/pysock-adapter$(exe): $(call objects,$(adapter_c)) $(BUILD)/libpysock-call.a $(BUILD)/libpysock.a
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs jansson) -lpthread \
		$(if $(has_idn2),-lidn2) $(LDLIBS)

# The adapter, which says where its code was: docs/search.md.
traced = $(BUILD)/traced/pysock-adapter
.PHONY: traced
traced:
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/traced sanitize=-fsanitize-coverage=trace-pc $(traced)

# The calls that the library's tests make fail, or answer, in place of the C library (ref/test/wrap.h).
wrapped = malloc calloc realloc free strdup strndup fopencookie \
	socket socketpair accept4 bind connect listen shutdown getpeername getsockname \
	getsockopt setsockopt send sendto sendmsg recv recvfrom recvmsg read ppoll close fcntl ioctl \
	sendfile lseek gethostname sethostname if_nameindex if_nametoindex if_indextoname \
	getaddrinfo getnameinfo gethostbyname_r gethostbyaddr_r getservbyname_r getservbyport_r getprotobyname_r

test_options = $(wrapped:%=-Wl,--wrap=%) -lcunit -lpthread

$(BUILD)/test-pysock: $(call objects,$(ref_test_c)) $(BUILD)/libpysock-call.a $(BUILD)/libpysock.a
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(test_options)

$(examples): $(BUILD)/examples/%$(exe): $(BUILD)/obj/ref/examples/%.o $(BUILD)/libpysock.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(sanitize) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# The benchmarks. They measure other libraries too where these are present: libglib2.0-dev,
# libapr1-dev, libnspr4-dev.
has = $(shell pkg-config --exists $(1) 2>/dev/null && echo $(2))
ways = raw pysock $(call has,gio-2.0,gsocket) $(call has,apr-1,apr) $(call has,nspr,nspr)
ways_libs = $(call has,gio-2.0,gio-2.0) $(call has,apr-1,apr-1) $(call has,nspr,nspr)
ways_c = ref/bench/ways.c $(ways:%=ref/bench/way_%.c)
bench = $(BUILD)/bench/operations $(BUILD)/bench/roundtrip $(BUILD)/bench/storm
bench_c = $(bench:$(BUILD)/bench/%=ref/bench/%.c)

# Our warnings do not apply to the headers of other projects.
$(BUILD)/obj/ref/bench/%.o: includes = -Iref/include $(if $(strip $(ways_libs)),\
	$(patsubst -I%,-isystem %,$(shell pkg-config --cflags $(ways_libs))))
$(BUILD)/obj/ref/bench/ways.o: includes += $(if $(filter gsocket,$(ways)),-DHAVE_GSOCKET) \
	$(if $(filter apr,$(ways)),-DHAVE_APR) $(if $(filter nspr,$(ways)),-DHAVE_NSPR)

$(BUILD)/bench/operations: $(BUILD)/obj/ref/bench/operations.o $(BUILD)/libpysock.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/bench/roundtrip $(BUILD)/bench/storm: $(BUILD)/bench/%: \
		$(BUILD)/obj/ref/bench/%.o $(call objects,$(ways_c)) $(BUILD)/libpysock.a
	@mkdir -p $(@D)
	$(call say,LD)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(if $(strip $(ways_libs)),$(shell pkg-config --libs $(ways_libs)))

# The cost of libpysock: counts, which can fail the goal, and times, which are only shown.
.PHONY: bench
bench: $(bench)
	$(PYTHON) ref/bench/bench.py $(BUILD)/bench
	$(MAKE) --no-print-directory python
	$(PYTHON) ref/python/bench_binding.py $(BUILD)/python/pysock
	$(MAKE) --no-print-directory all
	$(PYTHON) conformance/test/bench.py $(BUILD)/plumbline
