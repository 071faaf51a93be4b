// SPDX-License-Identifier: Apache-2.0
// The voice, against a socket that plays speech-dispatcher.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "base/mem.h"
#include "platform/voice.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

struct service {
    struct sockaddr_un at;
    int listener, client;
};

static void open_service(struct service *s) {
    *s = (struct service){.at = {.sun_family = AF_UNIX}, .client = -1};
    (void)snprintf(s->at.sun_path, sizeof s->at.sun_path, "/tmp/tgov-voice-%d", (int)getpid());
    unlink(s->at.sun_path);
    s->listener = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(s->listener, (struct sockaddr *)&s->at, sizeof s->at), 0);
    assert_int_equal(listen(s->listener, 4), 0);
}

static void close_service(struct service *s) {
    close(s->listener);
    if (s->client >= 0)
        close(s->client);
    unlink(s->at.sun_path);
}

// What has arrived since the last look, without the lines' ends.
static const char *heard(struct service *s) {
    static char text[4096];
    size_t used = 0;
    if (s->client < 0)
        s->client = accept(s->listener, NULL, NULL);
    ssize_t n = recv(s->client, text, sizeof text - 1, MSG_DONTWAIT);
    for (ssize_t i = 0; i < n; i++)
        if (text[i] != '\r')
            text[used++] = text[i] == '\n' ? '|' : text[i];
    text[used] = '\0';
    return text;
}

static void sentences_are_sent(void **state) {
    struct service s;
    (void)state;
    open_service(&s);
    struct voice *v = voice_create(s.at.sun_path);
    assert_non_null(v);
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "Citizens, button", .language = "en"}, 0), ERR_NONE);
    assert_string_equal(heard(&s), "SET self CLIENT_NAME tv:tgov:main|SET self LANGUAGE en|SPEAK|Citizens, button|.|");
    assert_int_equal(voice_speak(v, &(struct utterance){"Business", "en", true}, 1), ERR_NONE);
    assert_string_equal(heard(&s), "CANCEL self|SPEAK|Business|.|"); // the language is known
    assert_int_equal(voice_speak(v, &(struct utterance){"시민", "ko", false}, 2), ERR_NONE);
    assert_string_equal(heard(&s), "SET self LANGUAGE ko|SPEAK|시민|.|");
    voice_hush(v);
    assert_string_equal(heard(&s), "CANCEL self|");
    voice_destroy(v);
    close_service(&s);
}

// Text cannot leave the text: neither by a line of one dot nor by a language.
static void text_stays_text(void **state) {
    static const struct {
        const char *text, *language, *expected;
    } cases[] = {
        {".", NULL, "SPEAK|..|.|"},
        {"a\n.\nSTOP all", NULL, "SPEAK|a|..|STOP all|.|"},
        {"a\r\n.b\r", NULL, "SPEAK|a |..b |.|"},
        {"a", "en\r\nSTOP all", "SPEAK|a|.|"},
        {"a", "", "SPEAK|a|.|"},
        {"", NULL, "SPEAK||.|"}};
    struct service s;
    (void)state;
    open_service(&s);
    struct voice *v = voice_create(s.at.sun_path);
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "first"}, 0), ERR_NONE);
    (void)heard(&s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct utterance u = {.text = cases[i].text, .language = cases[i].language};
        assert_int_equal(voice_speak(v, &u, 1), ERR_NONE);
        assert_string_equal(heard(&s), cases[i].expected);
    }
    voice_destroy(v);
    close_service(&s);
}

static void service_may_be_absent_and_come_back(void **state) {
    struct service s;
    struct utterance u = {.text = "a"};
    (void)state;
    open_service(&s);
    close_service(&s);
    struct voice *v = voice_create(s.at.sun_path);
    assert_int_equal(voice_speak(v, &u, 1000), ERR_OFFLINE);
    voice_hush(v);
    open_service(&s);
    assert_int_equal(voice_speak(v, &u, 1001), ERR_OFFLINE); // not at every key
    assert_int_equal(voice_speak(v, &u, 1000 + VOICE_RETRY_MS), ERR_NONE);
    assert_non_null(strstr(heard(&s), "SPEAK|a|.|"));
    close_service(&s); // it ends
    assert_int_equal(voice_speak(v, &u, 1001 + VOICE_RETRY_MS), ERR_OFFLINE);
    voice_destroy(v);
    v = voice_create("/a/path/that/is/far/too/long/for/the/address/of/a/socket/0123456789/0123456789/0123456789/"
                     "0123456789/0123456789");
    assert_int_equal(voice_speak(v, &u, 0), ERR_OFFLINE);
    voice_destroy(v);
}

static void slow_service_holds_nobody_up(void **state) {
    struct service s;
    enum err err = ERR_NONE;
    char *text = calloc(1, VOICE_SENTENCE_BYTES + 2);
    (void)state;
    memset(text, 'a', VOICE_SENTENCE_BYTES);
    open_service(&s);
    struct voice *v = voice_create(s.at.sun_path);
    for (int i = 0; i < 1000 && !err; i++) // it never reads
        err = voice_speak(v, &(struct utterance){.text = text}, 0);
    assert_true(err == ERR_BUSY || err == ERR_OFFLINE);
    text[VOICE_SENTENCE_BYTES] = 'a';
    err = voice_speak(v, &(struct utterance){.text = text}, VOICE_RETRY_MS);
    assert_int_equal(err, ERR_LIMIT);
    voice_destroy(v);
    close_service(&s);
    free(text);
}

static void every_allocation_may_fail(void **state) {
    struct service s;
    bool done = false;
    (void)state;
    open_service(&s);
    for (long n = 0; !done; n++) {
        mem_fail_after(n);
        struct voice *v = voice_create(s.at.sun_path);
        enum err err = v ? voice_speak(v, &(struct utterance){.text = "a"}, 0) : ERR_MEMORY;
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        done = !err;
        voice_destroy(v);
    }
    close_service(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_sent),
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(service_may_be_absent_and_come_back),
        cmocka_unit_test(slow_service_holds_nobody_up),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
