// SPDX-License-Identifier: Apache-2.0
// Hangul: words by their keys, every syllable there is, deletion jamo by jamo, and 100 000 random key sequences against
// libhangul (Debian libhangul-dev; the comparison is left out where it is not installed).
#include "helper_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#ifdef TGOV_LIBHANGUL
#include <hangul.h>
#endif

enum { SEQUENCES = 100000, LONGEST = 40, SEED = 20260310 };
static struct typing t;

static void words_by_two_sets(void **state) {
    (void)state;
    static const struct { const char *keys, *text; } words[] = {
        {"dkssudgktpdy", "안녕하세요"}, {"Qkdwlq", "빵집"}, {"ekfrrhk", "닭과"}, {"ekfrl", "달기"}, {"dkswk", "안자"}, {"rkqtl", "갑시"}, {"ehddod", "동앵"},
        {"rhkdlTsp", "과있네"}, {"dmldml", "의의"}, {"oRkP", "ㅐ까ㅖ"}, {"rrr", "ㄱㄱㄱ"}, {"kr", "ㅏㄱ"}, {"rt", "ㄳ"}, {"rtk", "ㄱ사"}, {"EkE", "따ㄸ"},
        {"anffprlf14", "물레길14"}, {"ekfrr<", "닭"}, {"ekfrr<<", ""}, {"ekfr<<<<", ""}, {"rkqt<", "갑"}, {"rhk<", "고"}, {"rkrk<", "가ㄱ"}, {"rkrk<<", "가"},
        {"gksrmf,dhk!", "한글,와!"}, {"dhkdrk<<", "왕"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        field_open(&t, "ko", KEYBOARD_TEXT, "");
        if (strcmp(typed(&t, words[i].keys), words[i].text))
            fail_msg("%s gives %s, not %s", words[i].keys, t.text, words[i].text);
    }
}

// Behind a syllable that is finished, deleting takes whole characters.
static void deleting_goes_back_as_it_came(void **state) {
    (void)state;
    field_open(&t, "ko", KEYBOARD_TEXT, "빵집");
    assert_string_equal(typed(&t, "ekfr"), "빵집닭");
    assert_int_equal(t.compose, 3);
    static const char *const steps[] = {"빵집달", "빵집다", "빵집ㄷ", "빵집", "빵", ""};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        assert_string_equal(typed(&t, "<"), steps[i]);
    assert_int_equal(t.compose, 0);
}

static char key_of(uint32_t jamo) {
    static const char keys[] = "qwertyuiopasdfghjklzxcvbnmQWERTOP";
    for (const char *k = keys; *k; k++)
        if (hangul_of_key(*k) == jamo)
            return *k;
    return 0;
}

static char *keys_of(uint32_t jamo, char *to) {
    uint32_t first = jamo, second = 0;
    if (!key_of(jamo) && !hangul_parts(jamo, &first, &second))
        fail_msg("U+%04X has no keys", jamo);
    *to++ = key_of(first);
    if (second)
        *to++ = key_of(second);
    *to = '\0';
    return to;
}

static void every_syllable_has_its_keys(void **state) {
    (void)state;
    int count = 0;
    for (uint32_t code = 0xAC00; code <= 0xD7A3; code++, count++) {
        uint32_t initial, vowel, final;
        char keys[16], want[5] = "";
        assert_true(hangul_split(code, &initial, &vowel, &final));
        char *end = keys_of(vowel, keys_of(initial, keys));
        if (final)
            keys_of(final, end);
        want[utf8_put(want, code)] = '\0';
        field_open(&t, "ko", KEYBOARD_TEXT, "");
        if (strcmp(typed(&t, keys), want))
            fail_msg("%s gives %s, not %s", keys, t.text, want);
    }
    assert_int_equal(count, 11172);
}

#ifdef TGOV_LIBHANGUL
struct both {
    HangulInputContext *ic;
    struct hangul ours;
    uint32_t theirs_done[LONGEST * 2], ours_done[LONGEST * 2];
    int theirs_count, ours_count;
};

static void both_delete(struct both *b) {
    if (!hangul_ic_backspace(b->ic) && b->theirs_count)
        b->theirs_count--;
    if (!hangul_delete(&b->ours) && b->ours_count)
        b->ours_count--;
}

static void both_type(struct both *b, char key) {
    (void)hangul_ic_process(b->ic, key);
    for (const ucschar *c = hangul_ic_get_commit_string(b->ic); *c; c++)
        b->theirs_done[b->theirs_count++] = *c;
    b->ours_count += hangul_add(&b->ours, hangul_of_key(key), b->ours_done + b->ours_count);
}

static void as_libhangul_does(void **state) {
    (void)state;
    static const char keys[] = "qwertyuiopasdfghjklzxcvbnmQWERTOP";
    srandom(SEED);
    long deletions = 0;
    for (int n = 0; n < SEQUENCES; n++) {
        struct both b = {.ic = hangul_ic_new("2")};
        char said[LONGEST + 1] = "";
        int length = 3 + (int)(random() % (LONGEST - 3));
        for (int i = 0; i < length; i++) {
            bool delete = random() % 6 == 0;
            said[i] = delete ? '<' : keys[random() % (long)(sizeof keys - 1)];
            if (delete)
                both_delete(&b);
            else
                both_type(&b, said[i]);
            deletions += delete;
            const ucschar *composing = hangul_ic_get_preedit_string(b.ic);
            bool same = b.theirs_count == b.ours_count && composing[0] == hangul_shown(&b.ours) && (!composing[0] || !composing[1]) &&
                        !memcmp(b.theirs_done, b.ours_done, sizeof *b.ours_done * (size_t)b.ours_count);
            if (!same)
                fail_msg("\"%s\": U+%04X is composed, libhangul has U+%04X", said, hangul_shown(&b.ours), composing[0]);
        }
        hangul_ic_delete(b.ic);
    }
    printf("%d sequences, %ld deletions, the same as libhangul\n", SEQUENCES, deletions);
}
#else
static void as_libhangul_does(void **state) {
    (void)state;
    puts("SKIP: libhangul-dev is not installed");
    skip();
}
#endif

// ---- Cheonjiin
static void words_by_three_strokes(void **state) {
    (void)state;
    static const struct { const char *keys, *text; } table[] = {
        {"412", "가"}, {"4412", "카"}, {"44412", "까"}, {"444412", "가"}, {"4125", "간"}, {"41255", "갈"}, {"4125 5", "간ㄴ"}, {"4125>5", "간ㄴ"},
        {"432 4 412", "국가"}, {"4324>412", "국가"}, {"12", "ㅏ"}, {"2", "ㆍ"}, {"22", "ㆍㆍ"}, {"42", "ㄱㆍ"}, {"421", "거"}, {"4221", "겨"},
        {"423", "고"}, {"4223", "교"}, {"432", "구"}, {"4322", "규"}, {"43221", "궈"}, {"432211", "궤"}, {"42312", "과"}, {"423121", "괘"},
        {"4231", "괴"}, {"4321", "귀"}, {"431", "긔"}, {"4121", "개"}, {"41221", "걔"}, {"4211", "게"}, {"42211", "계"},
        {"612554", "닭"}, {"6125541", "달기"}, {"412788", "갑ㅎ"}, {"41278", "값"}, {"4127812", "갑사"}, {"012588", "않"}, {"01258812", "안하"},
        {"0125 52210", "안녕"}, {"01255 5", "알ㄴ"}, {"777120917", "빵집"}, {"#4", "4"}, {"412#4", "가4"}, {"412 #4", "가4"}, {"41225-", "갸"},
        {"412-", "ㄱ"}, {"412--", ""}, {"4125-", "가"}, {"41278-", "갑"}, {"41278--", "가"}, {"41278---", "ㄱ"}, {"412>_412", "가 가"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        field_open(&t, "ko", KEYBOARD_TEXT, "");
        if (strcmp(pressed(&t, table[i].keys), table[i].text))
            fail_msg("%s gives %s, not %s", table[i].keys, t.text, table[i].text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_by_two_sets),        cmocka_unit_test(deleting_goes_back_as_it_came), cmocka_unit_test(every_syllable_has_its_keys),
        cmocka_unit_test(as_libhangul_does),        cmocka_unit_test(words_by_three_strokes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
