#include "xstate.h"

#include <elf.h>
#include <stdint.h>
#include <string.h>

/* XSTATE_BV, the components that are not in their initial state, is the header's first word. */
enum { HEADER_OFFSET = 512, HEADER_SIZE = 64 };

static const uint64_t tile_components = UINT64_C(1) << 17 | UINT64_C(1) << 18;

void xstate_widen(const void *set, size_t size, void *wide, size_t wide_size)
{
	uint64_t components;

	memcpy(wide, set, size);
	memset((char *)wide + size, 0, wide_size - size);
	if (size >= HEADER_OFFSET + HEADER_SIZE) {
		memcpy(&components, (char *)wide + HEADER_OFFSET, sizeof(components));
		components &= ~tile_components;
		memcpy((char *)wide + HEADER_OFFSET, &components, sizeof(components));
	}
}

/* The kernel's own size shows in how much of a large buffer it fills; 0: it does not say. */
static size_t size_of_kernel(xstate_ptrace *kernel, pid_t process)
{
	static char all[XSTATE_MOST];
	struct iovec asked = {all, sizeof(all)};
	long result = kernel(PTRACE_GETREGSET, process, (void *)NT_X86_XSTATE, &asked);

	return result == 0 ? asked.iov_len : 0;
}

long xstate_set(xstate_ptrace *kernel, pid_t process, const struct iovec *set)
{
	static size_t kernel_size;
	static char wide[XSTATE_MOST];
	struct iovec given = *set;

	if (kernel_size == 0)
		kernel_size = size_of_kernel(kernel, process);
	if (given.iov_len < kernel_size) {
		xstate_widen(given.iov_base, given.iov_len, wide, kernel_size);
		given = (struct iovec){wide, kernel_size};
	}
	return kernel(PTRACE_SETREGSET, process, (void *)NT_X86_XSTATE, &given);
}
