// SPDX-License-Identifier: Apache-2.0
// tgov-backend: puts catalogue, store and server together, and waits for signals.
#include "backend/demo.h"
#include "backend/events.h"
#include "backend/handover/handover.h"
#include "backend/http.h"
#include "backend/issuer/issuer.h"
#include "backend/options.h"
#include "backend/pages/page.h"
#include "backend/people/people.h"
#include "backend/phone/boxes.h"
#include "backend/phone/phone.h"
#include "backend/services/catalogue.h"
#include "backend/services/handlers.h"
#include "backend/store/store.h"
#include "base/file.h"
#include "base/log.h"
#include <errno.h>
#include <signal.h>
#include <stdio.h>

enum { GRACE_MS = 10000, TICK_S = 1, LAPSE_EVERY_MS = 60000, PAGE_BYTES = 4096, PASSWORD_ROOM = 64 };

struct program { // process
    struct options options;
    struct holder *catalogue;
    struct store *store;
    struct events *events;
    struct metrics *metrics;
    struct pages *pages;
    struct phone_tick phones;
    struct identity *identity;
    struct issuer *issuer; // NULL: people sign in somewhere else
    struct http *http;
    struct router router;
    when_ms next_lapse;
};

static void destroy_catalogue(void *thing) { catalogue_destroy(thing); }

// A catalogue that cannot be read leaves the old one in place: a typing mistake must not take services off the air.
static bool load_catalogue(struct program *p) {
    struct fault f = {0};
    struct catalogue *c = catalogue_load(p->options.catalogue, &f);
    if (!c || !holder_put(p->catalogue, c)) {
        catalogue_destroy(c);
        metrics_add(p->metrics, METRIC_FAILED_RELOADS, 1);
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
        return false;
    }
    metrics_add(p->metrics, METRIC_RELOADS, 1);
    metrics_set(p->metrics, METRIC_LOADED_AT_S, when_now() / 1000);
    log_line(LOG_INFO, "catalogue", "loaded", "services=%zu", catalogue_count(c));
    return true;
}

static bool open_store(struct program *p) {
    const struct store_module modules[] = {cases_module, desk_module, handover_module, issuer_module, people_module, phone_module};
    struct store_options o = {.modules = modules, .module_count = sizeof modules / sizeof *modules,
                              .max_pages = (int64_t)p->options.store_mb * ((1 << 20) / PAGE_BYTES), .now_ms = when_now()};
    struct fault f = {0};
    p->store = store_open(p->options.store, &o, &f);
    if (!p->store)
        fprintf(stderr, "tgov-backend: %s: %s: %s\n", p->options.store, f.place, f.what);
    p->phones.store = p->store;
    return p->store != NULL;
}

// The first password is shown once, or goes into a file that only its owner can read. The file is made before the account,
// because its password cannot be shown again.
static bool reserve_password_file(const struct program *p, bool *made) {
    struct fault f = {0};
    const char *file = p->options.office_password_file;
    *made = file && !file_exists(file);
    if (!*made || file_replace(file, "", 0, &f) == ERR_NONE)
        return true;
    fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
    return false;
}

// `password` "": the account was there already.
static bool keep_password(const struct program *p, bool made, const char *password) {
    struct fault f = {0};
    const char *file = p->options.office_password_file;
    if (made && !password[0] && file_remove(file, &f) != ERR_NONE)
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
    if (password[0] && file && file_replace(file, password, strlen(password), &f) != ERR_NONE) {
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
        return false;
    }
    if (password[0] && file)
        printf("The officers' first password is in %s\n", file);
    return true;
}

// Where people sign in somewhere else the office has one password of its own.
static bool prepare_office(struct program *p) {
    char password[PASSWORD_ROOM] = "";
    bool made;
    if (!p->options.issuer)
        return true; // officers have accounts: start_issuer
    if (!reserve_password_file(p, &made))
        return false;
    if (desk_prepare(p->store, when_now(), password, sizeof password) != ERR_NONE) {
        fputs("tgov-backend: the officers' account cannot be made\n", stderr);
        return false;
    }
    if (password[0] && !p->options.office_password_file)
        printf("The officers' first password, shown only now: %s\n", password);
    return keep_password(p, made, password);
}

static void record_lapses(struct program *p, when_ms monotonic) {
    if (monotonic < p->next_lapse)
        return;
    p->next_lapse = monotonic + LAPSE_EVERY_MS;
    struct held *held = holder_take(p->catalogue);
    size_t lapsed = 0;
    enum err err = cases_lapse(p->store, held_thing(held), p->events, when_now(), &lapsed);
    holder_let_go(p->catalogue, held);
    if (err || lapsed)
        log_line(err ? LOG_ERROR : LOG_INFO, "cases", "lapse", "count=%zu error=%s", lapsed, err_name(err));
}

static bool seed_demo(struct program *p) {
    if (!p->options.demo)
        return true;
    struct fault f = {0};
    struct held *held = holder_take(p->catalogue);
    enum err err = demo_seed(p->store, held_thing(held), when_now(), &f);
    holder_let_go(p->catalogue, held);
    if (err)
        fprintf(stderr, "tgov-backend: demonstration data: %s: %s\n", f.place, f.what);
    return !err;
}

static bool start_issuer(struct program *p) {
    char password[PASSWORD_ROOM] = "";
    struct issuer_options o = {.demo = p->options.demo, .demo_password = getenv("TGOV_DEMO_PASSWORD"),
                               .new_key = p->options.new_signing_key, .now = when_now()};
    struct fault f = {0};
    bool made;
    if (p->options.issuer)
        return true;
    if (p->options.office_password_file) {
        o.officer_password = password;
        o.officer_password_room = sizeof password;
    }
    if (!reserve_password_file(p, &made))
        return false;
    p->issuer = issuer_create(p->store, &o, stdout, &f);
    if (!p->issuer)
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
    return p->issuer && keep_password(p, made, password);
}

// Whoever signs people in: --issuer, or the embedded one, which gives its keys here.
static bool start_identity(struct program *p) {
    struct identity_options o = p->options.identity;
    struct fault f = {0};
    if (p->options.demo)
        o.opaque = demo_authenticate;
    if (p->issuer) {
        o.keys = issuer_keys;
        o.keys_self = p->issuer;
    }
    p->identity = identity_create(&o, &f);
    if (!p->identity)
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
    return p->identity != NULL;
}

static bool serve(struct program *p) {
    const struct options *o = &p->options;
    struct http_options h = {.listen = o->listen, .tls_cert = o->tls_cert, .tls_key = o->tls_key,
                             .threads = (unsigned)o->threads, .connections = (unsigned)o->connections,
                             .connections_per_address = (unsigned)o->connections_per_address,
                             .rate_per_s = (double)o->rate, .rate_burst = (double)o->burst,
                             .behind_proxy = o->behind_proxy, .quiet = o->quiet, .router = p->router, .store = p->store,
                             .catalogue = p->catalogue, .metrics = p->metrics,
                             .fault = fault_plan_any(&o->fault) ? &p->options.fault : NULL};
    h.site = (struct site){.events = p->events, .metrics = p->metrics, .base_url = o->base_url, .pages = p->pages, .issuer = p->issuer, .relay = p->phones.relay, .demo = o->demo,
                           .identity = p->identity, .authenticate = identity_authenticate, .authenticate_self = p->identity};
    struct fault f = {0};
    p->http = http_start(&h, &f);
    if (!p->http) {
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
        return false;
    }
    printf("%s\nready\n", http_address(p->http));
    fflush(stdout);
    return true;
}

static void run(struct program *p, const sigset_t *signals) {
    for (;;) {
        int got = sigtimedwait(signals, NULL, &(struct timespec){TICK_S, 0});
        if (got == SIGTERM || got == SIGINT)
            return;
        if (got == SIGHUP)
            load_catalogue(p);
        when_ms now = when_monotonic();
        http_tick(p->http, now);
        phone_tick(&p->phones, now, when_now());
        record_lapses(p, now);
        if (issuer_tick(p->issuer, p->store, when_now()))
            identity_refresh(p->identity);
    }
}

static void stop(struct program *p) {
    if (p->http)
        http_stop(p->http, GRACE_MS);
    identity_destroy(p->identity); // its thread asks the issuer, which may ask the store
    store_close(p->store);
    relay_destroy(p->phones.relay);
    events_destroy(p->events);
    metrics_destroy(p->metrics);
    pages_destroy(p->pages);
    issuer_destroy(p->issuer);
    holder_destroy(p->catalogue);
}

static int run_program(struct program *p) {
    sigset_t signals; // blocked before any thread starts, and taken in `run` only
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);
    p->router = (struct router){route_table, route_table_count};
    p->events = events_create();
    p->phones = (struct phone_tick){.events = p->events, .relay = relay_create()};
    p->metrics = metrics_create(&p->router);
    p->catalogue = holder_create(destroy_catalogue);
    p->pages = pages_load(p->options.assets);
    bool ok = p->events && p->phones.relay && p->metrics && p->catalogue && p->pages && load_catalogue(p) && open_store(p) && prepare_office(p) &&
              seed_demo(p) && start_issuer(p) && start_identity(p) && serve(p);
    if (ok) {
        run(p, &signals);
        log_line(LOG_INFO, "main", "stopping", "grace_ms=%d", GRACE_MS);
    }
    stop(p);
    return ok ? 0 : 1;
}

// --add-person: makes the account and ends.
static int add_person(struct program *p) {
    struct fault f = {0};
    bool ok = open_store(p);
    if (ok && issuer_add_person(p->store, p->options.add_person, when_now(), stdout, &f)) {
        fprintf(stderr, "tgov-backend: %s: %s\n", f.place, f.what);
        ok = false;
    }
    store_close(p->store);
    return ok ? 0 : 1;
}

int main(int argc, char **argv) {
    struct program p = {.next_lapse = 0};
    char mistake[256];
    if (!options_read(&p.options, argc, argv, mistake, sizeof mistake)) {
        fprintf(stderr, "tgov-backend: %s\n", mistake);
        options_help(stderr);
        return 2;
    }
    if (p.options.help) {
        options_help(stdout);
        return 0;
    }
    if (p.options.version) {
        puts("tgov-backend " TGOV_VERSION);
        return 0;
    }
    if (p.options.add_person)
        return add_person(&p);
    return run_program(&p);
}
