// SPDX-License-Identifier: Apache-2.0
// A child saves drafts and submits in a loop and is killed at random moments, fifty times. After each the file opens, is
// whole, and holds everything that was acknowledged.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_keep.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS = 50 };

// What a child acknowledged: "draft n", "submitted n", "delivered n".
struct word {
    char what;
    int n;
};

static void say(int fd, char what, int n) {
    struct word w = {what, n};
    if (write(fd, &w, sizeof w) != sizeof w)
        _exit(3);
}

static void work(const char *folder, int fd, int from) {
    struct keep *k = NULL;
    if (keep_open(&(struct keep_options){.folder = folder}, &k, NULL))
        _exit(2);
    for (int n = from;; n++) {
        char answers[64], key[32];
        snprintf(answers, sizeof answers, "{\"n\":%d}", n);
        snprintf(key, sizeof key, "key-%d", n);
        struct keep_draft d = a_draft("lamp", answers);
        if (keep_draft_save(k, (struct keep_ticket){1, n}, &d))
            _exit(2);
        for (struct keep_done *done; (done = keep_take(k)); keep_done_free(done))
            say(fd, 'd', done->ticket.tag);
        if (n % 5 == 0) {
            int64_t id;
            struct outbox_item s = a_submission("other", key);
            struct keep_case c = {key, "", "", "other", "title", "received", 0};
            if (keep_outbox_add(k, &s, &id, NULL))
                _exit(2);
            say(fd, 's', n);
            if (n % 10 == 0) {
                if (keep_outbox_deliver(k, id, answers, &c, NULL))
                    _exit(2);
                say(fd, 'v', n);
            }
        }
    }
}

struct known {
    int draft;             // the newest acknowledged
    int next;
    bool submitted[100000], delivered[100000];
};

static void check(const char *folder, struct known *known) {
    struct keep *k = NULL;
    struct arena a;
    struct keep_draft d;
    struct outbox_list list;
    struct keep_cases cases;
    arena_init(&a, 64 << 20);
    assert_int_equal(keep_open(&(struct keep_options){.folder = folder}, &k, NULL), ERR_NONE);
    assert_null(keep_recovery(k, NULL)); // whole: quick_check is part of opening
    if (known->draft) {
        assert_int_equal(keep_draft_load(k, &a, "lamp", "", &d), ERR_NONE);
        long n = strtol(d.answers + 5, NULL, 10);
        assert_true(n >= known->draft);
    }
    assert_int_equal(keep_outbox_list(k, &a, &list), ERR_NONE);
    assert_int_equal(keep_case_list(k, &a, NULL, &cases), ERR_NONE);
    int found = 0, receipts = 0;
    for (size_t i = 0; i < list.count; i++) {
        long n = strtol(list.items[i].key + 4, NULL, 10);
        found += known->submitted[n];
        assert_true(!known->delivered[n] || list.items[i].state == OUTBOX_DELIVERED);
        if (list.items[i].state == OUTBOX_DELIVERED) { // receipt and case came with it, or not at all
            assert_non_null(list.items[i].result);
            receipts++;
        }
    }
    assert_int_equal((size_t)receipts, cases.count);
    int wanted = 0;
    for (size_t n = 0; n < sizeof known->submitted; n++)
        wanted += known->submitted[n];
    assert_int_equal(found, wanted);
    // Room for the next round: only what waits and the last few are kept here.
    assert_int_equal(keep_erase(k, NULL), ERR_NONE);
    memset(known->submitted, 0, sizeof known->submitted);
    memset(known->delivered, 0, sizeof known->delivered);
    known->draft = 0;
    keep_close(k);
    arena_finish(&a);
}

// Up to `most` words, or all until the pipe ends.
static void listen_to(int fd, struct known *known, unsigned most) {
    struct word w;
    for (unsigned i = 0; i < most && read(fd, &w, sizeof w) == sizeof w; i++) {
        if (w.what == 'd')
            known->draft = w.n;
        else if (w.what == 's')
            known->submitted[w.n] = true;
        else
            known->delivered[w.n] = true;
        known->next = w.n + 100;
    }
}

static void a_kill_loses_nothing_that_was_acknowledged(void **state) {
    char folder[96];
    unsigned seed = 20261123;
    int acknowledged = 0, early = 0;
    struct known *known = calloc(1, sizeof *known);
    known->next = 1;
    folder_make(folder, sizeof folder);
    for (int i = 0; i < KILLS; i++) {
        int pipe_fd[2], status = 0;
        assert_int_equal(pipe(pipe_fd), 0);
        fflush(stdout);
        pid_t child = fork();
        if (child == 0) {
            close(pipe_fd[0]);
            work(folder, pipe_fd[1], known->next);
        }
        close(pipe_fd[1]);
        seed = seed * 1103515245u + 12345u;
        // Some are killed while they still open the file, the others in the middle of writing.
        int before = known->next;
        if (i % 5)
            listen_to(pipe_fd[0], known, 1 + seed % 150);
        usleep(seed / 1024 % 4000);
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status)); // it did not end by an error of its own
        listen_to(pipe_fd[0], known, UINT32_MAX);
        close(pipe_fd[0]);
        acknowledged += known->next != before;
        early += known->next == before;
        if (i % 2) // every second one meets the file as the one before left it
            check(folder, known);
    }
    assert_true(acknowledged > KILLS / 2);
    printf("killed %d times: %d with acknowledged saves, %d before the first\n", KILLS, acknowledged, early);
    folder_remove(folder);
    free(known);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_kill_loses_nothing_that_was_acknowledged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
