// SPDX-License-Identifier: Apache-2.0
// The driver of a box with SDL's dummy screen and a FIFO as its remote: keys in, pictures out, sleeping and waking.
// TGOV_TEST_VIDEO=x11 runs it in a window, where it sleeps in another way; tests/journeys/emulator.test.sh does.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "helper_keys.h"
#include "platform/platform.h"
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *screen(void) {
    const char *given = getenv("TGOV_TEST_VIDEO");
    return given ? given : "dummy";
}

struct box {
    char fifo[64];
    int remote;
    struct platform *p;
};

static void switch_on(struct box *b, const char *keymap) {
    struct fault f = {0};
    (void)snprintf(b->fifo, sizeof b->fifo, "/tmp/tgov-stb-%d", (int)getpid());
    unlink(b->fifo);
    assert_int_equal(mkfifo(b->fifo, 0600), 0);
    struct platform_options o = {.width = 320, .height = 180, .input_path = b->fifo, .keymap = keymap};
    b->p = platform_stb(&o, &f);
    if (!b->p)
        print_error("%s: %s\n", f.place, f.what);
    assert_non_null(b->p);
    b->remote = open(b->fifo, O_WRONLY | O_NONBLOCK);
    assert_true(b->remote >= 0);
}

static void switch_off(struct box *b) {
    b->p->ops->destroy(b->p);
    close(b->remote);
    unlink(b->fifo);
}

// The next input of a type that a remote makes; the screen may have said RESIZED at the start.
static bool next(struct box *b, struct input *in) {
    while (b->p->ops->poll(b->p, in))
        if (in->type != INPUT_RESIZED)
            return true;
    return false;
}

static void keys_arrive(void **state) {
    struct box b;
    struct input in;
    (void)state;
    switch_on(&b, NULL);
    assert_false(next(&b, &in));
    assert_true(record_press(b.remote, CODE_UNKNOWN)); // no key of ours: nothing to hear
    assert_true(record_press(b.remote, CODE_OK));
    assert_true(record_press(b.remote, CODE_EXIT)); // what CEC sends for back
    b.p->ops->wait(b.p, -1);
    static const enum key expected[] = {KEY_OK, KEY_BACK};
    for (size_t i = 0; i < 2; i++) {
        assert_true(next(&b, &in));
        assert_int_equal(in.type, INPUT_KEY);
        assert_int_equal(in.key, expected[i]);
        assert_false(in.repeat);
        assert_true(next(&b, &in));
        assert_int_equal(in.type, INPUT_KEY_UP);
    }
    assert_false(next(&b, &in));
    unsigned char bytes[RECORD_ROOM];
    size_t n = record_key(bytes, CODE_RED, 2);
    assert_int_equal(write(b.remote, bytes, n), n);
    assert_true(next(&b, &in));
    assert_int_equal(in.key, KEY_RED);
    assert_true(in.repeat);
    switch_off(&b);
}

// A keyboard: letters, capitals, symbols; digits stay keys.
static void letters_are_typed(void **state) {
    static const struct {
        unsigned code;
        int value;
    } pressed[] = {{30, 1}, {30, 0}, {42, 1}, {30, 1}, {30, 0}, {3, 1}, {3, 0}, {42, 0}, {57, 1}, {57, 0}, {58, 1}, {58, 0},
                   {48, 1}, {48, 0}, {3, 1}, {3, 0}, {29, 1}, {46, 1}, {46, 0}, {29, 0}};
    struct box b;
    struct input in;
    char text[16] = "";
    int digits = 0;
    (void)state;
    switch_on(&b, NULL);
    for (size_t i = 0; i < sizeof pressed / sizeof pressed[0]; i++) {
        unsigned char bytes[RECORD_ROOM];
        size_t n = record_key(bytes, pressed[i].code, pressed[i].value);
        assert_int_equal(write(b.remote, bytes, n), n);
    }
    while (next(&b, &in)) {
        if (in.type == INPUT_TEXT)
            text[strlen(text)] = in.text[0];
        digits += in.type != INPUT_TEXT && in.key == KEY_2; // down and up
    }
    assert_string_equal(text, "aA@ B");
    assert_int_equal(digits, 2);
    switch_off(&b);
}

static void *wake_from_outside(void *p) {
    ((struct platform *)p)->ops->wake(p);
    return NULL;
}

static void it_sleeps_and_wakes(void **state) {
    struct box b;
    pthread_t other;
    struct input in;
    (void)state;
    switch_on(&b, NULL);
    while (b.p->ops->poll(b.p, &in)) {
    }
    when_ms until = b.p->ops->clock(b.p) + 20;
    b.p->ops->wait(b.p, until);
    assert_true(b.p->ops->clock(b.p) >= until);
    b.p->ops->wake(b.p);
    b.p->ops->wake(b.p); // two wakes before a wait are one
    b.p->ops->wait(b.p, -1);
    assert_int_equal(pthread_create(&other, NULL, wake_from_outside, b.p), 0);
    b.p->ops->wait(b.p, -1);
    pthread_join(other, NULL);
    switch_off(&b);
}

static void frames_are_shown(void **state) {
    struct box b;
    (void)state;
    switch_on(&b, NULL);
    struct frame f = b.p->ops->frame(b.p);
    assert_int_equal(f.width, 320);
    assert_int_equal(f.height, 180);
    memset(f.pixels, 0xff, (size_t)f.stride * (size_t)f.height);
    struct rect r[] = {{0, 0, 320, 180}, {10, 10, 0, 5}, {319, 179, 1, 1}};
    assert_int_equal(b.p->ops->present(b.p, r, 3), ERR_NONE);
    assert_ptr_equal(b.p->ops->frame(b.p).pixels, f.pixels); // the same memory
    assert_int_equal(f.pixels[0], 0xffffffff);               // and it keeps its content
    switch_off(&b);
}

static void key_map_is_used(void **state) {
    struct box b;
    struct input in;
    char path[512];
    const char *source = getenv("TGOV_SOURCE");
    (void)state;
    (void)snprintf(path, sizeof path, "%s/assets/keymaps/rdk.json", source ? source : ".");
    switch_on(&b, path);
    assert_true(record_press(b.remote, CODE_RED));
    assert_true(next(&b, &in));
    assert_int_equal(in.key, KEY_YELLOW);
    switch_off(&b);
}

static void faults_are_told(void **state) {
    struct fault f = {0};
    (void)state;
    assert_null(platform_stb(&(struct platform_options){.width = 32, .height = 18, .keymap = "/nonexistent.json"}, &f));
    assert_int_equal(f.code, ERR_NOT_FOUND);
    assert_null(platform_stb(&(struct platform_options){.width = 320, .height = 180, .input_path = "/nonexistent"}, &f));
    assert_string_equal(f.place, "/nonexistent");
    setenv("SDL_VIDEODRIVER", "no-such-driver", 1);
    assert_null(platform_stb(&(struct platform_options){.width = 32, .height = 18}, &f));
    assert_int_equal(f.code, ERR_IO);
    assert_string_equal(f.place, "video");
    setenv("SDL_VIDEODRIVER", screen(), 1);
}

int main(void) {
    setenv("SDL_VIDEODRIVER", screen(), 1);
    if (!getenv("TGOV_TEST_VIDEO"))
        unsetenv("DISPLAY"); // SDL would ask it for a session bus, and libdbus leaks when there is none
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_arrive),
        cmocka_unit_test(letters_are_typed),
        cmocka_unit_test(it_sleeps_and_wakes),
        cmocka_unit_test(frames_are_shown),
        cmocka_unit_test(key_map_is_used),
        cmocka_unit_test(faults_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
