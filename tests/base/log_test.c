// SPDX-License-Identifier: Apache-2.0
// Log lines: their shape, one write each, and nothing in them that moves a terminal.
#include "base/log.h"
#include "tests/base/helper_check.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// stderr becomes one end of a socket that keeps each write apart.
struct listener {
    int old, in;
};

static struct listener listen_to_stderr(void) {
    struct listener l = {.old = dup(STDERR_FILENO)};
    int ends[2];
    assert_true(l.old >= 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    close(ends[1]);
    l.in = ends[0];
    return l;
}

// The next write, terminated; false when there is none.
static bool heard(const struct listener *l, char *to, size_t room) {
    ssize_t n = recv(l->in, to, room - 1, MSG_DONTWAIT);
    to[n > 0 ? n : 0] = '\0';
    return n > 0;
}

static void stop(const struct listener *l) {
    dup2(l->old, STDERR_FILENO);
    close(l->old);
    close(l->in);
}

// Behind "2026-03-10T09:12:00.123Z "; the milliseconds may be absent.
static const char *behind_time(const char *line) {
    const char *z = strchr(line, 'Z');
    bool shaped = z && line[4] == '-' && line[10] == 'T' && z[1] == ' ' && (z - line == 19 || z - line == 23);
    return shaped ? z + 2 : "no time";
}

static void a_line_has_its_shape(void **state) {
    char line[2048];
    struct listener l = listen_to_stderr();
    log_line(LOG_INFO, "net", "retry", "status=%d wait_ms=%d", 503, 1200);
    bool one = heard(&l, line, sizeof line);
    stop(&l);
    assert_true(one);
    assert_string_equal(behind_time(line), "info net retry status=503 wait_ms=1200\n");
    l = listen_to_stderr();
    log_line(LOG_ERROR, "store", "open", "%s", "");
    one = heard(&l, line, sizeof line);
    stop(&l);
    assert_true(one);
    assert_string_equal(behind_time(line), "error store open\n");
}

static void levels_drop_what_is_below(void **state) {
    static const struct {
        enum log_level least;
        int heard;
    } cases[] = {{LOG_DEBUG, 4}, {LOG_INFO, 3}, {LOG_WARN, 2}, {LOG_ERROR, 1}};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char line[256];
        int count = 0;
        struct listener l = listen_to_stderr();
        log_set_level(cases[i].least);
        for (int level = LOG_DEBUG; level <= LOG_ERROR + 1; level++)
            log_line((enum log_level)level, "part", "event", "n=%d", level);
        while (heard(&l, line, sizeof line))
            count++;
        stop(&l);
        log_set_level(LOG_INFO);
        assert_int_equal(count, cases[i].heard);
    }
}

static void one_call_is_one_line(void **state) {
    static const struct {
        const char *value, *line;
    } cases[] = {
        {"a\nb", "info p e v=a?b\n"},
        {"a\r\x1b[31mred\x07", "info p e v=a??[31mred?\n"},
        {"\x7f", "info p e v=?\n"},
        {"\xC2\x9B"
         "31m",
         "info p e v=??31m\n"},
        {"\x9B\xFF", "info p e v=??\n"},
        {"\xED\x95\x9C", "info p e v=\xED\x95\x9C\n"},
        {"\xEF\xBF\xBD", "info p e v=\xEF\xBF\xBD\n"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        char line[256], more[256];
        struct listener l = listen_to_stderr();
        log_line(LOG_INFO, "p", "e", "v=%s", cases[i].value);
        bool one = heard(&l, line, sizeof line), two = heard(&l, more, sizeof more);
        stop(&l);
        assert_true(one && !two);
        assert_string_equal(behind_time(line), cases[i].line);
    }
}

static void long_lines_are_cut_and_end(void **state) {
    char value[5000], line[8192];
    memset(value, 'x', sizeof value - 1);
    value[sizeof value - 1] = '\0';
    struct listener l = listen_to_stderr();
    log_line(LOG_INFO, "p", "e", "v=%s", value);
    bool one = heard(&l, line, sizeof line);
    stop(&l);
    assert_true(one && strlen(line) > 500 && strlen(line) <= 1024);
    assert_int_equal(line[strlen(line) - 1], '\n');
    l = listen_to_stderr();
    log_line(LOG_INFO, value, value, "v=%s", value);
    one = heard(&l, line, sizeof line);
    stop(&l);
    assert_true(one && strlen(line) <= 1024 && line[strlen(line) - 1] == '\n');
}

static void *log_often(void *letter) {
    for (int i = 0; i < 20; i++)
        log_line(LOG_INFO, "p", letter, "same=%s", (char *)letter);
    return NULL;
}

static void threads_do_not_mix_their_lines(void **state) {
    static char names[4][16] = {"one", "two", "three", "four"};
    pthread_t threads[4];
    char line[256];
    int count = 0;
    struct listener l = listen_to_stderr();
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, log_often, names[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    bool whole = true;
    while (heard(&l, line, sizeof line)) {
        char first[16], second[16];
        whole =
            sscanf(behind_time(line), "info p %15s same=%15s", first, second) == 2 && !strcmp(first, second) && whole;
        count++;
    }
    stop(&l);
    assert_true(whole);
    assert_int_equal(count, 80);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_its_shape),           cmocka_unit_test(levels_drop_what_is_below),
        cmocka_unit_test(one_call_is_one_line),           cmocka_unit_test(long_lines_are_cut_and_end),
        cmocka_unit_test(threads_do_not_mix_their_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
