// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target without a fuzzer, so that every test run and every compiler checks it:
//     json_fuzz [--runs N] FOLDER|FILE...
// Each file of the corpus is run as it is, then cut at every byte, then changed at random from a fixed seed; all of it
// bounded, the same in every run. The input that ends the process is kept as crash-input in the working folder; run it
// again by giving that file. Fails when there is no input at all.
#include "base/file.h"
#include "base/mem.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { USUAL_RUNS = 20000, MOST_RUNS_A_FILE = 4000, MOST_FILES = 2000 };
enum { MOST_FILE_BYTES = 16 << 20, MOST_BYTES = 48 << 20 }; // of one file; run in total

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

// What is running now: a signal handler has no other way to know it.
static struct {
    const uint8_t *bytes;
    size_t len;
    const char *file;
} current;

static void keep_input(void) {
    FILE *to = current.bytes ? fopen("crash-input", "wb") : NULL;
    if (!to)
        return;
    fwrite(current.bytes, 1, current.len, to);
    fclose(to);
    fprintf(stderr, "made from %s, %zu bytes, kept as crash-input\n", current.file, current.len);
}

static void on_abort(int sig) {
    keep_input();
    signal(sig, SIG_DFL);
    raise(sig);
}

// Each run gets a block of exactly its size, so that the sanitizer sees a byte too many.
static void run(const char *bytes, size_t len) {
    uint8_t *exact = malloc(len ? len : 1);
    if (!exact)
        exit(1);
    if (len)
        memcpy(exact, bytes, len);
    current.bytes = exact;
    current.len = len;
    (void)LLVMFuzzerTestOneInput(exact, len);
    mem_fail_after(-1); // a target that makes allocations fail need not clean up
    current.bytes = NULL;
    free(exact);
}

static uint32_t next(uint32_t *seed) { // xorshift
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

// One small change; `room` is one byte more than `len`. Returns the new length.
static size_t change(char *bytes, size_t len, uint32_t *seed) {
    static const char signs[] = "{}[]\",:\\/<>=&%-+.09eE \t\n\r\0\xFF\x80\xC3\xED";
    size_t at = len ? next(seed) % len : 0, other = len ? next(seed) % len : 0, tail = len - at;
    if (!len)
        return 0;
    switch (next(seed) % 6) {
    case 0: bytes[at] = (char)(bytes[at] ^ 1 << next(seed) % 8); return len;
    case 1: bytes[at] = (char)next(seed); return len;
    case 2: bytes[at] = signs[next(seed) % (sizeof signs - 1)]; return len;
    case 3: memmove(bytes + at, bytes + at + 1, tail - 1); return len - 1;
    case 4:
        memmove(bytes + at + 1, bytes + at, tail);
        bytes[at] = signs[next(seed) % (sizeof signs - 1)];
        return len + 1;
    default: {
        size_t room = tail < len - other ? tail : len - other, piece = next(seed) % 32 % room + 1;
        memmove(bytes + at, bytes + other, piece < room ? piece : room);
        return len;
    }
    }
}

static size_t run_changed(const struct str file, size_t runs) {
    uint32_t seed = 0x7490u;
    char *bytes = malloc(file.len + 8);
    if (!bytes)
        exit(1);
    for (size_t i = 0; i < runs; i++) {
        size_t len = file.len;
        if (len)
            memcpy(bytes, file.p, len);
        for (uint32_t n = next(&seed) % 6 + 1; n; n--)
            len = change(bytes, len, &seed);
        run(bytes, len);
    }
    free(bytes);
    return runs;
}

static size_t run_cut(const struct str file, size_t runs) {
    size_t step = runs && file.len > runs ? file.len / runs + 1 : 1, count = 0;
    for (size_t len = 0; runs && len < file.len; len += step, count++)
        run(file.p, len);
    return count;
}

// `most` and MOST_BYTES are for all files together, of which this is one of `share`.
static size_t run_file(const char *path, size_t most, size_t share) {
    struct arena a;
    struct str file;
    struct fault f;
    arena_init(&a, 2 * MOST_FILE_BYTES);
    if (file_read(&a, path, MOST_FILE_BYTES, &file, &f)) {
        fprintf(stderr, "%s: %s\n", f.place, f.what);
        exit(1);
    }
    current.file = path;
    run(file.p, file.len);
    size_t runs = most / share < MOST_RUNS_A_FILE ? most / share : MOST_RUNS_A_FILE;
    size_t affordable = MOST_BYTES / share / (file.len + 1);
    runs = runs < affordable ? runs : affordable;
    size_t count = 1 + run_cut(file, runs / 2);
    count += run_changed(file, count < runs ? runs - count : 0);
    arena_finish(&a);
    return count;
}

static size_t run_path(struct arena *a, const char *path, size_t most) {
    const char *const *names;
    size_t count, runs = 0;
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        return run_file(path, most, 1);
    struct fault f;
    if (file_list(a, path, MOST_FILES, &names, &count, &f)) {
        fprintf(stderr, "%s: %s\n", f.place, f.what);
        exit(1);
    }
    for (size_t i = 0; i < count; i++) {
        char *file = arena_printf(a, "%s/%s", path, names[i]);
        if (file)
            runs += run_file(file, most, count);
    }
    return runs;
}

int main(int argc, char **argv) {
    struct arena a;
    long most = USUAL_RUNS;
    size_t runs = 0;
    int first = argc > 2 && text_same(argv[1], "--runs") ? 3 : 1;
    if (first == 3 && !text_integer(argv[2], 1, USUAL_RUNS, &most))
        return 2;
    signal(SIGABRT, on_abort);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_input);
    arena_init(&a, 4 << 20);
    for (int i = first; i < argc; i++)
        runs += run_path(&a, argv[i], (size_t)most);
    arena_finish(&a);
    printf("%zu inputs run\n", runs);
    return runs ? 0 : 1;
}
