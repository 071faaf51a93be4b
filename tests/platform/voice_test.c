// SPDX-License-Identifier: Apache-2.0
// The voice with its drivers for speech-dispatcher, against a socket that plays the service, and for commands, against
// small scripts that play espeak-ng.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "platform/voice.h"
#include <poll.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000 };

struct service {
    struct sockaddr_un at;
    int listener, client;
    char text[8192]; // what came, without carriage returns, line ends as |
    size_t len;
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

static bool comes(int fd) { return poll(&(struct pollfd){.fd = fd, .events = POLLIN}, 1, PATIENCE_MS) == 1; }

// Reads until `words` have come; they and what stands before them are forgotten.
static void hears(struct service *s, const char *words) {
    char bytes[1024];
    const char *at;
    if (s->client < 0) {
        assert_true(comes(s->listener));
        s->client = accept(s->listener, NULL, NULL);
    }
    while (!(at = strstr(s->text, words))) {
        if (!comes(s->client))
            fail_msg("waited for \"%s\", got \"%s\"", words, s->text);
        ssize_t n = recv(s->client, bytes, sizeof bytes, 0);
        if (n <= 0)
            fail_msg("gone before \"%s\", got \"%s\"", words, s->text);
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != '\r' && s->len + 1 < sizeof s->text)
                s->text[s->len++] = bytes[i] == '\n' ? '|' : bytes[i];
        s->text[s->len] = '\0';
    }
    size_t used = (size_t)(at - s->text) + strlen(words);
    memmove(s->text, s->text + used, s->len - used + 1);
    s->len -= used;
}

static void answers(struct service *s, const char *lines) { assert_int_equal(send(s->client, lines, strlen(lines), MSG_NOSIGNAL), strlen(lines)); }

static void settled(const struct voice *v) {
    for (int i = 0; voice_talking(v) && i < PATIENCE_MS; i++)
        usleep(1000);
    assert_false(voice_talking(v));
}

static struct voice *ssip(const struct service *s) {
    struct voice *v = voice_create(&(struct voice_options){.driver = "ssip", .address = s->at.sun_path});
    assert_non_null(v);
    return v;
}

static void say(struct voice *v, enum say_how how, const char *text) {
    assert_int_equal(voice_speak(v, &(struct utterance){.text = text, .language = "en", .how = how}), ERR_NONE);
}

static void utterances_go_one_after_the_other(void **state) {
    struct service s;
    (void)state;
    open_service(&s);
    struct voice *v = ssip(&s);
    say(v, SAY_AFTER, "Citizens, button");
    hears(&s, "SET self CLIENT_NAME tv:tgov:main|SET self NOTIFICATION END on|SET self NOTIFICATION CANCEL on|");
    hears(&s, "SET self LANGUAGE en|SET self RATE 0|SET self VOLUME 100|SET self PRIORITY message|SPEAK|Citizens, button|.|");
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "시민", .language = "ko", .rate = 200, .volume = 50}), ERR_NONE);
    answers(&s, "208 OK CLIENT NAME SET\r\n230 OK RECEIVING DATA\r\n225-21\r\n225 OK MESSAGE QUEUED\r\n");
    assert_true(voice_talking(v));
    answers(&s, "702-21\r\n702-1\r\n702 END\r\n"); // only now the next
    hears(&s, "SET self LANGUAGE ko|SET self RATE 60|SET self VOLUME 0|SET self PRIORITY message|SPEAK|시민|.|");
    answers(&s, "225-22\r\n225 OK MESSAGE QUEUED\r\n702-21\r\n702-1\r\n702 END\r\n"); // of an older one: nothing ends
    assert_true(voice_talking(v));
    answers(&s, "702-22\r\n702-1\r\n702 END\r\n");
    settled(v);
    assert_int_equal(voice_speak(v, &(struct utterance){.text = "中", .language = "zh-CN", .rate = 50}), ERR_NONE);
    hears(&s, "SET self LANGUAGE cmn|SET self RATE -94|SET self VOLUME 100|");
    voice_destroy(v);
    close_service(&s);
}

static void a_new_focus_interrupts(void **state) {
    struct service s;
    (void)state;
    open_service(&s);
    struct voice *v = ssip(&s);
    say(v, SAY_INSTEAD, "first");
    hears(&s, "SPEAK|first|.|");
    answers(&s, "225-1\r\n225 OK\r\n");
    say(v, SAY_INSTEAD, "second");
    hears(&s, "CANCEL self|");
    hears(&s, "SPEAK|second|.|");
    answers(&s, "703-1\r\n703-1\r\n703 CANCELED\r\n225-2\r\n225 OK\r\n"); // the end of the first is not the end of the second
    assert_true(voice_talking(v));
    say(v, SAY_FIRST, "error");
    hears(&s, "CANCEL self|");
    hears(&s, "SET self PRIORITY important|SPEAK|error|.|");
    answers(&s, "225-3\r\n225 OK\r\n");
    say(v, SAY_INSTEAD, "focus"); // behind the error
    answers(&s, "702-3\r\n702-1\r\n702 END\r\n");
    hears(&s, "SPEAK|focus|.|");
    assert_null(strstr(s.text, "CANCEL"));
    voice_hush(v);
    hears(&s, "CANCEL self|");
    settled(v);
    voice_destroy(v);
    close_service(&s);
}

// Text cannot leave the text: neither by a line of one dot nor by a language.
static void text_stays_text(void **state) {
    static const struct { const char *text, *language, *expected; } cases[] = {
        {".", NULL, "SPEAK|..|.|"}, {"a\n.\nSTOP all", NULL, "SPEAK|a|..|STOP all|.|"}, {"a\r\n.b\r", NULL, "SPEAK|a |..b |.|"},
        {"a", "en\r\nSTOP all", "SPEAK|a|.|"}, {"a", "", "SPEAK|a|.|"}, {"", NULL, "SPEAK||.|"}};
    struct service s;
    (void)state;
    open_service(&s);
    struct voice *v = ssip(&s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct utterance u = {.text = cases[i].text, .language = cases[i].language, .how = SAY_INSTEAD};
        assert_int_equal(voice_speak(v, &u), ERR_NONE);
        hears(&s, cases[i].expected);
    }
    voice_destroy(v);
    close_service(&s);
}

static void the_service_may_be_absent_or_go(void **state) {
    struct service s;
    (void)state;
    open_service(&s);
    close_service(&s);
    struct voice *v = ssip(&s);
    say(v, SAY_INSTEAD, "nobody hears");
    settled(v); // it does not wait for ever
    voice_destroy(v);
    open_service(&s);
    v = ssip(&s);
    say(v, SAY_INSTEAD, "a");
    hears(&s, "SPEAK|a|.|");
    close_service(&s); // it ends in the middle of a sentence
    settled(v);
    say(v, SAY_INSTEAD, "b");
    settled(v);
    voice_destroy(v);
    v = voice_create(&(struct voice_options){.driver = "ssip", .address = "/a/path/that/is/far/too/long/for/the/address/of/a/socket/0123456789/"
                                                                       "0123456789/0123456789/0123456789/0123456789/0123456789"});
    assert_non_null(v);
    say(v, SAY_INSTEAD, "c");
    settled(v);
    voice_destroy(v);
    v = voice_create(&(struct voice_options){.driver = "none"});
    assert_non_null(v);
    say(v, SAY_INSTEAD, "d");
    settled(v);
    voice_destroy(v);
}

static void a_slow_service_holds_nobody_up(void **state) {
    struct service s;
    char *text = calloc(1, VOICE_SENTENCE_BYTES + 2);
    (void)state;
    memset(text, 'a', VOICE_SENTENCE_BYTES);
    open_service(&s);
    struct voice *v = ssip(&s);
    for (int i = 0; i < 200; i++) // it never reads
        assert_int_equal(voice_speak(v, &(struct utterance){.text = text, .how = SAY_INSTEAD}), ERR_NONE);
    text[VOICE_SENTENCE_BYTES] = 'a';
    assert_int_equal(voice_speak(v, &(struct utterance){.text = text}), ERR_LIMIT);
    voice_destroy(v);
    close_service(&s);
    free(text);
}

// ---- Commands ----
static char folder[64];

static const char *script(const char *name, const char *body) {
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", body);
    fclose(f);
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static const char *file(const char *name) {
    static char text[8192];
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "r");
    size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;
    text[n] = '\0';
    if (f)
        fclose(f);
    return text;
}

static const char *waits_for_file(const char *name) {
    for (int i = 0; i < PATIENCE_MS && !*file(name); i++)
        usleep(1000);
    return file(name);
}

static struct voice *command(const char *program) {
    struct voice *v = voice_create(&(struct voice_options){.driver = "espeak", .program = program});
    assert_non_null(v);
    return v;
}

static void a_command_reads_the_text_from_its_input(void **state) {
    static const struct { const char *tag, *args; int rate, volume; } cases[] = {
        {"en", "-b 1 -v en-gb -s 175 -a 100 --stdin\n", 0, 0},     {"ko", "-b 1 -v ko -s 350 -a 50 --stdin\n", 200, 50},
        {"zh-CN", "-b 1 -v cmn -s 87 -a 100 --stdin\n", 50, 0},    {"pt-BR", "-b 1 -v pt-br -s 450 -a 10 --stdin\n", 300, 10},
        {"ar", "-b 1 -v ar -s 175 -a 100 --stdin\n", 0, 0},        {"en;x", "-b 1 -v en -s 175 -a 100 --stdin\n", 0, 0}};
    char body[256];
    (void)state;
    snprintf(body, sizeof body, "cat >'%s/text'; echo \"$*\" >'%s/args'", folder, folder);
    struct voice *v = command(script("reader", body));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct utterance u = {.text = "--help $(touch x)", .language = cases[i].tag, .rate = cases[i].rate, .volume = cases[i].volume};
        assert_int_equal(voice_speak(v, &u), ERR_NONE);
        settled(v);
        assert_string_equal(file("args"), cases[i].args); // nothing of what is said
        assert_string_equal(file("text"), "--help $(touch x)");
    }
    voice_destroy(v);
}

static void a_command_is_killed_by_the_next(void **state) {
    char body[256];
    (void)state;
    snprintf(body, sizeof body, "read -r word rest; echo $$ >'%s/'$word.pid; [ \"$word\" = short ] || exec sleep 600", folder);
    struct voice *v = command(script("sleeper", body));
    say(v, SAY_INSTEAD, "long one\n");
    long pid = strtol(waits_for_file("long.pid"), NULL, 10);
    assert_true(pid > 0);
    assert_true(voice_talking(v));
    say(v, SAY_INSTEAD, "short one\n");
    assert_true(*waits_for_file("short.pid"));
    settled(v);
    char proc[64];
    snprintf(proc, sizeof proc, "/proc/%ld", pid);
    assert_int_equal(access(proc, F_OK), -1); // gone, and no zombie
    say(v, SAY_INSTEAD, "last one\n");
    pid = strtol(waits_for_file("last.pid"), NULL, 10);
    voice_destroy(v); // ends with us
    snprintf(proc, sizeof proc, "/proc/%ld", pid);
    assert_int_equal(access(proc, F_OK), -1);
}

static void wake(void *arg) { sem_post(arg); }

static void a_missing_voice_is_told_once(void **state) {
    sem_t woken;
    struct input in;
    (void)state;
    sem_init(&woken, 0, 0);
    const char *program = script("silent", "cat >/dev/null; case $4 in th) echo 'no such voice' >&2; exit 1;; esac");
    struct voice *v = voice_create(&(struct voice_options){.driver = "espeak", .program = program, .wake = wake, .wake_arg = &woken});
    assert_non_null(v);
    assert_false(voice_take(v, &in));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(voice_speak(v, &(struct utterance){.text = "a", .language = "en"}), ERR_NONE);
        assert_int_equal(voice_speak(v, &(struct utterance){.text = "b", .language = "th"}), ERR_NONE);
        settled(v);
    }
    sem_wait(&woken);
    assert_true(voice_take(v, &in));
    assert_int_equal(in.type, INPUT_VOICE);
    assert_int_equal(in.voice, VOICE_MISSING);
    assert_string_equal(in.text, "th");
    assert_false(voice_take(v, &in));
    voice_destroy(v);
    sem_destroy(&woken);
}

static void a_command_may_be_missing(void **state) {
    (void)state;
    struct voice *v = command("/no/such/command");
    say(v, SAY_INSTEAD, "a");
    settled(v);
    voice_destroy(v);
    v = command(script("hasty", "exit 0")); // it does not even read
    char *text = calloc(1, VOICE_SENTENCE_BYTES + 1);
    memset(text, 'a', VOICE_SENTENCE_BYTES);
    for (int i = 0; i < 3; i++) {
        say(v, SAY_AFTER, text);
        settled(v);
    }
    voice_destroy(v);
    free(text);
}

static void names_are_known(void **state) {
    static const char *const names[] = {"auto", "firebolt", "rdk", "ssip", "espeak", "log", "none"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(voice_knows(names[i]));
    assert_false(voice_knows("festival"));
    assert_false(voice_knows(""));
}

static void every_allocation_may_fail(void **state) {
    bool done = false;
    (void)state;
    const char *program = script("quick", "cat >/dev/null");
    for (long n = 0; !done; n++) {
        mem_fail_after(n);
        struct voice *v = voice_create(&(struct voice_options){.driver = "espeak", .program = program});
        enum err err = v ? voice_speak(v, &(struct utterance){.text = "a"}) : ERR_MEMORY;
        if (v)
            settled(v);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        done = !err && n > 8; // the thread's own may have failed behind it
        voice_destroy(v);
    }
}

static int make_folder(void **state) {
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/tgov-voice-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state) {
    static const char *const names[] = {"reader", "sleeper", "silent", "hasty", "quick", "text", "args", "long.pid", "short.pid", "last.pid"};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utterances_go_one_after_the_other), cmocka_unit_test(a_new_focus_interrupts),
        cmocka_unit_test(text_stays_text), cmocka_unit_test(the_service_may_be_absent_or_go),
        cmocka_unit_test(a_slow_service_holds_nobody_up), cmocka_unit_test(a_command_reads_the_text_from_its_input),
        cmocka_unit_test(a_command_is_killed_by_the_next), cmocka_unit_test(a_missing_voice_is_told_once),
        cmocka_unit_test(a_command_may_be_missing), cmocka_unit_test(names_are_known),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
