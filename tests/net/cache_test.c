// SPDX-License-Identifier: Apache-2.0
// What is shown from the store on disk, and when: fresh, unchanged, stale with its age; and what never gets there.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "app/net/cache.h"
#include "base/mem.h"
#include "helper_net.h"
#include <dirent.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

// A clock the test moves. Read from the network thread.
static _Atomic when_ms clock_now;
static when_ms test_now(void) { return clock_now; }

struct office {
    atomic_int asked, unchanged, failing, version;
};

static const char json[] = "Content-Type: application/json\r\n";

static void answer(void *arg, struct wire *w, const struct asked *a) {
    struct office *o = arg;
    char etag[64], body[128], headers[256], language[32];
    atomic_fetch_add(&o->asked, 1);
    if (atomic_load(&o->failing)) {
        wire_answer(w, atomic_load(&o->failing), "Retry-After: 600\r\n", "");
        return;
    }
    snprintf(etag, sizeof etag, "\"v%d\"", atomic_load(&o->version));
    if (!strcmp(asked_header(a, "If-None-Match", headers, sizeof headers), etag)) {
        atomic_fetch_add(&o->unchanged, 1);
        wire_answer(w, 304, !strcmp(a->path, "/short") ? "Cache-Control: max-age=60\r\n" : "", "");
        return;
    }
    snprintf(headers, sizeof headers, "%sETag: %s\r\n%s", json, etag,
             !strcmp(a->path, "/short") ? "Cache-Control: public, max-age=60\r\n"
             : !strcmp(a->path, "/secret") ? "Cache-Control: no-store\r\n" : "");
    snprintf(body, sizeof body, "{\"version\":%d,\"language\":\"%s\"}", atomic_load(&o->version),
             asked_header(a, "Accept-Language", language, sizeof language));
    wire_answer(w, 200, headers, body);
}

struct scene {
    struct office office;
    struct server *server;
    struct client c;
    struct net_options o;
};

static void begin(struct scene *s) {
    *s = (struct scene){.o = {.language = "en", .now = test_now, .times = {.attempts = 1}}};
    s->office.version = 1;
    clock_now = 1000000000000;
    s->server = server_start(&(struct server_options){.answer = answer, .arg = &s->office});
    client_start(&s->c, s->server, &s->o);
}

static void end(struct scene *s) {
    client_stop(&s->c);
    server_stop(s->server);
}

static struct net_message *get(struct scene *s, const char *path, enum net_cache cache) {
    return client_ask(&s->c, &(struct net_request){.token = 1, .path = path, .cache = cache});
}

static int version_of(const struct net_message *m) { return (int)val_get_number(&m->value, "version", 0); }

static int files(struct scene *s) {
    char folder[192];
    snprintf(folder, sizeof folder, "%s/cache", s->c.folder);
    DIR *d = opendir(folder);
    int count = 0;
    for (struct dirent *e; d && (e = readdir(d));)
        count += e->d_name[0] != '.';
    closedir(d);
    return count;
}

static void an_unchanged_answer_is_not_sent_again(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/list", NET_CACHE_ASK));
    client_restart(&s.c, s.server, &s.o); // it outlives the process
    struct net_message *m = get(&s, "/list", NET_CACHE_ASK);
    assert_int_equal(s.office.asked, 2);
    assert_int_equal(s.office.unchanged, 1);
    assert_int_equal(m->err, ERR_NONE);
    assert_int_equal(version_of(m), 1);
    assert_false(m->stale);
    assert_string_equal(m->etag, "\"v1\"");
    net_message_free(m);
    s.office.version = 2;
    m = get(&s, "/list", NET_CACHE_ASK);
    assert_int_equal(version_of(m), 2);
    net_message_free(m);
    end(&s);
}

static void a_fresh_copy_answers_alone(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/short", NET_CACHE_ASK));
    clock_now += 59000;
    struct net_message *m = get(&s, "/short", NET_CACHE_ASK);
    assert_int_equal(s.office.asked, 1);
    assert_true(m->stored && !m->stale);
    assert_int_equal(m->age_ms, 59000);
    net_message_free(m);
    clock_now += 2000; // past max-age: asked, unchanged, and fresh again from now
    net_message_free(get(&s, "/short", NET_CACHE_ASK));
    assert_int_equal(s.office.unchanged, 1);
    clock_now += 59000;
    net_message_free(get(&s, "/short", NET_CACHE_FIRST));
    assert_int_equal(s.office.asked, 2);
    net_message_free(get(&s, "/short", NET_CACHE_RELOAD));
    assert_int_equal(s.office.asked, 3);
    clock_now -= 400000000; // a clock that was set back makes nothing fresh for ever
    net_message_free(get(&s, "/short", NET_CACHE_ASK));
    assert_int_equal(s.office.asked, 4);
    end(&s);
}

static void a_stored_copy_is_shown_first(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/list", NET_CACHE_FIRST));
    clock_now += 5000;
    struct net_message *m = get(&s, "/list", NET_CACHE_FIRST);
    assert_true(m->more && m->stored && !m->stale);
    assert_int_equal(m->age_ms, 5000);
    assert_int_equal(version_of(m), 1);
    net_message_free(m);
    m = client_next(&s.c, NET_ANSWER);
    assert_true(!m->more && m->unchanged);
    assert_int_equal(version_of(m), 1);
    net_message_free(m);
    s.office.version = 2;
    m = get(&s, "/list", NET_CACHE_FIRST);
    assert_int_equal(version_of(m), 1);
    net_message_free(m);
    m = client_next(&s.c, NET_ANSWER);
    assert_true(!m->more && !m->unchanged);
    assert_int_equal(version_of(m), 2);
    net_message_free(m);
    end(&s);
}

static void without_the_office_the_copy_is_stale(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/list", NET_CACHE_ASK));
    clock_now += 2 * 3600 * 1000;
    net_set_fault(s.c.net, NET_FAULT_OFFLINE);
    struct net_message *m = get(&s, "/list", NET_CACHE_ASK);
    assert_int_equal(m->err, ERR_NONE);
    assert_true(m->stale && m->stored);
    assert_int_equal(m->cause, ERR_OFFLINE);
    assert_int_equal(m->age_ms, 2 * 3600 * 1000);
    assert_int_equal(version_of(m), 1);
    net_message_free(m);
    m = get(&s, "/never-seen", NET_CACHE_ASK);
    assert_int_equal(m->err, ERR_OFFLINE);
    assert_false(m->stale);
    net_message_free(m);
    net_set_fault(s.c.net, NET_FAULT_NONE);
    s.office.failing = 503;
    m = get(&s, "/list", NET_CACHE_ASK);
    assert_true(m->stale);
    assert_int_equal(m->cause, ERR_BUSY);
    net_message_free(m);
    s.office.failing = 404; // it is gone: no ghost of it is shown
    m = get(&s, "/list", NET_CACHE_ASK);
    assert_int_equal(m->err, ERR_NOT_FOUND);
    net_message_free(m);
    s.office.failing = 503;
    m = get(&s, "/list", NET_CACHE_ASK);
    assert_int_equal(m->err, ERR_BUSY);
    net_message_free(m);
    end(&s);
}

static void languages_do_not_mix(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/list", NET_CACHE_ASK));
    net_set_language(s.c.net, "ar");
    struct net_message *m = get(&s, "/list", NET_CACHE_ASK);
    assert_string_equal(val_get_text(&m->value, "language", ""), "ar");
    net_message_free(m);
    net_set_fault(s.c.net, NET_FAULT_OFFLINE);
    net_set_language(s.c.net, "en");
    m = get(&s, "/list", NET_CACHE_ASK);
    assert_string_equal(val_get_text(&m->value, "language", ""), "en");
    net_message_free(m);
    end(&s);
}

static void what_is_personal_stays_off_the_disk(void **state) {
    struct scene s;
    begin(&s);
    net_message_free(get(&s, "/secret", NET_CACHE_ASK));
    net_message_free(get(&s, "/list", NET_CACHE_NONE));
    net_message_free(client_ask(&s.c, &(struct net_request){.token = 1, .path = "/list", .cache = NET_CACHE_ASK,
                                                            .headers = {{"authorization", "Bearer x"}}}));
    net_message_free(client_ask(&s.c, &(struct net_request){.token = 1, .path = "/list", .cache = NET_CACHE_ASK,
                                                            .method = "POST", .body = "{}", .body_len = 2}));
    assert_int_equal(files(&s), 0);
    net_message_free(get(&s, "/list", NET_CACHE_ASK));
    assert_int_equal(files(&s), 1);
    net_forget(s.c.net);
    net_message_free(get(&s, "/list", NET_CACHE_NONE));
    assert_int_equal(files(&s), 0);
    end(&s);
}

static void damaged_files_are_a_miss(void **state) {
    struct scene s;
    char path[256], name[CACHE_NAME], url[128];
    begin(&s);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/list", server_port(s.server));
    cache_name(url, "en", name);
    snprintf(path, sizeof path, "%s/cache/%s", s.c.folder, name);
    for (int i = 0; i < 12; i++) {
        net_message_free(get(&s, "/list", NET_CACHE_ASK));
        struct stat st;
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
        if (i == 0)
            assert_int_equal(truncate(path, st.st_size / 2), 0);
        else if (i == 1)
            assert_int_equal(truncate(path, 0), 0);
        else {
            FILE *f = fopen(path, "r+");
            fseek(f, (i * 37) % (long)st.st_size, SEEK_SET);
            int c = fgetc(f);
            fseek(f, -1, SEEK_CUR);
            fputc(c ^ 0x20, f);
            fclose(f);
        }
        int unchanged = s.office.unchanged;
        struct net_message *m = get(&s, "/list", NET_CACHE_ASK);
        assert_int_equal(m->status, 200);
        assert_int_equal(s.office.unchanged, unchanged);
        net_message_free(m);
    }
    end(&s);
}

static void the_folder_has_a_cap(void **state) {
    char folder[128];
    struct cache *c = NULL;
    struct arena a;
    struct cache_entry e, got;
    char names[40][CACHE_NAME], body[5000];
    memset(body, 'x', sizeof body);
    scratch_make(folder, sizeof folder);
    arena_init(&a, 32 << 20);
    assert_int_equal(cache_open(folder, 100000, &c, NULL), ERR_NONE);
    e = (struct cache_entry){.body = {body, sizeof body}, .etag = "\"1\"", .content_type = "text/plain", .stored = 5, .max_age_ms = 6};
    for (int i = 0; i < 40; i++) {
        char url[32];
        snprintf(url, sizeof url, "https://x/%d", i);
        cache_name(url, "", names[i]);
        cache_store(c, names[i], &e);
        assert_true(cache_bytes(c) <= 100000);
        if (i > 0) // the first one is used all the time and so stays
            assert_int_equal(cache_load(c, &a, names[0], &got), ERR_NONE);
    }
    assert_int_equal(cache_load(c, &a, names[39], &got), ERR_NONE);
    assert_int_equal(got.body.len, sizeof body);
    assert_int_equal(got.stored, 5);
    assert_int_equal(got.max_age_ms, 6);
    assert_string_equal(got.etag, "\"1\"");
    assert_int_equal(cache_load(c, &a, names[1], &got), ERR_NOT_FOUND);
    size_t before = cache_bytes(c);
    e.body.len = 40000 > sizeof body ? sizeof body : 40000;
    cache_close(c);
    assert_int_equal(cache_open(folder, 100000, &c, NULL), ERR_NONE);
    assert_int_equal(cache_bytes(c), before);
    cache_close(c);
    assert_int_equal(cache_open(folder, 20000, &c, NULL), ERR_NONE); // a smaller cap takes effect at once
    assert_true(cache_bytes(c) <= 20000);
    cache_close(c);
    arena_finish(&a);
    scratch_remove(folder);
}

static void an_entry_survives_failing_allocations(void **state) {
    struct cache_entry e = {.body = STR("{}"), .etag = "\"1\"", .content_type = "application/json", .stored = 1}, got;
    bool whole = false;
    for (long n = 0; n < 50 && !whole; n++) {
        struct buf b;
        struct arena a;
        buf_init(&b, CACHE_ENTRY_BYTES);
        arena_init(&a, 1 << 16);
        mem_fail_after(n);
        cache_entry_write(&b, &e);
        enum err err = b.err ? b.err : cache_entry_read(&a, (struct str){buf_text(&b), b.len}, &got);
        mem_fail_after(-1);
        assert_true(err == ERR_NONE || err == ERR_MEMORY);
        whole = err == ERR_NONE;
        arena_finish(&a);
        buf_finish(&b);
    }
    assert_true(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unchanged_answer_is_not_sent_again),
        cmocka_unit_test(a_fresh_copy_answers_alone),
        cmocka_unit_test(a_stored_copy_is_shown_first),
        cmocka_unit_test(without_the_office_the_copy_is_stale),
        cmocka_unit_test(languages_do_not_mix),
        cmocka_unit_test(what_is_personal_stays_off_the_disk),
        cmocka_unit_test(damaged_files_are_a_miss),
        cmocka_unit_test(the_folder_has_a_cap),
        cmocka_unit_test(an_entry_survives_failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
