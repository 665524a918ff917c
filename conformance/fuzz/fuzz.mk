# Fuzzing: each harness is called with bytes by chance, for SECONDS, or EXECUTIONS times where that
# is given. libFuzzer of clang where it is there, and else conformance/fuzz/driver.c with CC.

harnesses = tables results baselines answers door
HARNESSES ?= $(harnesses)
SECONDS ?= 60

.PHONY: fuzz
fuzz: all
	@CC='$(CC)' MAKE='$(MAKE)' conformance/fuzz/run.sh $(BUILD) '$(SECONDS)' '$(EXECUTIONS)' $(HARNESSES)

# The rest is for the build within $(BUILD)/fuzz, with a sanitizer; fuzz_main is libFuzzer's or ours.
fuzz_main ?= $(call objects,conformance/fuzz/driver.c)
fuzz_o = $(call objects,conformance/fuzz/$(1).c conformance/fuzz/file.c)

$(BUILD)/obj/conformance/fuzz/%.o: includes = -Iconformance/src -Ireports $(lib_cflags)
$(BUILD)/obj/ref/fuzz/%.o: includes = -Iref/include

.PHONY: fuzz-programs
fuzz-programs: $(harnesses:%=$(BUILD)/fuzz-%)

$(patsubst %,$(BUILD)/fuzz-%,tables results baselines answers): $(BUILD)/fuzz-%: \
		$(BUILD)/obj/conformance/fuzz/%.o $(call objects,conformance/fuzz/file.c) $(runner_o) $(filter %.o,$(fuzz_main))
	$(call say,LD)$(CC) $(sanitize) $(filter-out %.o,$(fuzz_main)) $(LDFLAGS) -o $@ $^ $(lib_ldflags)

fuzz_wrapped = socket socketpair accept4 bind connect listen shutdown getsockname getpeername send \
	sendto sendmsg recv recvfrom recvmsg read ppoll close fcntl sethostname getaddrinfo \
	getnameinfo gethostbyname_r gethostbyaddr_r
# What is wrapped for the library must not be for libFuzzer, which is linked in the second step.
$(BUILD)/fuzz-door: $(BUILD)/fuzz-door.o $(filter %.o,$(fuzz_main))
	$(call say,LD)$(CC) $(sanitize) $(filter-out %.o,$(fuzz_main)) $(LDFLAGS) -o $@ $^ -lpthread
$(BUILD)/fuzz-door.o: $(call objects,$(wildcard ref/fuzz/*.c) $(call_c) $(ref_c))
	$(call say,LD)$(LD) -r $(fuzz_wrapped:%=--wrap=%) -o $@ $^
