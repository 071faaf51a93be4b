// SPDX-License-Identifier: Apache-2.0
// Files: reading with a cap, replacing, folders, and what happens when the disk is full.
#include "base/file.h"
#include "base/mem.h"
#include "tests/base/helper_check.h"
#include "tests/base/helper_folder.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void errno_codes(void **state) {
    static const struct {
        int code;
        enum err err;
    } cases[] = {{ENOSPC, ERR_FULL},   {EDQUOT, ERR_FULL},  {ENOENT, ERR_NOT_FOUND},
                 {EACCES, ERR_DENIED}, {EPERM, ERR_DENIED}, {EIO, ERR_IO},
                 {EROFS, ERR_IO},      {0, ERR_IO},         {12345, ERR_IO}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_int_equal(err_of_errno(cases[i].code), cases[i].err);
}

static void what_is_written_is_read(void **state) {
    struct folder dir;
    struct arena a;
    struct str s;
    struct stat st;
    char path[128];
    folder_make(&dir);
    arena_init(&a, 1 << 20);
    folder_file(&dir, "draft.json", path, sizeof path);
    assert_false(file_exists(path));
    assert_int_equal(file_replace(path, "first\0x", 7, NULL), ERR_NONE);
    assert_int_equal(file_read(&a, path, 100, &s, NULL), ERR_NONE);
    assert_int_equal(s.len, 7);
    assert_memory_equal(s.p, "first\0x", 8);
    assert_int_equal(file_replace(path, "", 0, NULL), ERR_NONE);
    assert_int_equal(file_read(&a, path, 0, &s, NULL), ERR_NONE);
    assert_true(str_is(s, ""));
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_true(file_exists(path));
    assert_int_equal(file_remove(path, NULL), ERR_NONE);
    assert_int_equal(file_remove(path, NULL), ERR_NONE);
    assert_false(file_exists(path));
    arena_finish(&a);
    folder_remove(&dir);
}

static void reading_refuses(void **state) {
    struct folder dir;
    struct arena a;
    struct str s;
    struct fault f;
    char path[128];
    folder_make(&dir);
    arena_init(&a, 1 << 20);
    folder_file(&dir, "f", path, sizeof path);
    assert_int_equal(file_read(&a, path, 100, &s, &f), ERR_NOT_FOUND);
    assert_string_equal(f.place, path);
    assert_int_equal(file_replace(path, "12345", 5, &f), ERR_NONE);
    assert_int_equal(file_read(&a, path, 4, &s, &f), ERR_LIMIT);
    assert_int_equal(file_read(&a, path, 5, &s, &f), ERR_NONE);
    assert_int_equal(file_read(&a, dir.path, 100, &s, &f), ERR_IO);
    assert_string_equal(f.what, "is a folder");
    assert_int_equal(file_read(&a, "/dev/zero", 10000, &s, &f), ERR_LIMIT);          // never ends
    assert_int_equal(file_read(&a, "/proc/self/status", 1 << 16, &s, &f), ERR_NONE); // claims to be empty
    assert_true(str_starts(s, "Name:"));
    assert_int_equal(file_read(&a, "/proc/self/status", 20, &s, &f), ERR_LIMIT);
    arena_finish(&a);
    folder_remove(&dir);
}

static void reading_may_run_out_of_memory(void **state) {
    struct folder dir;
    struct arena a;
    struct str s;
    struct fault f;
    char path[128], bytes[20000] = "";
    enum err err = ERR_MEMORY;
    folder_make(&dir);
    folder_file(&dir, "f", path, sizeof path);
    assert_int_equal(file_replace(path, bytes, sizeof bytes, NULL), ERR_NONE);
    for (long n = 0; err && n < 100; n++) {
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        err = file_read(&a, path, 1 << 16, &s, &f);
        mem_fail_after(-1);
        assert_true(n == 0 ? err == ERR_MEMORY && f.code == ERR_MEMORY : err == ERR_NONE || err == ERR_MEMORY);
        arena_finish(&a);
    }
    assert_int_equal(err, ERR_NONE);
    arena_init(&a, 1000);
    assert_int_equal(file_read(&a, path, 1 << 16, &s, &f), ERR_MEMORY);
    arena_finish(&a);
    folder_remove(&dir);
}

static void folders(void **state) {
    struct folder dir;
    struct fault f;
    struct stat st;
    char path[128];
    folder_make(&dir);
    folder_file(&dir, "a//b/c/", path, sizeof path);
    assert_int_equal(file_make_folder(path, &f), ERR_NONE);
    assert_int_equal(file_make_folder(path, &f), ERR_NONE);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    folder_file(&dir, "file", path, sizeof path);
    assert_int_equal(file_replace(path, "x", 1, NULL), ERR_NONE);
    assert_int_equal(file_make_folder(path, &f), ERR_IO);
    folder_file(&dir, "file/below", path, sizeof path);
    assert_int_equal(file_make_folder(path, &f), ERR_IO);
    assert_int_equal(file_make_folder("", &f), ERR_NOT_FOUND);
    assert_int_equal(file_make_folder("/", &f), ERR_NONE);
    char long_path[5000];
    memset(long_path, 'a', sizeof long_path - 1);
    long_path[sizeof long_path - 1] = '\0';
    assert_int_equal(file_make_folder(long_path, &f), ERR_LIMIT);
    assert_int_equal(file_replace(long_path, "", 0, &f), ERR_LIMIT);
    folder_remove(&dir);
}

static void listing(void **state) {
    struct folder dir;
    struct arena a;
    struct fault f;
    const char *const *names;
    size_t count = 9;
    char path[128];
    folder_make(&dir);
    arena_init(&a, 1 << 20);
    assert_int_equal(file_list(&a, dir.path, 5, &names, &count, &f), ERR_NONE);
    assert_int_equal(count, 0);
    // The third is what a power cut in file_replace leaves behind.
    static const char *const files[] = {"b", "a", "a.Xy12Zw~", ".hidden", "B", "x~"}, *const sorted[] = {".hidden", "B",
                                                                                                         "a", "b",
                                                                                                         "x~"};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        assert_int_equal(file_replace(folder_file(&dir, files[i], path, sizeof path), "", 0, &f), ERR_NONE);
    assert_int_equal(file_list(&a, dir.path, 5, &names, &count, &f), ERR_NONE);
    assert_int_equal(count, COUNT_OF(sorted));
    for (size_t i = 0; i < count; i++)
        assert_string_equal(names[i], sorted[i]);
    assert_int_equal(file_list(&a, dir.path, 4, &names, &count, &f), ERR_LIMIT);
    assert_int_equal(file_list(&a, path, 4, &names, &count, &f), ERR_IO);
    folder_file(&dir, "nowhere", path, sizeof path);
    assert_int_equal(file_list(&a, path, 4, &names, &count, &f), ERR_NOT_FOUND);
    assert_string_equal(f.place, path);
    arena_finish(&a);
    folder_remove(&dir);
}

// The write breaks off in the middle, or cannot even start: nothing is left beside.
static void a_replacement_that_fails_leaves_the_old_file(void **state) {
    struct folder dir;
    struct arena a;
    struct fault f;
    struct str s;
    const char *const *names;
    size_t count;
    char path[128], bytes[8192] = "";
    struct rlimit before, small;
    folder_make(&dir);
    arena_init(&a, 1 << 20);
    folder_file(&dir, "kept", path, sizeof path);
    assert_int_equal(file_replace(path, "old", 3, &f), ERR_NONE);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_IGN);
    small = before;
    small.rlim_cur = 4096;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum err err = file_replace(path, bytes, sizeof bytes, &f);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(err, ERR_IO);
    assert_int_equal(file_read(&a, path, 10, &s, &f), ERR_NONE);
    assert_true(str_is(s, "old"));
    assert_int_equal(file_list(&a, dir.path, 10, &names, &count, &f), ERR_NONE);
    assert_int_equal(count, 1);
    folder_file(&dir, "nowhere/f", path, sizeof path);
    assert_int_equal(file_replace(path, "x", 1, &f), ERR_NOT_FOUND);
    assert_int_equal(file_replace(dir.path, "x", 1, &f), ERR_IO); // a folder stands there
    arena_finish(&a);
    folder_remove(&dir);
}

struct writer {
    const char *path;
    char letter;
    bool ok;
};

static void *write_often(void *arg) {
    struct writer *w = arg;
    char bytes[5000];
    memset(bytes, w->letter, sizeof bytes);
    w->ok = true;
    for (int i = 0; i < 20; i++)
        w->ok = file_replace(w->path, bytes, sizeof bytes, NULL) == ERR_NONE && w->ok;
    return NULL;
}

static void two_writers_never_mix(void **state) {
    struct folder dir;
    struct arena a;
    pthread_t threads[2];
    char path[128];
    folder_make(&dir);
    folder_file(&dir, "shared", path, sizeof path);
    struct writer w[2] = {{path, 'x', false}, {path, 'y', false}};
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_often, &w[i]), 0);
    arena_init(&a, 1 << 20);
    for (int i = 0; i < 200; i++) {
        struct str s;
        arena_reset(&a);
        enum err err = file_read(&a, path, 1 << 16, &s, NULL);
        if (err == ERR_NOT_FOUND)
            continue;
        assert_int_equal(err, ERR_NONE);
        assert_int_equal(s.len, 5000);
        assert_true(s.p[0] == s.p[4999] && !memcmp(s.p, s.p + 1, 4999));
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], NULL);
        assert_true(w[i].ok);
    }
    arena_finish(&a);
    folder_remove(&dir);
}

// In a process of its own with a file system of 16 pages. 0: as it should be; 77: only root may make one.
static int fill_a_disk(const char *folder) {
    static char bytes[1 << 20];
    struct arena a;
    struct fault f;
    struct str s;
    char path[128];
    int n = snprintf(path, sizeof path, "%s/kept", folder);
    if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) || n >= (int)sizeof path ||
        mount("tmpfs", folder, "tmpfs", 0, "size=64k"))
        return 77;
    arena_init(&a, 1 << 20);
    if (file_replace(path, "old", 3, &f))
        return 1;
    enum err err = file_replace(path, bytes, sizeof bytes, &f);
    bool kept = file_read(&a, path, 100, &s, NULL) == ERR_NONE && str_is(s, "old");
    bool usable = file_replace(path, bytes, 20000, NULL) == ERR_NONE; // the half-written neighbour is gone
    arena_finish(&a);
    return err != ERR_FULL ? 2 : !kept ? 3 : !usable ? 4 : 0;
}

static void a_full_disk_leaves_the_old_file(void **state) {
    struct folder dir;
    int status = 0;
    folder_make(&dir);
    pid_t child = fork();
    if (child == 0)
        _exit(fill_a_disk(dir.path));
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    folder_remove(&dir);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errno_codes),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(reading_refuses),
        cmocka_unit_test(reading_may_run_out_of_memory),
        cmocka_unit_test(folders),
        cmocka_unit_test(listing),
        cmocka_unit_test(a_replacement_that_fails_leaves_the_old_file),
        cmocka_unit_test(two_writers_never_mix),
        cmocka_unit_test(a_full_disk_leaves_the_old_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
