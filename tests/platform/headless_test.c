// SPDX-License-Identifier: Apache-2.0
// The headless driver: input, both clocks, waking, the record of damage and speech, pictures.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/mem.h"
#include "base/str.h"
#include "platform/headless/headless.h"
#include "platform/png.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct platform *make(int width, int height) {
    struct fault f = {0};
    struct platform *p = platform_headless(&(struct platform_options){.width = width, .height = height, .zone = 60}, &f);
    assert_non_null(p);
    return p;
}

static void input_comes_in_order(void **state) {
    struct platform *p = make(320, 180);
    struct input in;
    (void)state;
    assert_false(p->ops->poll(p, &in));
    assert_true(headless_press(p, KEY_RED));
    assert_true(headless_type(p, "안녕"));
    assert_int_equal(headless_queued(p), 3);
    assert_true(p->ops->poll(p, &in));
    assert_int_equal(in.type, INPUT_KEY);
    assert_int_equal(in.key, KEY_RED);
    assert_true(p->ops->poll(p, &in));
    assert_int_equal(in.type, INPUT_KEY_UP);
    assert_true(p->ops->poll(p, &in));
    assert_string_equal(in.text, "안녕");
    assert_false(p->ops->poll(p, &in));
    p->ops->destroy(p);
}

static void long_text_is_cut_between_characters(void **state) {
    char text[3 * 100 + 1] = "", joined[sizeof text] = "";
    struct platform *p = make(320, 180);
    struct input in;
    size_t at = 0;
    (void)state;
    for (size_t i = 0; i < 100; i++)
        memcpy(text + 3 * i, "글", 4);
    assert_true(headless_type(p, text));
    while (p->ops->poll(p, &in)) {
        assert_true(utf8_valid(in.text, strlen(in.text)));
        memcpy(joined + at, in.text, strlen(in.text) + 1);
        at += strlen(in.text);
    }
    assert_string_equal(joined, text);
    p->ops->destroy(p);
}

static void full_queue_says_so(void **state) {
    struct platform *p = make(320, 180);
    struct input in = {.type = INPUT_KEY, .key = KEY_OK};
    (void)state;
    for (int i = 0; i < HEADLESS_INPUTS; i++)
        assert_true(headless_push(p, &in));
    assert_false(headless_push(p, &in));
    assert_true(p->ops->poll(p, &in));
    assert_true(headless_push(p, &in));
    p->ops->destroy(p);
}

static void clock_moves_only_when_told(void **state) {
    struct platform *p = make(320, 180);
    (void)state;
    assert_int_equal(p->ops->clock(p), 0);
    struct when_clock c = when_clock_of(p->ops->wall(p), p->ops->zone_minutes(p));
    assert_int_equal(c.hour * 60 + c.minute, 9 * 60 + 12);
    p->ops->wait(p, 250); // nothing queued: straight to the deadline
    assert_int_equal(p->ops->clock(p), 250);
    p->ops->wait(p, 100); // long past
    assert_int_equal(p->ops->clock(p), 250);
    headless_advance(p, 60000);
    assert_int_equal(p->ops->clock(p), 60250);
    c = when_clock_of(p->ops->wall(p), 60);
    assert_int_equal(c.minute, 13);
    assert_true(headless_press(p, KEY_OK));
    p->ops->wait(p, 100000); // input comes first
    assert_int_equal(p->ops->clock(p), 60250);
    assert_int_equal(headless_count(p).waits, 3);
    p->ops->destroy(p);
}

static void *wake_from_outside(void *p) {
    ((struct platform *)p)->ops->wake(p);
    return NULL;
}

static void wake_ends_present_or_next_wait(void **state) {
    struct platform *p = make(320, 180);
    pthread_t other;
    (void)state;
    p->ops->wake(p);
    p->ops->wait(p, -1);
    p->ops->wake(p);
    p->ops->wait(p, 500); // woken: the deadline is not reached
    assert_int_equal(p->ops->clock(p), 0);
    assert_int_equal(pthread_create(&other, NULL, wake_from_outside, p), 0);
    p->ops->wait(p, -1);
    pthread_join(other, NULL);
    assert_int_equal(pthread_create(&other, NULL, wake_from_outside, p), 0);
    assert_true(headless_wait_real(p, -1));
    pthread_join(other, NULL);
    assert_false(headless_wait_real(p, 1));
    p->ops->destroy(p);
}

static void damage_is_counted_and_stale_pixels_found(void **state) {
    struct platform *p = make(64, 32);
    struct frame f = p->ops->frame(p);
    struct rect r[2] = {{0, 0, 10, 4}, {60, 30, 4, 2}};
    int x = -1, y = -1;
    size_t n;
    (void)state;
    assert_true(headless_keep_shown(p));
    f.pixels[0] = 0xff112233;
    f.pixels[31 * 64 + 63] = 0xff445566;
    assert_true(headless_find_stale(p, &x, &y));
    assert_int_equal(x + y, 0);
    assert_int_equal(p->ops->present(p, r, 1), ERR_NONE);
    assert_true(headless_find_stale(p, &x, &y)); // the corner was painted but not presented
    assert_int_equal(x, 63);
    assert_int_equal(y, 31);
    assert_int_equal(p->ops->present(p, r, 2), ERR_NONE);
    assert_false(headless_find_stale(p, &x, &y));
    assert_int_equal(headless_count(p).frames, 2);
    assert_int_equal(headless_count(p).rectangles, 3);
    assert_int_equal(headless_count(p).pixels, 40 + 40 + 8);
    assert_true(rect_same(headless_changed(p, &n)[1], r[1]));
    assert_int_equal(n, 2);
    headless_reset_count(p);
    assert_int_equal(headless_count(p).frames, 0);
    p->ops->destroy(p);
}

static void resize_gives_a_new_frame(void **state) {
    struct platform *p = make(1280, 720);
    struct input in;
    (void)state;
    assert_true(headless_resize(p, 1920, 1080));
    assert_true(p->ops->poll(p, &in));
    assert_int_equal(in.type, INPUT_RESIZED);
    assert_int_equal(p->ops->frame(p).height, 1080);
    p->ops->frame(p).pixels[1920 * 1080 - 1] = 1;
    p->ops->destroy(p);
}

static void speech_is_written_down(void **state) {
    struct platform *p = make(64, 32);
    (void)state;
    for (int i = 0; i < 100; i++) {
        headless_advance(p, 10);
        struct utterance u = {i % 2 ? "Citizens" : "시민", i % 2 ? "en" : "ko", i == 3 ? SAY_INSTEAD : SAY_AFTER, 120, 80, false};
        assert_int_equal(p->ops->speak(p, &u), ERR_NONE);
    }
    assert_int_equal(headless_spoken_count(p), 100);
    assert_string_equal(headless_spoken(p, 0)->text, "시민");
    assert_string_equal(headless_spoken(p, 0)->language, "ko");
    assert_int_equal(headless_spoken(p, 3)->how, SAY_INSTEAD);
    assert_int_equal(headless_spoken(p, 3)->rate, 120);
    assert_int_equal(headless_spoken(p, 3)->volume, 80);
    assert_int_equal(headless_spoken(p, 3)->at, 40);
    assert_null(headless_spoken(p, 100));
    assert_true(p->ops->talking(p));
    p->ops->hush(p);
    assert_false(p->ops->talking(p));
    assert_int_equal(p->ops->speak(p, &(struct utterance){.text = "four", .language = "en"}), ERR_NONE);
    headless_advance(p, 4 * HEADLESS_MS_A_BYTE - 1);
    assert_true(p->ops->talking(p));
    headless_advance(p, 1);
    assert_false(p->ops->talking(p)); // it has been said
    assert_false(p->ops->headphones(p));
    headless_set_headphones(p, true);
    assert_true(p->ops->headphones(p));
    assert_int_equal(headless_hushed(p), 1);
    headless_forget_spoken(p);
    assert_null(headless_spoken(p, 0));
    p->ops->destroy(p);
}

static uint32_t number(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void picture_is_a_png(void **state) {
    struct platform *p = make(100, 40);
    struct frame frame = p->ops->frame(p);
    struct fault f = {0};
    struct buf b;
    (void)state;
    buf_init(&b, PICTURE_BYTES);
    assert_int_equal(picture_png(&frame, &b, &f), ERR_NONE);
    const unsigned char *bytes = (const unsigned char *)b.data;
    assert_memory_equal(bytes, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(number(bytes + 16), 100);
    assert_int_equal(number(bytes + 20), 40);
    buf_finish(&b);
    buf_init(&b, 20); // too small a cap is an error, not a cut picture
    assert_int_equal(picture_png(&frame, &b, &f), ERR_LIMIT);
    buf_finish(&b);
    assert_int_equal(picture_write_png("/nonexistent/folder/a.png", &frame, &f), ERR_NOT_FOUND);
    assert_non_null(strstr(f.place, "/nonexistent"));
    p->ops->destroy(p);
}

// What another program reads back: colours in the right order, each row in its place.
static void picture_has_the_pixels(void **state) {
    char path[] = "/tmp/tgov-picture-XXXXXX", command[160], line[64] = "";
    struct platform *p = make(3, 2);
    struct frame frame = p->ops->frame(p);
    struct fault f = {0};
    (void)state;
    if (system("command -v convert >/dev/null"))
        skip();
    for (int i = 0; i < 6; i++)
        frame.pixels[i] = 0xff000000u | (uint32_t)(0x102030 + i * 0x010101);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(picture_write_png(path, &frame, &f), ERR_NONE);
    (void)snprintf(command, sizeof command, "convert png:%s -depth 8 rgb:- | od -An -v -tx1 | tr -d ' \\n'", path);
    FILE *out = popen(command, "r");
    assert_non_null(out);
    assert_non_null(fgets(line, sizeof line, out));
    pclose(out);
    unlink(path);
    assert_string_equal(line, "102030112131122232132333142434152535");
    p->ops->destroy(p);
}

static void every_allocation_may_fail(void **state) {
    struct platform_options o = {.width = 16, .height = 16};
    struct fault f;
    long n = 0;
    (void)state;
    for (bool done = false; !done; n++) {
        struct buf b;
        mem_fail_after(n);
        struct platform *p = platform_headless(&o, &f);
        buf_init(&b, PICTURE_BYTES);
        if (p) {
            struct frame frame = p->ops->frame(p);
            enum err spoken = p->ops->speak(p, &(struct utterance){.text = "a", .language = "en"});
            enum err png = picture_png(&frame, &b, &f);
            bool shown = headless_keep_shown(p), bigger = headless_resize(p, 32, 32);
            assert_non_null(p->ops->frame(p).pixels);
            done = !spoken && shown && bigger && !png;
            assert_true(spoken == ERR_NONE || spoken == ERR_MEMORY);
            assert_true(png == ERR_NONE || png == ERR_MEMORY);
            p->ops->destroy(p);
        } else {
            assert_int_equal(f.code, ERR_MEMORY);
        }
        mem_fail_after(-1);
        buf_finish(&b);
    }
    assert_true(n > 5);
}

static void names_of_keys_are_a_circle(void **state) {
    enum key key;
    (void)state;
    for (int k = KEY_NONE + 1; k < KEY_COUNT; k++) {
        assert_true(key_from_name(key_name((enum key)k), &key));
        assert_int_equal(key, k);
    }
    assert_true(key_from_name("page_up", &key));
    assert_int_equal(key, KEY_PAGE_UP);
    assert_false(key_from_name("NONE", &key));
    assert_false(key_from_name("", &key));
    assert_false(key_from_name(NULL, &key));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(input_comes_in_order),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(full_queue_says_so),
        cmocka_unit_test(clock_moves_only_when_told),
        cmocka_unit_test(wake_ends_present_or_next_wait),
        cmocka_unit_test(damage_is_counted_and_stale_pixels_found),
        cmocka_unit_test(resize_gives_a_new_frame),
        cmocka_unit_test(speech_is_written_down),
        cmocka_unit_test(picture_is_a_png),
        cmocka_unit_test(picture_has_the_pixels),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(names_of_keys_are_a_circle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
