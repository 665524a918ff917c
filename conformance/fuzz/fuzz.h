/*
 * What the fuzz harnesses share. Each is one file that defines LLVMFuzzerTestOneInput(), which is
 * called with bytes of every kind, and must neither crash nor leak, whatever they are. libFuzzer
 * chooses the bytes where clang has it, driver.c elsewhere.
 */
#ifndef PLUMB_FUZZ_H
#define PLUMB_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The path of a file of that name that holds just these bytes until the next call. */
const char *fuzz_file(const char *file_name, const uint8_t *data, size_t size);

/* A stream for messages, which goes nowhere. */
FILE *fuzz_errors(void);

#endif
