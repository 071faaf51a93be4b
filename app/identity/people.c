// SPDX-License-Identifier: Apache-2.0
// Who lives with this box: read at the start, kept as it changes.
#include "app/identity/inside.h"

#include "base/json.h"
#include "base/log.h"
#include "base/random.h"

enum { LIST_ARENA = 1 << 20, TEXT_ARENA = 256 << 10 };
static const char *const pictures[] = {"boat", "tree", "house", "bell", "sun", "lamp", "heart", "ship", "bridge", "chair", "candle", "key"};
enum { PICTURES = sizeof pictures / sizeof *pictures };

struct resident *people_find(struct app *app, const char *id) {
    struct session *s = app->session;
    for (int i = 0; id && *id && i < s->count; i++)
        if (strlen(s->people[i].id) == strcspn(id, "@") && !strncmp(s->people[i].id, id, strcspn(id, "@")))
            return &s->people[i];
    return NULL;
}

// An issuer may be written with a slash at its end or without.
static bool same_issuer(const char *a, const char *b) {
    size_t la = strlen(a), lb = strlen(b);
    la -= la && a[la - 1] == '/';
    lb -= lb && b[lb - 1] == '/';
    return la == lb && !memcmp(a, b, la);
}

static bool same_person(const struct resident *r, const char *issuer, const char *subject) {
    return *subject && text_same(r->subject, subject) && same_issuer(r->issuer, issuer);
}

struct resident *people_of_subject(struct app *app, const char *issuer, const char *subject) {
    struct session *s = app->session;
    for (int i = 0; i < s->count; i++)
        if (same_person(&s->people[i], issuer, subject))
            return &s->people[i];
    return NULL;
}

struct resident *people_present(const struct app *app) {
    struct session *s = app->session;
    struct resident *r = s && s->current >= 0 ? &s->people[s->current] : NULL;
    return r && !r->locked ? r : NULL;
}

const char *people_name(const struct resident *r) { return *r->given ? r->given : r->name; }

void people_used(struct app *app, struct resident *r) {
    r->touched = app->platform->ops->clock(app->platform);
    r->used = app->platform->ops->wall(app->platform);
    r->turn = ++app->session->turns;
}

// ---- What can be done in their name
static void drop_signers(struct resident *r) {
    signer_drop(r->signer);
    signer_drop(r->prover);
    r->signer = r->prover = NULL;
}

bool people_equip(struct app *app, struct resident *r) {
    struct session *s = app->session;
    drop_signers(r);
    r->signer = signer_create(r->grant.pem, r->grant.access, &s->clock);
    r->prover = *r->grant.pem ? signer_create(r->grant.pem, NULL, &s->clock) : NULL;
    r->signed_in = r->signer && (r->prover || !*r->grant.pem);
    if (!r->signed_in)
        drop_signers(r);
    return r->signed_in;
}

static enum err seal(struct app *app, const struct resident *r, struct arena *a, const char *what, struct str json, const char **sealed) {
    struct session *s = app->session;
    struct fault f = {0};
    const char *about = arena_printf(a, "%s %s", what, r->id); // the one text must not stand in for the other
    enum err err = about ? vault_seal(&s->vault, a, s->machine, about, json, sealed, &f) : ERR_MEMORY;
    if (json.p)
        jwk_wipe((void *)(uintptr_t)json.p, json.len);
    return err;
}

static enum err seal_who(struct app *app, const struct resident *r, struct arena *a, const char **sealed) {
    struct val_builder b = val_build(a);
    struct buf text;
    buf_init(&text, VAULT_TEXT_MAX);
    bool ok = val_set(&b, "name", val_text(r->name)) && val_set(&b, "issuer", val_text(r->issuer)) && val_set(&b, "subject", val_text(r->subject)) &&
              val_set(&b, "roles", val_text(r->roles)) && val_set(&b, "organisation", val_text(r->organisation)) &&
              val_set(&b, "number", val_text(r->number)) && val_set(&b, "given", val_text(r->given)) &&
              val_set(&b, "minutes", val_number(r->minutes));
    struct val v = val_object(&b);
    if (ok)
        json_write(&text, &v);
    enum err err = !ok ? ERR_MEMORY : text.err ? text.err : seal(app, r, a, "who", (struct str){text.data, text.len}, sealed);
    buf_finish(&text);
    return err;
}

enum err people_save(struct app *app, struct resident *r, bool grant_too) {
    struct arena a;
    struct fault f = {0};
    struct str json = {0};
    const char *sealed = NULL, *who = NULL;
    arena_init(&a, TEXT_ARENA);
    enum err err = seal_who(app, r, &a, &who);
    if (!err && grant_too)
        err = grant_write(&r->grant, &a, &json);
    if (!err && grant_too)
        err = seal(app, r, &a, "grant", json, &sealed);
    const struct keep_profile p = {.id = r->id, .picture = r->picture, .who = who, .used = r->used, .locked = r->locked};
    if (!err)
        err = keep_profile_save(app->keep, &p, sealed, &f);
    arena_finish(&a);
    if (err)
        log_line(LOG_WARN, "session", "not-kept", "err=%s", err_name(err));
    return err;
}

// ---- Reading them at the start
static enum err unseal(struct app *app, const struct resident *r, struct arena *a, const char *what, const char *sealed, struct str *json) {
    const char *about = arena_printf(a, "%s %s", what, r->id);
    return about ? vault_unseal(&app->session->vault, a, about, sealed, json) : ERR_MEMORY;
}

static enum err open_grant(struct app *app, struct resident *r) {
    struct arena a;
    struct str json = {0};
    const char *sealed = NULL;
    arena_init(&a, TEXT_ARENA);
    enum err err = keep_sealed_load(app->keep, &a, r->id, &sealed);
    if (!err)
        err = unseal(app, r, &a, "grant", sealed, &json);
    if (!err)
        err = grant_read(&r->grant, json);
    if (json.p)
        jwk_wipe((void *)(uintptr_t)json.p, json.len);
    arena_finish(&a);
    if (!err && !people_equip(app, r))
        grant_finish(&r->grant);
    return err;
}

static enum err open_who(struct app *app, struct resident *r, const char *who) {
    struct arena a;
    struct str json = {0};
    struct val v = VAL_NULL_INIT;
    const struct json_limits limits = {.bytes = VAULT_TEXT_MAX, .depth = 2, .values = 32};
    arena_init(&a, TEXT_ARENA);
    enum err err = unseal(app, r, &a, "who", who, &json);
    if (!err)
        err = json_read(&a, json.p, json.len, limits, &v, NULL);
    text_copy(r->name, sizeof r->name, val_get_text(&v, "name", ""));
    text_copy(r->issuer, sizeof r->issuer, val_get_text(&v, "issuer", ""));
    text_copy(r->subject, sizeof r->subject, val_get_text(&v, "subject", ""));
    text_copy(r->roles, sizeof r->roles, val_get_text(&v, "roles", ""));
    text_copy(r->organisation, sizeof r->organisation, val_get_text(&v, "organisation", ""));
    text_copy(r->number, sizeof r->number, val_get_text(&v, "number", ""));
    text_copy(r->given, sizeof r->given, val_get_text(&v, "given", ""));
    double minutes = val_get_number(&v, "minutes", -1);
    r->minutes = minutes >= 0 && minutes <= LOCK_MINUTES_MAX ? (int)minutes : -1;
    if (json.p)
        jwk_wipe((void *)(uintptr_t)json.p, json.len);
    arena_finish(&a);
    return err;
}

// What another box sealed does not open here: the picture and the drafts are there, the person signs in again.
static void take(struct app *app, struct resident *r, const struct keep_profile *p) {
    when_ms ago = app->platform->ops->wall(app->platform) - p->used;
    *r = (struct resident){.minutes = -1, .used = p->used, .touched = app->platform->ops->clock(app->platform) - (ago > 0 ? ago : 0)};
    text_copy(r->id, sizeof r->id, p->id);
    text_copy(r->picture, sizeof r->picture, p->picture);
    enum err err = open_who(app, r, p->who);
    if (!err && p->sealed)
        err = open_grant(app, r);
    if (err)
        log_line(LOG_WARN, "session", "cannot-open", "err=%s", err_name(err));
    r->locked = p->locked || locks_at_start(app, r);
}

static const char *kept(struct app *app, struct arena *a, const char *name) {
    const char *value = NULL;
    return keep_setting(app->keep, a, name, &value) == ERR_NONE ? value : "";
}

// After a power cut the evening goes on, when it was not long ago: the one in front of the box is in front of it still.
static int who_was_here(const struct session *s, const char *id) {
    for (int i = 0; i < s->count; i++)
        if (text_same(s->people[i].id, id) && !s->people[i].locked)
            return i;
    return -1;
}

// What an earlier version of this program kept twice.
static void merge_all(struct app *app) {
    struct session *s = app->session;
    for (int i = 0; i < s->count; i++) { // the one used last comes first, and stays
        struct resident *r = &s->people[i];
        people_merge(app, &r);
    }
}

void people_load(struct app *app) {
    struct session *s = app->session;
    struct arena a;
    struct keep_profiles list = {0};
    arena_init(&a, LIST_ARENA);
    enum err err = keep_profile_list(app->keep, &a, &list);
    if (err)
        log_line(LOG_WARN, "session", "no-profiles", "err=%s", err_name(err));
    for (size_t i = 0; i < list.count && s->count < KEEP_PROFILES_MAX; i++)
        take(app, &s->people[s->count++], &list.items[i]);
    for (int i = s->count - 1; i >= 0; i--)
        s->people[i].turn = ++s->turns;
    s->current = who_was_here(s, kept(app, &a, "profile"));
    merge_all(app);
    arena_finish(&a);
}

// ---- Changes
void people_set_current(struct app *app, int index) {
    struct session *s = app->session;
    s->current = index;
    enum err err = keep_setting_save(app->keep, (struct keep_ticket){0}, "profile", index < 0 ? NULL : s->people[index].id);
    if (err)
        log_line(LOG_WARN, "session", "not-kept", "err=%s", err_name(err));
    app->dirty = true;
}

static const char *free_picture(const struct session *s) {
    for (int p = 0; p < PICTURES; p++) {
        bool taken = false;
        for (int i = 0; i < s->count && !taken; i++)
            taken = text_same(s->people[i].picture, pictures[p]);
        if (!taken)
            return pictures[p];
    }
    return pictures[0];
}

_Static_assert(KEEP_PROFILES_MAX == 12, "the words for viewers say so (screens/approve.c, screens/people.c)");
struct resident *people_add(struct app *app) {
    struct session *s = app->session;
    if (s->count == KEEP_PROFILES_MAX)
        return NULL;
    struct resident *r = &s->people[s->count];
    *r = (struct resident){.minutes = -1};
    random_text(r->id, ID_LETTERS, RANDOM_BASE32);
    text_copy(r->picture, sizeof r->picture, free_picture(s));
    s->count++;
    return r;
}

void people_sign_off(struct app *app, struct resident *r) {
    struct fault f = {0};
    drop_signers(r);
    grant_finish(&r->grant);
    r->signed_in = false;
    r->renewing = 0;
    enum err err = keep_sealed_store(app->keep, r->id, NULL, &f);
    if (err)
        log_line(LOG_WARN, "session", "not-kept", "err=%s", err_name(err));
}

static void remove_from_list(struct app *app, struct resident *r) {
    struct session *s = app->session;
    int index = (int)(r - s->people);
    drop_signers(r);
    grant_finish(&r->grant);
    memmove(r, r + 1, sizeof *r * (size_t)(s->count - index - 1));
    s->count--;
    s->people[s->count] = (struct resident){.locked = false};
    if (s->current == index)
        people_set_current(app, -1);
    else if (s->current > index)
        s->current--;
}

void people_forget(struct app *app, struct resident *r) {
    struct fault f = {0};
    enum err err = keep_profile_drop(app->keep, r->id, &f);
    if (err)
        log_line(LOG_WARN, "session", "not-forgotten", "err=%s", err_name(err));
    remove_from_list(app, r);
}

// Their drafts, cases and submissions come together; where both have answers to the same service, both stay.
static bool take_over(struct app *app, struct resident *other, struct resident *into) {
    struct fault f = {0};
    enum err err = keep_profile_merge(app->keep, other->id, into->id, &f);
    if (err) {
        log_line(LOG_WARN, "session", "not-merged", "err=%s", err_name(err));
        return false;
    }
    if (!*into->given)
        text_copy(into->given, sizeof into->given, other->given);
    if (app->net) // not yet while the box starts
        revoke(app, other);
    return true;
}

void people_merge(struct app *app, struct resident **into) {
    struct session *s = app->session;
    for (int i = s->count - 1; i >= 0; i--) {
        struct resident *other = &s->people[i];
        if (other == *into || !same_person(other, (*into)->issuer, (*into)->subject) || !take_over(app, other, *into))
            continue;
        bool was_here = i == s->current;
        remove_from_list(app, other);
        *into -= *into > other;
        if (was_here)
            people_set_current(app, (int)(*into - s->people));
        (void)!people_save(app, *into, false);
        log_line(LOG_INFO, "session", "merged", "people=%d", s->count);
    }
}

void people_finish(struct app *app) {
    struct session *s = app->session;
    for (int i = 0; i < s->count; i++) {
        drop_signers(&s->people[i]);
        grant_finish(&s->people[i].grant);
    }
    s->count = 0;
    s->current = -1;
}
