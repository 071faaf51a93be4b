// SPDX-License-Identifier: Apache-2.0
// WebSocket's wire format: the handshake of the RFC's example, what we write as a server reads it, what a server may send and
// what it must not.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "platform/speech_frames.h"
#include "platform/speech_sha1.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void digests_are_right(void **state) {
    static const struct { const char *text, *digest, *base64; } cases[] = { // FIPS 180, RFC 4648
        {"", "da39a3ee5e6b4b0d3255bfef95601890afd80709", ""},
        {"abc", "a9993e364706816aba3e25717850c26c9cd0d89d", "YWJj"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1", NULL},
        {"foob", NULL, "Zm9vYg=="}, {"fooba", NULL, "Zm9vYmE="}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t digest[20];
        char hex[41] = "", text[64];
        speech_sha1(cases[i].text, strlen(cases[i].text), digest);
        for (int k = 0; k < 20; k++)
            snprintf(hex + k * 2, 3, "%02x", digest[k]);
        if (cases[i].digest)
            assert_string_equal(hex, cases[i].digest);
        speech_base64((const uint8_t *)cases[i].text, strlen(cases[i].text) < 40 ? strlen(cases[i].text) : 0, text);
        if (cases[i].base64)
            assert_string_equal(text, cases[i].base64);
    }
}

static void the_handshake_is_the_one_of_the_standard(void **state) {
    char accept[FRAMES_ACCEPT + 1], key[FRAMES_KEY + 1];
    struct buf b;
    (void)state;
    frames_accept("dGhlIHNhbXBsZSBub25jZQ==", accept); // RFC 6455, 1.3
    assert_string_equal(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    buf_init(&b, 4096);
    frames_ask(&b, "127.0.0.1", 9998, "/jsonrpc", key);
    assert_int_equal(strlen(key), FRAMES_KEY);
    assert_ptr_equal(strstr(buf_text(&b), "GET /jsonrpc HTTP/1.1\r\nHost: 127.0.0.1:9998\r\n"), buf_text(&b));
    assert_non_null(strstr(buf_text(&b), key));
    buf_finish(&b);
}

static void only_an_acceptance_is_one(void **state) {
    static const char key[] = "dGhlIHNhbXBsZSBub25jZQ==";
#define GOOD "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"
    static const struct { const char *answer; long used; } cases[] = {
        {"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n" GOOD "\r\n", 1},
        {"HTTP/1.1 101 x\r\nsec-websocket-accept:s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\nrest", 1},
        {"HTTP/1.1 101 x\r\n" GOOD, 0}, {"", 0},
        {"HTTP/1.1 101 x\r\n\r\n", -1}, {"HTTP/1.1 200 OK\r\n" GOOD "\r\n", -1}, {"HTTP/1.1 301 x\r\n" GOOD "\r\n", -1},
        {"HTTP/1.1 101 x\r\nSec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n", -1},
        {"HTTP/1.1 101 x\r\nX-Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n", -1},
        {"\r\n\r\n", -1}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *end = strstr(cases[i].answer, "\r\n\r\n");
        long want = cases[i].used == 1 ? (long)(end - cases[i].answer) + 4 : cases[i].used;
        assert_int_equal(frames_answer(cases[i].answer, strlen(cases[i].answer), key), want);
    }
    char *endless = calloc(1, FRAMES_HEAD_CAP + 2);
    memset(endless, 'a', FRAMES_HEAD_CAP + 1);
    assert_int_equal(frames_answer(endless, FRAMES_HEAD_CAP + 1, key), -1);
    free(endless);
}

// What a server would read: unmasked again it is the text.
static void what_we_write_is_masked(void **state) {
    static const size_t sizes[] = {0, 1, 125, 126, 127, 65535, 65536, 70000};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buf b;
        char *text = calloc(1, sizes[i] + 1);
        for (size_t k = 0; k < sizes[i]; k++)
            text[k] = (char)('a' + k % 26);
        buf_init(&b, 1 << 20);
        frames_write(&b, FRAMES_TEXT, text, sizes[i]);
        const uint8_t *p = (const uint8_t *)b.data;
        size_t head = sizes[i] < 126 ? 2 : sizes[i] < 65536 ? 4 : 10;
        assert_int_equal(p[0], 0x81);
        assert_true(p[1] & 0x80);
        assert_int_equal(p[1] & 127, head == 2 ? sizes[i] : head == 4 ? 126 : 127);
        assert_int_equal(b.len, head + 4 + sizes[i]);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(p[head + 4 + k] ^ p[head + k % 4], text[k]);
        buf_finish(&b);
        free(text);
    }
}

struct step { const char *bytes; size_t len; };
#define BYTES(s) {s, sizeof(s) - 1}

// Fed byte by byte; what comes out is written as "text:..." "ping:..." "close" or the name of the error.
static const char *collected(struct step in) {
    static char out[256];
    struct frames f;
    enum frames_op op;
    const char *bytes;
    size_t len;
    enum err err = ERR_NONE;
    frames_init(&f);
    *out = '\0';
    for (size_t i = 0; i < in.len && (!err || err == ERR_NOT_FOUND); i++) {
        assert_int_equal(frames_feed(&f, in.bytes + i, 1), ERR_NONE);
        while (!(err = frames_take(&f, &op, &bytes, &len)))
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s:%.*s ", op == FRAMES_TEXT ? "text" : op == FRAMES_PING ? "ping" : "close", (int)len, bytes);
    }
    if (err && err != ERR_NOT_FOUND)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s", err_name(err));
    frames_finish(&f);
    return out;
}

static void servers_keep_the_rules_or_are_left(void **state) {
    static const struct { struct step in; const char *out; } cases[] = {
        {BYTES("\x81\x05Hello"), "text:Hello "},
        {BYTES("\x01\x03Hel\x80\x02lo"), "text:Hello "},                  // two fragments
        {BYTES("\x01\x03Hel\x89\x01p\x80\x02lo"), "text:Hello "},         // a ping between them
        {BYTES("\x89\x02hi\x81\x01" "a"), "ping:hi text:a "},
        {BYTES("\x8a\x00\x81\x01" "a"), "text:a "},                       // a pong is nothing
        {BYTES("\x88\x00"), "close: "},
        {BYTES("\x81\x7e\x00\x02ok"), "text:ok "},
        {BYTES("\x81\x7f\0\0\0\0\0\0\0\x02ok"), "text:ok "},
        {BYTES("\x81\x85\x01\x02\x03\x04Hello"), "syntax"},               // masked
        {BYTES("\xc1\x01" "a"), "syntax"},                                // reserved bit
        {BYTES("\x82\x01" "a"), "syntax"},                                // binary
        {BYTES("\x80\x01" "a"), "syntax"},                                // goes on with nothing
        {BYTES("\x01\x01" "a\x81\x01" "b"), "syntax"},                    // begins twice
        {BYTES("\x01\x01" "a\x88\x00"), "syntax"},                        // closed in the middle
        {BYTES("\x09\x00"), "syntax"},                                    // a ping in fragments
        {BYTES("\x89\x7e\x00\x80"), "syntax"},                            // a ping too long
        {BYTES("\x83\x00"), "syntax"},                                    // unknown
        {BYTES("\x81\x01\xff"), "syntax"},                                // no UTF-8
        {BYTES("\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"), "limit"},
        {BYTES("\x81\x7f\0\0\0\0\0\x01\0\x01"), "limit"},                 // one byte more than the cap
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (strcmp(collected(cases[i].in), cases[i].out) != 0)
            fail_msg("case %zu: \"%s\", expected \"%s\"", i, collected(cases[i].in), cases[i].out);
}

// Endless fragments reach the cap of a message, not of the machine.
static void fragments_have_an_end(void **state) {
    struct frames f;
    enum frames_op op;
    const char *bytes;
    size_t len, fed = 0;
    enum err err = ERR_NOT_FOUND;
    char frame[4 + 4096] = {1, 126, 16, 0};
    (void)state;
    memset(frame + 4, 'a', 4096);
    frames_init(&f);
    for (; err == ERR_NOT_FOUND && fed < 1 << 20; fed += 4096) {
        frame[0] = fed ? 0 : 1;
        err = frames_feed(&f, frame, sizeof frame);
        err = err ? err : frames_take(&f, &op, &bytes, &len);
    }
    assert_int_equal(err, ERR_LIMIT);
    assert_true(fed <= FRAMES_MESSAGE_CAP + 8192);
    frames_finish(&f);
}

static void every_allocation_may_fail(void **state) {
    static const char wire[] = "\x01\x03Hel\x80\x02lo";
    bool done = false;
    (void)state;
    for (long n = 0; !done; n++) {
        struct frames f;
        enum frames_op op;
        const char *bytes = NULL;
        size_t len;
        mem_fail_after(n);
        frames_init(&f);
        enum err err = frames_feed(&f, wire, sizeof wire - 1);
        err = err ? err : frames_take(&f, &op, &bytes, &len);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        if (!err)
            assert_string_equal(bytes, "Hello");
        done = !err;
        frames_finish(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_right), cmocka_unit_test(the_handshake_is_the_one_of_the_standard),
        cmocka_unit_test(only_an_acceptance_is_one), cmocka_unit_test(what_we_write_is_masked),
        cmocka_unit_test(servers_keep_the_rules_or_are_left), cmocka_unit_test(fragments_have_an_end),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
