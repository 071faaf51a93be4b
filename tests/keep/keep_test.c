// SPDX-License-Identifier: Apache-2.0
// Drafts, cases and settings: what was saved is there again; damage, a full disk and a second program are told apart.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "base/mem.h"
#include "helper_keep.h"
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct keep_ticket nobody = {0};

static void a_draft_is_there_again(void **state) {
    struct box b;
    struct keep_draft d = a_draft("lamp", "{\"a\":1}"), got;
    box_start(&b);
    assert_int_equal(keep_draft_save(b.keep, (struct keep_ticket){7, 3}, &d), ERR_NONE);
    struct keep_done *done = box_done(&b);
    assert_int_equal(done->err, ERR_NONE);
    assert_int_equal(done->ticket.token, 7);
    assert_int_equal(done->ticket.tag, 3);
    keep_done_free(done);
    d = a_draft("lamp", "{\"a\":2}");
    d.step = "5";
    d.language = "ko";
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE); // sees its own write
    assert_string_equal(got.answers, "{\"a\":2}");
    box_restart(&b);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE);
    assert_string_equal(got.answers, "{\"a\":2}");
    assert_string_equal(got.step, "5");
    assert_string_equal(got.language, "ko");
    assert_true(got.updated > 0);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "other", &got), ERR_NOT_FOUND);
    assert_null(keep_take(b.keep)); // success is not told to nobody
    box_end(&b);
}

static void drafts_are_listed_newest_first(void **state) {
    struct box b;
    struct keep_drafts list;
    box_start(&b);
    for (int i = 0; i < 3; i++) {
        char service[8];
        snprintf(service, sizeof service, "s%d", i);
        struct keep_draft d = a_draft(service, "{}");
        d.profile = i == 1 ? "kim" : "";
        assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    }
    assert_int_equal(keep_draft_list(b.keep, &b.arena, NULL, &list), ERR_NONE);
    assert_int_equal(list.count, 3);
    assert_string_equal(list.items[0].service, "s2");
    assert_null(list.items[0].answers);
    assert_int_equal(keep_draft_list(b.keep, &b.arena, "kim", &list), ERR_NONE);
    assert_int_equal(list.count, 1);
    assert_int_equal(keep_draft_drop(b.keep, nobody, "s1", "kim"), ERR_NONE);
    assert_int_equal(keep_draft_list(b.keep, &b.arena, "kim", &list), ERR_NONE);
    assert_int_equal(list.count, 0);
    box_end(&b);
}

static void lists_have_an_end(void **state) {
    struct box b;
    struct keep_cases cases;
    box_start(&b);
    for (int i = 0; i < KEEP_LIST_MAX + 20; i++) {
        char number[16];
        snprintf(number, sizeof number, "C-%d", i);
        struct keep_case c = {number, "s", "", "lamp", "A lamp", "open", 0};
        assert_int_equal(keep_case_save(b.keep, nobody, &c), ERR_NONE);
    }
    assert_int_equal(keep_case_list(b.keep, &b.arena, NULL, &cases), ERR_NONE);
    assert_int_equal(cases.count, KEEP_LIST_MAX);
    assert_string_equal(cases.items[0].number, "C-519");
    assert_string_equal(cases.items[0].language, ""); // not known
    struct keep_case again = {"C-519", "s", "", "lamp", "A lamp", "closed", 0, "ko"};
    assert_int_equal(keep_case_save(b.keep, nobody, &again), ERR_NONE);
    assert_int_equal(keep_case_drop(b.keep, nobody, "C-518"), ERR_NONE);
    assert_int_equal(keep_case_list(b.keep, &b.arena, "", &cases), ERR_NONE);
    assert_int_equal(cases.count, KEEP_LIST_MAX - 1);
    assert_string_equal(cases.items[0].state, "closed");
    assert_string_equal(cases.items[0].language, "ko");
    box_end(&b);
}

static void settings_are_kept(void **state) {
    struct box b;
    const char *value = NULL;
    box_start(&b);
    assert_int_equal(keep_setting(b.keep, &b.arena, "language", &value), ERR_NOT_FOUND);
    assert_int_equal(keep_setting_save(b.keep, nobody, "language", "ar"), ERR_NONE);
    assert_int_equal(keep_setting_store(b.keep, "session", "secret", NULL), ERR_NONE);
    box_restart(&b);
    assert_int_equal(keep_setting(b.keep, &b.arena, "language", &value), ERR_NONE);
    assert_string_equal(value, "ar");
    assert_int_equal(keep_setting_save(b.keep, nobody, "language", NULL), ERR_NONE);
    assert_int_equal(keep_setting(b.keep, &b.arena, "language", &value), ERR_NOT_FOUND);
    box_end(&b);
}

static void wrong_use_is_refused(void **state) {
    struct box b;
    struct keep_draft d = a_draft(NULL, "{}");
    char *large = malloc(KEEP_ANSWERS_BYTES + 2);
    memset(large, ' ', KEEP_ANSWERS_BYTES + 1);
    large[KEEP_ANSWERS_BYTES + 1] = '\0';
    box_start(&b);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_TYPE);
    d = a_draft("lamp", large);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_LIMIT);
    large[KEEP_ANSWERS_BYTES] = '\0';
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    d = a_draft("la\xffmp", "{}");
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_TYPE);
    box_end(&b);
    free(large);
}

static void nobody_else_may_read_or_open_it(void **state) {
    struct box b;
    struct keep *second = NULL;
    struct fault f;
    box_start(&b);
    assert_int_equal(keep_setting_store(b.keep, "a", "b", NULL), ERR_NONE);
    static const char *const names[] = {"keep.db", "keep.db-wal", "lock"};
    for (size_t i = 0; i < 3; i++) {
        char path[160];
        struct stat st;
        snprintf(path, sizeof path, "%s/%s", b.folder, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
    assert_int_equal(keep_open(&(struct keep_options){.folder = b.folder}, &second, &f), ERR_CONFLICT);
    assert_true(f.what[0]);
    assert_null(second);
    box_restart(&b); // the lock goes with its holder
    box_end(&b);
}

static void everything_can_be_erased(void **state) {
    struct box b;
    struct keep_draft d = a_draft("lamp", "{\"needle\":\"haystack-needle\"}"), got;
    box_start(&b);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE);
    assert_int_equal(keep_setting_save(b.keep, nobody, "language", "ko"), ERR_NONE);
    assert_int_equal(keep_erase(b.keep, NULL), ERR_NONE);
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NOT_FOUND);
    char command[256];
    snprintf(command, sizeof command, "grep -rq haystack-needle %s", b.folder);
    assert_int_not_equal(system(command), 0);
    assert_int_equal(keep_draft_save(b.keep, nobody, &d), ERR_NONE); // and it goes on
    assert_int_equal(keep_draft_load(b.keep, &b.arena, "lamp", "", &got), ERR_NONE);
    box_end(&b);
}

// ---- Damage ----
static void damage(struct box *b, long at, int len, int with) {
    char path[160];
    snprintf(path, sizeof path, "%s/keep.db", b->folder);
    FILE *f = fopen(path, "r+");
    assert_non_null(f);
    fseek(f, at, SEEK_SET);
    for (int i = 0; i < len; i++)
        fputc(with, f);
    fclose(f);
}

static void a_file_that_is_no_database_is_set_aside(void **state) {
    struct box b;
    bool lost = false;
    char path[160];
    box_start(&b);
    assert_int_equal(keep_setting_store(b.keep, "a", "b", NULL), ERR_NONE);
    assert_null(keep_recovery(b.keep, NULL));
    keep_close(b.keep);
    b.keep = NULL;
    damage(&b, 0, 4096, 'x');
    box_restart(&b);
    const struct fault *f = keep_recovery(b.keep, &lost);
    assert_non_null(f);
    assert_int_equal(f->code, ERR_SYNTAX);
    assert_string_equal(f->place, "keep.damaged.db");
    assert_true(lost);
    snprintf(path, sizeof path, "%s/keep.damaged.db", b.folder);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(keep_setting_store(b.keep, "a", "c", NULL), ERR_NONE);
    assert_int_equal(keep_erase(b.keep, NULL), ERR_NONE);
    assert_int_not_equal(access(path, F_OK), 0);
    box_end(&b);
}

// One bad page costs what is on it, not the submissions on the others.
static void what_can_be_read_is_carried_over(void **state) {
    struct box b;
    struct outbox_list list;
    bool lost = false;
    box_start(&b);
    log_set_level(LOG_ERROR);
    struct keep_case said = {"C-1", "s", "", "lamp", "가로등", "접수됨", 0, "ko"};
    struct keep_cases cases;
    char *answers = malloc(3001);
    assert_int_equal(keep_case_save(b.keep, nobody, &said), ERR_NONE);
    memset(answers, 'a', 3000);
    answers[3000] = '\0';
    for (int i = 0; i < 60; i++) {
        char key[16];
        int64_t id;
        snprintf(key, sizeof key, "key-%d", i);
        struct outbox_item s = a_submission("lamp", key);
        s.body = answers;
        assert_int_equal(keep_outbox_add(b.keep, &s, &id, NULL), ERR_NONE);
    }
    keep_close(b.keep);
    b.keep = NULL;
    damage(&b, 4096 * 40, 4096, 0xee);
    box_restart(&b);
    assert_non_null(keep_recovery(b.keep, &lost));
    assert_int_equal(keep_outbox_list(b.keep, &b.arena, &list), ERR_NONE);
    assert_in_range(list.count, 50, 60);
    assert_int_equal(keep_case_list(b.keep, &b.arena, NULL, &cases), ERR_NONE);
    assert_string_equal(cases.items[0].language, "ko");
    assert_string_equal(list.items[0].body, answers);
    log_set_level(LOG_INFO);
    box_end(&b);
    free(answers);
}

static void a_newer_version_s_file_is_not_thrown_away(void **state) {
    struct box b;
    char command[400];
    box_start(&b);
    assert_int_equal(keep_setting_store(b.keep, "language", "ko", NULL), ERR_NONE);
    keep_close(b.keep);
    b.keep = NULL;
    snprintf(command, sizeof command, "sqlite3 %s/keep.db 'PRAGMA user_version=99' >/dev/null", b.folder);
    if (system(command)) {
        box_restart(&b);
        box_end(&b);
        skip();
    }
    box_restart(&b);
    assert_non_null(keep_recovery(b.keep, NULL));
    const char *value = NULL;
    assert_int_equal(keep_setting(b.keep, &b.arena, "language", &value), ERR_NONE);
    assert_string_equal(value, "ko");
    box_end(&b);
}

// ---- A full disk ----
// In a child, since the limit on the size of files is the whole process's.
static int fill_the_disk(const char *folder) {
    struct keep *k = NULL;
    struct arena a;
    struct keep_draft d, got;
    char *large = calloc(1, 300001);
    memset(large, 'x', 300000);
    signal(SIGXFSZ, SIG_IGN);
    arena_init(&a, 8 << 20);
    log_set_level(LOG_ERROR + 1);
    if (keep_open(&(struct keep_options){.folder = folder}, &k, NULL))
        return 1;
    d = a_draft("small", "{}");
    if (keep_draft_save(k, nobody, &d))
        return 2;
    keep_flush(k);
    if (setrlimit(RLIMIT_FSIZE, &(struct rlimit){200000, RLIM_INFINITY}))
        return 3;
    d = a_draft("large", large);
    if (keep_draft_save(k, (struct keep_ticket){1, 1}, &d))
        return 4;
    keep_flush(k);
    struct keep_done *done = keep_take(k);
    if (!done || done->err != ERR_FULL)
        return 5;
    keep_done_free(done);
    if (keep_setting_store(k, "large", "x", NULL)) // something small still fits
        return 6;
    if (keep_draft_load(k, &a, "small", "", &got) || strcmp(got.answers, "{}"))
        return 7;
    struct outbox_item s = a_submission("lamp", "k");
    s.body = large;
    int64_t id;
    struct fault f;
    if (keep_outbox_add(k, &s, &id, &f) != ERR_FULL)
        return 8;
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){RLIM_INFINITY, RLIM_INFINITY});
    if (keep_outbox_add(k, &s, &id, &f)) // room again: it goes on without a restart
        return 9;
    keep_close(k);
    arena_finish(&a);
    free(large);
    return 0;
}

static void a_full_disk_is_told_and_survived(void **state) {
    char folder[96];
    int status = 0;
    folder_make(folder, sizeof folder);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(fill_the_disk(folder));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    folder_remove(folder);
}

static void a_folder_that_cannot_be_is_told(void **state) {
    struct keep *k = NULL;
    struct fault f = {0};
    enum err err = keep_open(&(struct keep_options){.folder = "/proc/tgov"}, &k, &f);
    assert_true(err == ERR_IO || err == ERR_DENIED || err == ERR_NOT_FOUND);
    assert_null(k);
    assert_true(f.what[0]);
}

// ---- The rest ----
static void on_wake(void *arg) { atomic_fetch_add((atomic_int *)arg, 1); }

static void the_loop_is_woken_once_a_batch(void **state) {
    char folder[96];
    struct keep *k = NULL;
    atomic_int wakes = 0;
    folder_make(folder, sizeof folder);
    assert_int_equal(keep_open(&(struct keep_options){.folder = folder, .wake = on_wake, .wake_arg = &wakes}, &k, NULL), ERR_NONE);
    for (int i = 0; i < 50; i++) {
        struct keep_draft d = a_draft("lamp", "{}");
        assert_int_equal(keep_draft_save(k, (struct keep_ticket){1, i}, &d), ERR_NONE);
    }
    keep_flush(k);
    assert_int_equal(atomic_load(&wakes), 1); // nothing was taken yet
    for (int i = 0; i < 50; i++) {
        struct keep_done *d = keep_take(k);
        assert_int_equal(d->ticket.tag, i); // in order
        keep_done_free(d);
    }
    assert_null(keep_take(k));
    keep_close(k);
    folder_remove(folder);
}

static void a_loop_that_does_not_listen_is_held_up(void **state) {
    struct box b;
    enum err err = ERR_NONE;
    int taken = 0;
    box_start(&b);
    for (; !err && taken < 2 * KEEP_QUEUE_MAX; taken++)
        err = keep_setting_save(b.keep, (struct keep_ticket){1, taken}, "a", "b");
    assert_int_equal(err, ERR_BUSY);
    keep_flush(b.keep);
    for (struct keep_done *d; (d = keep_take(b.keep));)
        keep_done_free(d);
    assert_int_equal(keep_setting_save(b.keep, (struct keep_ticket){1, 1}, "a", "b"), ERR_NONE);
    box_end(&b);
}

static void every_failing_allocation_ends_cleanly(void **state) {
    bool whole = false;
    log_set_level(LOG_ERROR);
    for (long n = 0; n < 200 && !whole; n++) {
        char folder[96];
        struct keep *k = NULL;
        struct arena a;
        struct keep_draft d = a_draft("lamp", "{}"), got;
        struct keep_drafts list;
        int64_t id = 0;
        struct outbox_item s = a_submission("lamp", NULL);
        folder_make(folder, sizeof folder);
        arena_init(&a, 4 << 20);
        mem_fail_after(n);
        enum err err = keep_open(&(struct keep_options){.folder = folder}, &k, NULL);
        if (!err)
            err = keep_draft_save(k, (struct keep_ticket){1, 1}, &d);
        if (!err)
            err = keep_draft_load(k, &a, "lamp", "", &got);
        if (!err)
            err = keep_draft_list(k, &a, NULL, &list);
        if (!err)
            err = keep_outbox_add(k, &s, &id, NULL);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        whole = err == ERR_NONE;
        keep_close(k);
        arena_finish(&a);
        folder_remove(folder);
    }
    log_set_level(LOG_INFO);
    assert_true(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_draft_is_there_again),
        cmocka_unit_test(drafts_are_listed_newest_first),
        cmocka_unit_test(lists_have_an_end),
        cmocka_unit_test(settings_are_kept),
        cmocka_unit_test(wrong_use_is_refused),
        cmocka_unit_test(nobody_else_may_read_or_open_it),
        cmocka_unit_test(everything_can_be_erased),
        cmocka_unit_test(a_file_that_is_no_database_is_set_aside),
        cmocka_unit_test(what_can_be_read_is_carried_over),
        cmocka_unit_test(a_newer_version_s_file_is_not_thrown_away),
        cmocka_unit_test(a_full_disk_is_told_and_survived),
        cmocka_unit_test(a_folder_that_cannot_be_is_told),
        cmocka_unit_test(the_loop_is_woken_once_a_batch),
        cmocka_unit_test(a_loop_that_does_not_listen_is_held_up),
        cmocka_unit_test(every_failing_allocation_ends_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
