// SPDX-License-Identifier: Apache-2.0
// The real espeak-ng through our command driver: one sentence in each language of the interface is recorded to a file, and
// the file is measured. It must be sound, not silence, and about as long as such a sentence takes.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/when.h"
#include "platform/voice.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PATIENCE_MS = 60000, HEAD = 44 };

static char folder[64];

struct sound {
    double seconds, loudness; // of all samples: root of the mean square, of 32767
};

static uint32_t number(const unsigned char *p, int bytes) {
    uint32_t n = 0;
    for (int i = bytes - 1; i >= 0; i--)
        n = n << 8 | p[i];
    return n;
}

static struct sound measure(int file) {
    char path[128];
    unsigned char head[HEAD], two[2];
    double squares = 0;
    long samples = 0;
    snprintf(path, sizeof path, "%s/%d.wav", folder, file);
    FILE *f = fopen(path, "rb");
    if (!f)
        return (struct sound){0};
    assert_int_equal(fread(head, 1, HEAD, f), HEAD);
    assert_memory_equal(head, "RIFF", 4);
    assert_memory_equal(head + 8, "WAVEfmt ", 8);
    assert_int_equal(number(head + 22, 2), 1);  // one channel
    assert_int_equal(number(head + 34, 2), 16); // bits
    while (fread(two, 1, 2, f) == 2) {
        double s = (int16_t)number(two, 2);
        squares += s * s;
        samples++;
    }
    fclose(f);
    unlink(path);
    return (struct sound){samples / (double)number(head + 24, 4), samples ? sqrt(squares / (double)samples) : 0};
}

static void settled(const struct voice *v) {
    for (int i = 0; voice_talking(v) && i < PATIENCE_MS; i++)
        usleep(1000);
    assert_false(voice_talking(v));
}

static struct voice *recorder(void) {
    struct voice *v = voice_create(&(struct voice_options){.driver = "espeak", .record = folder});
    assert_non_null(v);
    return v;
}

static void every_language_is_heard(void **state) {
    static const struct { const char *tag, *text; } sentences[] = {
        {"en", "Report a broken street light. The office answers within 7 working days."},
        {"ko", "가로등 고장을 신고하세요. 7 근무일 안에 답변을 드립니다."},
        {"ar", "أبلغ عن عطل في إنارة الشارع. يأتي الرد خلال 7 أيام عمل."},
        {"vi", "Báo đèn đường bị hỏng. Cơ quan trả lời trong 7 ngày làm việc."},
        {"zh-CN", "报告路灯故障。机构在七个工作日内答复。"},
        {"es", "Avise de una farola rota. La oficina responde en 7 días hábiles."},
        {"pt-BR", "Informe um poste de luz quebrado. A resposta vem em 7 dias úteis."},
        {"hi", "टूटी हुई सड़क बत्ती की सूचना दें। कार्यालय सात कार्य दिवसों में उत्तर देता है।"},
        {"th", "แจ้งไฟถนนเสีย สำนักงานตอบภายในเจ็ดวันทำการ"},
    };
    struct voice *v = recorder();
    struct input news;
    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        assert_int_equal(voice_speak(v, &(struct utterance){.text = sentences[i].text, .language = sentences[i].tag}), ERR_NONE);
    settled(v);
    assert_false(voice_take(v, &news)); // no voice is missing
    voice_destroy(v);
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        struct sound s = measure((int)i + 1);
        print_message("%-5s %.2f s, loudness %.0f\n", sentences[i].tag, s.seconds, s.loudness);
        if (s.seconds < 2 || s.seconds > 14 || s.loudness < 600)
            fail_msg("%s: %.2f s, loudness %.0f", sentences[i].tag, s.seconds, s.loudness);
    }
}

static struct sound said(const char *text, const char *tag, int rate, int volume) {
    struct voice *v = recorder();
    assert_int_equal(voice_speak(v, &(struct utterance){.text = text, .language = tag, .rate = rate, .volume = volume}), ERR_NONE);
    settled(v);
    voice_destroy(v);
    return measure(1);
}

static void speed_and_volume_are_heard(void **state) {
    static const char text[] = "Your case was received. You can follow it with the number on the receipt.";
    struct sound usual = said(text, "en", 100, 100), fast = said(text, "en", 200, 100), slow = said(text, "en", 60, 100), quiet = said(text, "en", 100, 30);
    (void)state;
    assert_true(fast.seconds < usual.seconds * 0.75);
    assert_true(slow.seconds > usual.seconds * 1.25);
    assert_true(quiet.loudness < usual.loudness * 0.6);
    assert_true(quiet.loudness > 50);
}

static void an_unknown_language_is_told(void **state) {
    struct voice *v = recorder();
    struct input news;
    (void)state;
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "a", .language = "xx"}), ERR_NONE);
    settled(v);
    assert_true(voice_take(v, &news));
    assert_int_equal(news.voice, VOICE_MISSING);
    assert_string_equal(news.text, "xx");
    voice_destroy(v);
    (void)measure(1); // takes what there may be away
}

// A long text is cut in the moment something newer is to be said, long before it would have ended.
static void a_newer_one_cuts_a_long_one(void **state) {
    char text[4000] = "";
    (void)state;
    for (size_t n = 0; n + 40 < sizeof text; n = strlen(text))
        snprintf(text + n, sizeof text - n, "A long sentence without an end in sight. ");
    struct voice *v = recorder();
    assert_int_equal(voice_speak(v, &(struct utterance){.text = text, .language = "en", .rate = 50, .how = SAY_INSTEAD}), ERR_NONE);
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "Next", .language = "en", .how = SAY_INSTEAD}), ERR_NONE);
    settled(v);
    voice_destroy(v);
    struct sound first = measure(1), second = measure(2);
    struct sound next = second.seconds > 0 ? second : first; // the first may not even have begun
    assert_true(next.seconds > 0.15 && next.seconds < 3);
}

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/tgov-wav-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}
static int remove_folder(void **state) {
    (void)state;
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_is_heard),
        cmocka_unit_test(speed_and_volume_are_heard),
        cmocka_unit_test(an_unknown_language_is_told),
        cmocka_unit_test(a_newer_one_cuts_a_long_one),
    };
    if (access("/usr/bin/espeak-ng", X_OK) != 0) {
        puts("SKIP: espeak-ng is not installed");
        return 77;
    }
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
