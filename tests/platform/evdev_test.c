// SPDX-License-Identifier: Apache-2.0
// The reader of input devices: records in pieces, held keys, a folder whose devices come and go.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/mem.h"
#include "helper_keys.h"
#include "platform/stb/evdev.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What arrived, as text: "+352 -352 " with * for repeats.
struct heard {
    char text[512];
};

static void hear(void *with, struct stream_key k) {
    struct heard *h = with;
    size_t at = strlen(h->text);
    (void)snprintf(h->text + at, sizeof h->text - at, "%c%d ", "-+*"[k.value], k.code);
}

static bool any_code(void *with, uint16_t code) {
    (void)with, (void)code;
    return true;
}

static void records_in_pieces(void **state) {
    unsigned char bytes[8 * RECORD_ROOM];
    size_t n = record_key(bytes, CODE_OK, 1);
    (void)state;
    n += record_report(bytes + n);
    n += record_key(bytes + n, CODE_OK, 2);
    n += record_key(bytes + n, CODE_OK, 0);
    n += record_key(bytes + n, CODE_RED, 1);
    for (size_t piece = 1; piece <= n; piece++) {
        struct stream s = {0};
        struct heard h = {""};
        for (size_t at = 0; at < n; at += piece)
            stream_feed(&s, bytes + at, n - at < piece ? n - at : piece, hear, &h);
        assert_string_equal(h.text, "+352 *352 -352 +398 ");
    }
}

static void nonsense_is_no_key(void **state) {
    unsigned char bytes[8 * RECORD_ROOM];
    struct stream s = {0};
    struct heard h = {""};
    size_t n = record_key(bytes, CODE_OK, 3);
    (void)state;
    n += record_key(bytes + n, CODE_OK, -1);
    n += record_key(bytes + n, 0xffff, 1);
    n += record_key(bytes + n, STREAM_CODES, 1);
    n += record_report(bytes + n);
    stream_feed(&s, bytes, n, hear, &h);
    assert_string_equal(h.text, "");
}

static void lost_events_release_what_is_held(void **state) {
    unsigned char bytes[8 * RECORD_ROOM];
    struct stream s = {0};
    struct heard h = {""};
    size_t n = record_key(bytes, CODE_OK, 1);
    (void)state;
    n += record_dropped(bytes + n);
    n += record_key(bytes + n, CODE_RED, 1); // of unknown age: ignored until the next report
    n += record_report(bytes + n);
    n += record_key(bytes + n, CODE_5, 1);
    stream_feed(&s, bytes, n, hear, &h);
    assert_string_equal(h.text, "+352 -352 +517 ");
    stream_end(&s, hear, &h);
    assert_string_equal(h.text, "+352 -352 +517 -517 ");
}

// ---- Folders ----
struct room {
    char folder[64];
    struct evdev *evdev;
    struct heard heard;
};

static void enter(struct room *r) {
    struct fault f = {0};
    (void)snprintf(r->folder, sizeof r->folder, "/tmp/tgov-evdev-XXXXXX");
    assert_non_null(mkdtemp(r->folder));
    r->evdev = evdev_create(&(struct evdev_options){.folder = r->folder, .grab = true, .wanted = any_code}, &f);
    assert_non_null(r->evdev);
    r->heard.text[0] = '\0';
}

static const char *path_in(const struct room *r, const char *name) {
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", r->folder, name);
    return path;
}

static void leave(struct room *r) {
    char command[128];
    evdev_destroy(r->evdev);
    (void)snprintf(command, sizeof command, "rm -r '%s'", r->folder);
    assert_int_equal(system(command), 0);
}

// Sleeps until one of the descriptors has news, as the driver does, and takes them.
static void let_arrive(struct room *r) {
    struct pollfd fds[EVDEV_FDS];
    size_t n = evdev_poll_fds(r->evdev, fds);
    assert_true(poll(fds, (nfds_t)n, 5000) > 0);
    evdev_read(r->evdev, hear, &r->heard);
}

static int plug_in(struct room *r, const char *name) {
    assert_int_equal(mkfifo(path_in(r, name), 0600), 0);
    let_arrive(r);
    return open(path_in(r, name), O_WRONLY | O_NONBLOCK);
}

static void devices_come_and_go(void **state) {
    struct room r;
    (void)state;
    enter(&r);
    assert_int_equal(evdev_count(r.evdev), 0);
    int mouse = plug_in(&r, "mouse0"); // not an event device: nobody reads it
    assert_int_equal(mouse, -1);
    int first = plug_in(&r, "event0"), second = plug_in(&r, "event1");
    assert_true(first >= 0 && second >= 0);
    assert_int_equal(evdev_count(r.evdev), 2);
    assert_true(record_press(second, CODE_OK));
    let_arrive(&r);
    assert_string_equal(r.heard.text, "+352 -352 ");

    unsigned char bytes[RECORD_ROOM];
    size_t n = record_key(bytes, CODE_RED, 1);
    assert_int_equal(write(first, bytes, n), n); // held while it is pulled out
    close(first);
    let_arrive(&r);
    assert_string_equal(r.heard.text, "+352 -352 +398 -398 ");
    assert_int_equal(evdev_count(r.evdev), 1);

    assert_int_equal(unlink(path_in(&r, "event1")), 0);
    let_arrive(&r);
    assert_int_equal(evdev_count(r.evdev), 0);
    close(second);
    leave(&r);
}

static void devices_that_are_there_already(void **state) {
    struct room r;
    struct fault f = {0};
    (void)state;
    enter(&r);
    evdev_destroy(r.evdev);
    assert_int_equal(mkfifo(path_in(&r, "event7"), 0600), 0);
    r.evdev = evdev_create(&(struct evdev_options){.folder = r.folder, .wanted = any_code}, &f);
    assert_int_equal(evdev_count(r.evdev), 1);
    evdev_read(r.evdev, hear, &r.heard); // nobody writes yet: it stays open
    assert_int_equal(evdev_count(r.evdev), 1);
    leave(&r);
}

static void too_many_devices_are_left_alone(void **state) {
    struct room r;
    char name[16];
    (void)state;
    enter(&r);
    for (int i = 0; i < EVDEV_SOURCES + 3; i++) {
        (void)snprintf(name, sizeof name, "event%d", i);
        assert_int_equal(mkfifo(path_in(&r, name), 0600), 0);
    }
    let_arrive(&r);
    assert_int_equal(evdev_count(r.evdev), EVDEV_SOURCES);
    leave(&r);
}

static void one_path(void **state) {
    struct fault f = {0};
    struct heard h = {""};
    char path[64];
    (void)state;
    (void)snprintf(path, sizeof path, "/tmp/tgov-fifo-%d", (int)getpid());
    struct evdev_options o = {.path = path, .wanted = any_code};
    assert_null(evdev_create(&o, &f));
    assert_int_equal(f.code, ERR_NOT_FOUND);
    assert_string_equal(f.place, path);
    assert_int_equal(mkfifo(path, 0600), 0);
    struct evdev *e = evdev_create(&o, &f);
    assert_non_null(e);
    for (int i = 0; i < 2; i++) { // a writer that comes twice: the FIFO survives its leaving
        int fd = open(path, O_WRONLY);
        assert_true(record_press(fd, CODE_5));
        close(fd);
        evdev_read(e, hear, &h);
    }
    assert_string_equal(h.text, "+517 -517 +517 -517 ");
    evdev_destroy(e);
    unlink(path);
}

static void no_folder_is_no_error(void **state) {
    struct fault f = {0};
    (void)state;
    struct evdev *e = evdev_create(&(struct evdev_options){.folder = "/nonexistent", .wanted = any_code}, &f);
    assert_non_null(e);
    assert_int_equal(evdev_count(e), 0);
    evdev_destroy(e);
}

static void every_allocation_may_fail(void **state) {
    struct room r;
    struct fault f;
    long n = 0;
    (void)state;
    enter(&r);
    evdev_destroy(r.evdev);
    r.evdev = NULL;
    assert_int_equal(mkfifo(path_in(&r, "event0"), 0600), 0);
    for (; !r.evdev; n++) {
        mem_fail_after(n);
        r.evdev = evdev_create(&(struct evdev_options){.folder = r.folder, .wanted = any_code}, &f);
        mem_fail_after(-1);
        if (!r.evdev)
            assert_int_equal(f.code, ERR_MEMORY);
    }
    assert_true(n > 2);
    assert_int_equal(evdev_count(r.evdev), 1);
    leave(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_in_pieces),
        cmocka_unit_test(nonsense_is_no_key),
        cmocka_unit_test(lost_events_release_what_is_held),
        cmocka_unit_test(devices_come_and_go),
        cmocka_unit_test(devices_that_are_there_already),
        cmocka_unit_test(too_many_devices_are_left_alone),
        cmocka_unit_test(one_path),
        cmocka_unit_test(no_folder_is_no_error),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
