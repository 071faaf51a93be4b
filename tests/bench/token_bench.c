// SPDX-License-Identifier: Apache-2.0
// What it costs to know who asks, through the same door as a request: a token that was seen before, new ES256 tokens, and
// new ones bound to a key with their proofs. Prints `name value us` of processor time, the median of several runs.
#include "backend/identity/identity.h"
#include "contract/token/dpop.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { RUNS = 9, CACHED = 20000, FRESH = 400 };

static const char base[] = "https://tgov.example";

struct bench {
    struct arena arena;
    struct jwk key, box;
    struct identity *identity;
    struct site site;
};

static enum err keys(void *self, struct arena *a, struct val *out, struct fault *f) {
    struct bench *b = self;
    struct val *one = arena_alloc(a, sizeof *one);
    struct val_builder list = val_build(a), set = val_build(a);
    (void)f;
    if (!one || jwk_write(a, &b->key, one) || !val_push(&list, *one) || !val_set(&set, "keys", val_array(&list)))
        return ERR_MEMORY;
    *out = val_object(&set);
    return ERR_NONE;
}

static void must(bool ok, const char *what) {
    if (!ok) {
        fprintf(stderr, "token_bench: %s\n", what);
        exit(1);
    }
}

static const char *mint(struct bench *b, int number, bool bound) {
    struct val_builder c = val_build(&b->arena), cnf = val_build(&b->arena), roles = val_build(&b->arena);
    const char *token = NULL, *jti = arena_printf(&b->arena, "%032d", number), *aud = arena_printf(&b->arena, "%s/", base);
    bool ok = jti && aud && val_push(&roles, val_text("citizen")) && val_set(&c, "iss", val_text(base)) &&
              val_set(&c, "sub", val_text("5f1c9d0a-8a1e-4d59-9a5f-3a3a7b5f2f11")) && val_set(&c, "aud", val_text(aud)) &&
              val_set(&c, "exp", val_number((double)(when_now() / 1000 + 900))) && val_set(&c, "jti", val_text(jti)) &&
              val_set(&c, "name", val_text("A. Kim")) && val_set(&c, "client_id", val_text("tgov-tv")) &&
              val_set(&c, "scope", val_text("openid profile offline_access tgov")) && val_set(&c, "roles", val_array(&roles));
    if (ok && bound)
        ok = val_set(&cnf, "jkt", val_text(b->box.kid)) && val_set(&c, "cnf", val_object(&cnf));
    struct val claims = val_object(&c);
    must(ok && !jws_sign(&b->arena, &b->key, "at+jwt", false, &claims, &token), "no token");
    return token;
}

static void request(struct bench *b, struct arena *a, struct req *r, const char *scheme, const char *token, const char *proof) {
    must(!req_init(r, a, METHOD_GET, "/v1/me"), "no request");
    r->site = &b->site;
    r->now_ms = when_now();
    const char *header = arena_printf(a, "%s %s", scheme, token);
    must(header && !req_add_header(r, "Authorization", header) && (!proof || !req_add_header(r, "DPoP", proof)), "no header");
}

static double ask(struct bench *b, const char *scheme, const char *token, const char *proof, int times) {
    static struct req r;
    static struct resp p;
    struct arena a, answer;
    struct caller who = {0};
    struct timespec from, to;
    arena_init(&a, 1 << 20);
    arena_init(&answer, 1 << 20);
    request(b, &a, &r, scheme, token, proof);
    r.arena = &answer;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
    for (int i = 0; i < times; i++) {
        arena_reset(&answer);
        resp_init(&p, &answer);
        must(identity_authenticate(b->identity, &r, &p, &who) == STATUS_OK && who.known, "refused");
    }
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
    arena_finish(&a);
    arena_finish(&answer);
    return ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 1e3 / times;
}

static int by_value(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const char *name, double *values) {
    qsort(values, RUNS, sizeof *values, by_value);
    printf("%s %.2f us\n", name, values[RUNS / 2]);
}

static void measure(struct bench *b) {
    double cached[RUNS], fresh[RUNS] = {0}, bound[RUNS] = {0};
    const char *token = mint(b, 0, false);
    int number = 1;
    ask(b, "Bearer", token, NULL, 1); // the keys come, the token is remembered
    for (int run = 0; run < RUNS; run++) {
        cached[run] = ask(b, "Bearer", token, NULL, CACHED);
        for (int i = 0; i < FRESH / RUNS; i++)
            fresh[run] += ask(b, "Bearer", mint(b, number++, false), NULL, 1) / (FRESH / RUNS);
        for (int i = 0; i < FRESH / RUNS; i++) {
            const char *one = mint(b, number++, true), *proof;
            struct dpop_request r = {.method = "GET", .url = "https://tgov.example/v1/me", .token = one};
            must(!dpop_make(&b->arena, &b->box, &r, when_now(), &proof), "no proof");
            bound[run] += ask(b, "DPoP", one, proof, 1) / (FRESH / RUNS);
        }
    }
    print("token-cached", cached);
    print("token-new-es256", fresh);
    print("token-new-es256-dpop", bound);
}

int main(void) {
    static struct bench b;
    struct fault f = {0};
    arena_init(&b.arena, 64 << 20);
    must(!jwk_generate(&b.arena, &b.key) && !jwk_generate(&b.arena, &b.box), "no key");
    b.identity = identity_create(&(struct identity_options){.keys = keys, .keys_self = &b}, &f);
    must(b.identity != NULL, f.what);
    b.site = (struct site){.base_url = base, .identity = b.identity};
    measure(&b);
    identity_destroy(b.identity);
    jwk_finish(&b.key);
    jwk_finish(&b.box);
    arena_finish(&b.arena);
    return 0;
}
