// SPDX-License-Identifier: Apache-2.0
// Requests that prove the right to ask: a fresh proof for every try, repeated with the server's nonce, never kept on disk,
// and given back at the end.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "helper_net.h"
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct pen { // a signer that numbers its proofs
    atomic_int held, made, heard;
    char nonce[64];
    bool refuses;
};

static bool sign(void *arg, const char *method, const char *url, struct net_proof *out) {
    struct pen *p = arg;
    snprintf(out->authorization, sizeof out->authorization, "DPoP token");
    snprintf(out->dpop, sizeof out->dpop, "%d %s %s", atomic_fetch_add(&p->made, 1) + 1, method, p->nonce);
    return !p->refuses;
}
static void heard(void *arg, const struct net_heard *h) {
    struct pen *p = arg;
    atomic_fetch_add(&p->heard, 1);
    if (*h->nonce)
        snprintf(p->nonce, sizeof p->nonce, "%s", h->nonce);
}
static void hold(void *arg) { atomic_fetch_add(&((struct pen *)arg)->held, 1); }
static void release(void *arg) { atomic_fetch_sub(&((struct pen *)arg)->held, 1); }
static struct net_signer signer_of(struct pen *p) { return (struct net_signer){sign, heard, hold, release, p}; }

struct office {
    char proofs[8][64], authorization[64], key[2][64];
    int seen, posts;
};

static void answer(void *arg, struct wire *w, const struct asked *a) {
    struct office *o = arg;
    int i = o->seen++ & 7;
    asked_header(a, "DPoP", o->proofs[i], sizeof o->proofs[i]);
    asked_header(a, "Authorization", o->authorization, sizeof o->authorization);
    if (!strcmp(a->path, "/busy"))
        wire_answer(w, i < 2 ? 503 : 200, "Content-Type: application/json\r\nDate: Tue, 10 Mar 2026 09:12:00 GMT\r\n", "{}");
    else if (!strcmp(a->path, "/nonce") && !strstr(o->proofs[i], "n-1"))
        wire_answer(w, 401, "DPoP-Nonce: n-1\r\nWWW-Authenticate: DPoP error=\"use_dpop_nonce\"\r\n", "");
    else if (!strcmp(a->path, "/token") && !strstr(o->proofs[i], "n-2")) // an issuer says it in the body
        wire_answer(w, 400, "DPoP-Nonce: n-2\r\nContent-Type: application/json\r\n", "{\"error\":\"use_dpop_nonce\"}");
    else if (!strcmp(a->path, "/never"))
        wire_answer(w, 401, "DPoP-Nonce: n-3\r\nWWW-Authenticate: DPoP error=\"use_dpop_nonce\"\r\n", "");
    else if (!strcmp(a->path, "/events"))
        wire_answer(w, !strstr(o->proofs[i], "n-1") ? 401 : 403, "DPoP-Nonce: n-1\r\nWWW-Authenticate: DPoP error=\"use_dpop_nonce\"\r\n", "");
    else
        wire_answer(w, 200, "Content-Type: application/json\r\nCache-Control: max-age=600\r\nETag: \"1\"\r\n", "{\"name\":\"A. Kim\"}");
}

static struct net_message *ask(struct client *c, struct pen *p, const char *path, const char *body, int attempts) {
    struct net_signer s = signer_of(p);
    return client_ask(c, &(struct net_request){.token = 1, .tag = 1, .path = path, .body = body, .body_len = body ? strlen(body) : 0,
                                               .attempts = attempts, .cache = NET_CACHE_FIRST, .signer = &s});
}

static void every_try_is_signed_anew(void **state) {
    struct office o = {.seen = 0};
    struct pen p = {.refuses = false};
    struct client c;
    (void)state;
    struct server *s = server_start(&(struct server_options){.answer = answer, .arg = &o});
    client_start(&c, s, NULL);
    struct net_message *m = ask(&c, &p, "/busy", NULL, 0);
    assert_int_equal(m->status, 200);
    assert_int_equal(m->date, INT64_C(1773133920000));
    assert_string_equal(o.proofs[0], "1 GET ");
    assert_string_equal(o.proofs[2], "3 GET ");
    assert_string_equal(o.authorization, "DPoP token");
    net_message_free(m);
    client_stop(&c);
    assert_int_equal(atomic_load(&p.held), 0);
    assert_int_equal(atomic_load(&p.heard), 3);
    server_stop(s);
}

// Also a POST that may not be repeated otherwise: the server has not looked at it.
static void repeated_with_the_nonce(void **state) {
    static const struct { const char *path, *body; int status, seen; } cases[] = {
        {"/nonce", NULL, 200, 2}, {"/nonce", "x", 200, 2}, {"/token", "x", 200, 2}, {"/never", "x", 401, 3},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct office o = {.seen = 0};
        struct pen p = {.refuses = false};
        struct client c;
        struct server *s = server_start(&(struct server_options){.answer = answer, .arg = &o});
        client_start(&c, s, NULL);
        struct net_message *m = ask(&c, &p, cases[i].path, cases[i].body, 1);
        if (m->status != cases[i].status || o.seen != cases[i].seen)
            fail_msg("%s: status %d after %d requests", cases[i].path, m->status, o.seen);
        net_message_free(m);
        client_stop(&c);
        assert_int_equal(atomic_load(&p.held), 0);
        server_stop(s);
    }
}

static void a_stream_is_signed_too(void **state) {
    struct office o = {.seen = 0};
    struct pen p = {.refuses = false};
    struct client c;
    struct fault f = {0};
    (void)state;
    struct server *s = server_start(&(struct server_options){.answer = answer, .arg = &o});
    client_start(&c, s, NULL);
    struct net_signer signer = signer_of(&p);
    assert_int_equal(net_stream(c.net, &(struct net_stream){.token = 1, .tag = 1, .path = "/events", .signer = &signer}, &f), ERR_NONE);
    struct net_message *m = client_next(&c, NET_STREAM_DOWN);
    assert_true(m->ended);
    assert_int_equal(m->status, 403); // the second try brought the nonce; the refusal is final
    net_message_free(m);
    client_stop(&c);
    assert_int_equal(o.seen, 2);
    assert_int_equal(atomic_load(&p.held), 0);
    server_stop(s);
}

// What was asked in a person's name is asked again next time, however long the server allows to keep it.
static void nothing_is_kept(void **state) {
    struct office o = {.seen = 0};
    struct pen p = {.refuses = false};
    struct client c;
    (void)state;
    struct server *s = server_start(&(struct server_options){.answer = answer, .arg = &o});
    client_start(&c, s, NULL);
    for (int i = 0; i < 2; i++) {
        struct net_message *m = ask(&c, &p, "/v1/me", NULL, 0);
        assert_int_equal(m->status, 200);
        assert_false(m->stored);
        net_message_free(m);
    }
    assert_int_equal(o.seen, 2);
    client_stop(&c);
    server_stop(s);
}

static void a_pen_that_fails(void **state) {
    struct office o = {.seen = 0};
    struct pen p = {.refuses = true};
    struct client c;
    (void)state;
    struct server *s = server_start(&(struct server_options){.answer = answer, .arg = &o});
    client_start(&c, s, NULL);
    struct net_message *m = ask(&c, &p, "/v1/me", NULL, 0);
    assert_int_equal(m->err, ERR_DENIED);
    assert_int_equal(o.seen, 0); // nothing goes out without its proof
    net_message_free(m);
    client_stop(&c);
    assert_int_equal(atomic_load(&p.held), 0);
    server_stop(s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_try_is_signed_anew), cmocka_unit_test(repeated_with_the_nonce), cmocka_unit_test(a_stream_is_signed_too),
        cmocka_unit_test(nothing_is_kept),          cmocka_unit_test(a_pen_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
