// SPDX-License-Identifier: Apache-2.0
// What may cut what. A table: utterances put in one after the other while the first is being said, and what is left.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "platform/speech_queue.h"
#include <stdio.h>
#include <string.h>

static enum err put(struct speech_queue *q, enum say_how how, const char *text) {
    struct speech_item *item = speech_item_make(&(struct utterance){.text = text, .language = "en", .how = how});
    assert_non_null(item);
    enum err err = speech_queue_put(q, item);
    if (err)
        mem_free(item);
    return err;
}

static void finish(struct speech_queue *q) {
    speech_queue_clear(q);
    speech_queue_done(q);
}

// "a! +b -c": a is an error, b comes behind, c is a focus. The first one is being said when the others come.
static void newer_things_cut_older_ones(void **state) {
    static const struct { const char *puts; bool cut; const char *left; } cases[] = {
        {"-a +b", false, "b"},         // its own second part
        {"-a +b -c", true, "c"},       // a new focus cuts, and forgets the rest of the old one
        {"-a -b -c", true, "c"},       // only the newest
        {"+a -b", true, "b"},
        {"-a !b", true, "b"},          // an error cuts
        {"!a -b", false, "b"},         // and is not cut by the focus that follows it
        {"!a -b +c", false, "b c"},
        {"!a -b -c", true, "c"},       // but by the next
        {"!a !b", false, "b"},         // an error does not cut another
        {"!a !b -c", false, "b c"},    // both are heard first
        {"-a !b -c", true, "b c"},
        {"-a !b -c -d", true, "d"},
        {"!a +b -c", false, "c"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct speech_queue q = {0};
        char left[64] = "";
        for (const char *p = cases[i].puts; *p; p += p[2] ? 3 : 2) {
            char text[] = {p[1], '\0'};
            assert_int_equal(put(&q, *p == '-' ? SAY_INSTEAD : *p == '!' ? SAY_FIRST : SAY_AFTER, text), ERR_NONE);
            if (p == cases[i].puts)
                assert_non_null(speech_queue_next(&q));
        }
        for (int k = 0; k < q.count; k++)
            snprintf(left + strlen(left), sizeof left - strlen(left), "%s%s", k ? " " : "", q.items[k]->text);
        if (q.cut != cases[i].cut || strcmp(left, cases[i].left) != 0)
            fail_msg("%s: cut %d, left \"%s\"", cases[i].puts, q.cut, left);
        finish(&q);
    }
}

static void it_is_busy_until_the_last_is_done(void **state) {
    struct speech_queue q = {0};
    (void)state;
    assert_false(speech_queue_busy(&q));
    assert_null(speech_queue_next(&q));
    assert_int_equal(put(&q, SAY_AFTER, "a"), ERR_NONE);
    assert_int_equal(put(&q, SAY_AFTER, "b"), ERR_NONE);
    assert_string_equal(speech_queue_next(&q)->text, "a");
    assert_null(speech_queue_next(&q)); // one at a time
    speech_queue_done(&q);
    assert_string_equal(speech_queue_next(&q)->text, "b");
    assert_true(speech_queue_busy(&q));
    speech_queue_clear(&q);
    assert_true(q.cut);
    assert_false(speech_queue_busy(&q)); // what is stopped is not talking any more
    finish(&q);
}

static void it_has_an_end(void **state) {
    struct speech_queue q = {0};
    int room = 0;
    (void)state;
    while (put(&q, SAY_AFTER, "a") == ERR_NONE)
        room++;
    assert_int_equal(room, SPEECH_QUEUE);
    assert_int_equal(put(&q, SAY_INSTEAD, "b"), ERR_NONE); // there is room for what matters now
    assert_int_equal(q.count, 1);
    finish(&q);
}

// What a service is given holds nothing that could be more than text.
static void an_item_is_clean(void **state) {
    static const struct { const char *tag, *kept; } tags[] = {
        {"en", "en"}, {"zh-CN", "zh-CN"}, {"", ""}, {NULL, ""}, {"en\r\nSTOP", ""}, {"-w", ""}, {"en;rm", ""},
        {"a123456789012345678901234567890123456789", ""}};
    static const struct { int rate, volume, kept_rate, kept_volume; } levels[] = {
        {0, 0, 100, 100}, {10, 1, SAY_RATE_MIN, 1}, {9000, 900, SAY_RATE_MAX, 100}, {-5, -5, SAY_RATE_MIN, 1}};
    (void)state;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct speech_item *item = speech_item_make(&(struct utterance){.text = "a\x1b[2J\nb\x7f", .language = tags[i].tag});
        assert_non_null(item);
        assert_string_equal(item->language, tags[i].kept);
        assert_string_equal(item->text, "a [2J\nb ");
        mem_free(item);
    }
    for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
        struct speech_item *item = speech_item_make(&(struct utterance){.text = "", .rate = levels[i].rate, .volume = levels[i].volume});
        assert_non_null(item);
        assert_int_equal(item->rate, levels[i].kept_rate);
        assert_int_equal(item->volume, levels[i].kept_volume);
        mem_free(item);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newer_things_cut_older_ones),
        cmocka_unit_test(it_is_busy_until_the_last_is_done),
        cmocka_unit_test(it_has_an_end),
        cmocka_unit_test(an_item_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
