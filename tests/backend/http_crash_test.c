// SPDX-License-Identifier: Apache-2.0
// kill -9 in the middle of a load: every note that was answered with 201 is in the database afterwards, exactly once
// per Idempotency-Key, and the file is sound. A crash of the process, not of the machine.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/log.h"
#include "tests/backend/helper_http.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLIENTS = 8, ENOUGH = 400, NOTES_MAX = 4000, ROUNDS = 3 };

struct load {
    int port;
    atomic_int answered, next;
    atomic_bool sure[NOTES_MAX]; // note n was answered with 201
};

static void *client(void *arg) {
    struct load *l = arg;
    char request[512], answer[4096], body[64];
    int fd = helper_connect(l->port);
    for (int n; (n = atomic_fetch_add(&l->next, 1)) < NOTES_MAX;) {
        int len = snprintf(body, sizeof body, "{\"text\":\"note-%d\"}", n);
        snprintf(request, sizeof request, "POST /t/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                 "Idempotency-Key: key-%d\r\nContent-Length: %d\r\n\r\n%s", n, len, body);
        helper_say(fd, request);
        if (helper_answer(fd, answer, sizeof answer) != 201 || !strstr(answer, "\"id\":"))
            break;
        atomic_store(&l->sure[n], true);
        atomic_fetch_add(&l->answered, 1);
    }
    close(fd);
    return NULL;
}

// The child serves until it is killed; its port and folder come through the pipe.
static pid_t serve(int *port, char folder[64]) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (!pid) {
        struct helper_server s;
        log_set_level(LOG_ERROR);
        helper_start(&s, NULL);
        if (write(ends[1], &s.port, sizeof s.port) < 0 || write(ends[1], s.folder, sizeof s.folder) < 0)
            _exit(1);
        for (;;)
            pause();
    }
    assert_int_equal(read(ends[0], port, sizeof *port), sizeof *port);
    assert_int_equal(read(ends[0], folder, 64), 64);
    close(ends[0]);
    close(ends[1]);
    return pid;
}

static int64_t stored(struct store *s, int n) {
    static const struct db_sql find = {"t-find", "SELECT COUNT(*) FROM note WHERE text = $1"};
    char text[32];
    int64_t count = -1;
    snprintf(text, sizeof text, "note-%d", n);
    struct db *db = store_read(s);
    assert_int_equal(db_number(db, &find, (struct db_value[]){db_t(text)}, 1, &count), ERR_NONE);
    store_read_end(s, db);
    return count;
}

static void one_round(void) {
    char folder[64];
    struct load *l = calloc(1, sizeof *l);
    pid_t pid = serve(&l->port, folder);
    pthread_t threads[CLIENTS];
    for (int i = 0; i < CLIENTS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, client, l), 0);
    while (atomic_load(&l->answered) < ENOUGH)
        usleep(200);
    kill(pid, SIGKILL);
    waitpid(pid, NULL, 0);
    for (int i = 0; i < CLIENTS; i++)
        pthread_join(threads[i], NULL);
    struct store *s = helper_store(folder, 0); // checks the file's integrity
    assert_non_null(s);
    for (int n = 0; n < NOTES_MAX; n++) {
        int64_t count = stored(s, n);
        if (atomic_load(&l->sure[n]) ? count != 1 : count > 1)
            fail_msg("note %d: stored %lld times, answered: %d", n, (long long)count, atomic_load(&l->sure[n]));
    }
    store_close(s);
    helper_folder_remove(folder);
    free(l);
}

static void killed_in_the_middle(void **state) {
    for (int i = 0; i < ROUNDS; i++)
        one_round();
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(killed_in_the_middle)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
