// SPDX-License-Identifier: Apache-2.0
// Start and end of the issuer, and the accounts that are made from the command line.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include "base/locale_name.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/random.h"

enum { TIDY_MS = 3600 * 1000, ARENA_BYTES = 1 << 20, SPEC_MAX = 400, TAG_MAX = 35 };

static const struct issuer_person demo_people[] = {
    {.login = "kim", .name = "A. Kim", .given = "A.", .family = "Kim", .roles = ROLE_CITIZEN},
    {.login = "mia", .name = "M. Kim", .given = "M.", .family = "Kim", .roles = ROLE_CITIZEN},
    {.login = "lee", .name = "S. Lee", .given = "S.", .family = "Lee", .organisation = "Lee Street Foods",
     .number = "123-45-67890", .roles = ROLE_CITIZEN | ROLE_BUSINESS},
    {.login = "park", .name = "J. Park", .given = "J.", .family = "Park", .organisation = "Lighting Office",
     .roles = ROLE_CITIZEN | ROLE_OFFICER},
};
enum { DEMO_PEOPLE = sizeof demo_people / sizeof *demo_people };

static const char *or_empty(const char *text) { return text ? text : ""; }

struct make {
    struct issuer *issuer;
    struct arena arena;
    const struct issuer_options *options;
    struct issuer_person person;
    char passwords[DEMO_PEOPLE][PASSWORD_RANDOM];
    bool made;
};

static enum err add_person(struct db *db, struct make *m, const struct issuer_person *from, const char *password) {
    char id[RECORDS_ID + 1];
    struct issuer_person p = *from;
    random_text(id, RECORDS_ID, RANDOM_BASE32);
    p.id = id;
    p.given = or_empty(p.given);
    p.family = or_empty(p.family);
    p.language = or_empty(p.language);
    p.organisation = or_empty(p.organisation);
    p.number = or_empty(p.number);
    p.password = password_hash(&m->arena, password, true);
    return p.password ? person_add(db, &p, m->options->now) : ERR_MEMORY;
}

// The same at every start of this database, without being stored.
static void demo_password(const struct issuer *i, const char *login, char out[PASSWORD_RANDOM]) {
    char text[DIGEST_BYTES + 40] = "";
    unsigned char hash[DIGEST_BYTES];
    memcpy(text, i->salt.bytes, DIGEST_BYTES);
    text_copy(text + DIGEST_BYTES, sizeof text - DIGEST_BYTES, login);
    digest_sha256((struct str){text, DIGEST_BYTES + strlen(login)}, hash);
    for (size_t n = 0, at = 0; n < 16; n++) {
        out[at++] = RANDOM_BASE32[hash[n] % 32];
        if (n % 4 == 3)
            out[at++] = n == 15 ? '\0' : '-';
    }
}

static enum err add_demo(struct db *db, void *data) {
    struct make *m = data;
    for (size_t i = 0; i < DEMO_PEOPLE; i++) {
        struct issuer_person there, p = demo_people[i];
        const char *password = m->options->demo_password;
        p.demo = true;
        demo_password(m->issuer, p.login, m->passwords[i]);
        password = password ? password : m->passwords[i];
        enum err err = person_find(db, &m->arena, p.login, &there);
        if (err == ERR_NOT_FOUND)
            err = add_person(db, m, &p, password);
        else if (!err && there.demo && !password_is(&m->arena, password, there.password)) {
            const char *hash = password_hash(&m->arena, password, true);
            err = hash ? person_set_password(db, there.id, hash, false, m->options->now) : ERR_MEMORY;
        }
        if (err)
            return err;
    }
    return ERR_NONE;
}

static enum err add_first(struct db *db, void *data) {
    struct make *m = data;
    int64_t people = 0;
    enum err err = people_count(db, &people);
    m->made = !err && people == 0;
    if (!m->made)
        return err;
    m->person = (struct issuer_person){.login = "admin", .name = "Administrator", .roles = ROLE_ADMIN | ROLE_OFFICER, .must_change = true};
    return add_person(db, m, &m->person, m->passwords[0]);
}

static enum err make_people(struct issuer *i, struct store *store, const struct issuer_options *o, FILE *to) {
    struct make m = {.issuer = i, .options = o};
    arena_init(&m.arena, ARENA_BYTES);
    if (!o->demo)
        password_random(m.passwords[0]);
    enum err err = issuer_write(store, o->demo ? add_demo : add_first, &m);
    if (!err && o->demo)
        for (size_t n = 0; n < DEMO_PEOPLE; n++)
            fprintf(to, "Demonstration: sign in as %s with %s\n", demo_people[n].login,
                    o->demo_password ? "the password you gave" : m.passwords[n]);
    if (!err && o->officer_password)
        text_copy(o->officer_password, o->officer_password_room,
                  o->demo && o->demo_password ? o->demo_password : o->demo ? m.passwords[DEMO_PEOPLE - 1] : m.made ? m.passwords[0] : "");
    else if (!err && m.made)
        fprintf(to, "The first account is %s; its password, shown only now: %s\n", m.person.login, m.passwords[0]);
    jwk_wipe(m.passwords, sizeof m.passwords);
    arena_finish(&m.arena);
    return err;
}

static long now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct issuer *issuer_create(struct store *store, const struct issuer_options *o, FILE *to, struct fault *f) {
    struct issuer *i = mem_alloc(sizeof *i);
    bool changed;
    long started = now_us();
    enum err err = i ? ERR_NONE : ERR_MEMORY;
    if (i) {
        *i = (struct issuer){.polls = recent_create(), .proofs = recent_create(), .demo = o->demo};
        err = i->polls && i->proofs ? keyring_prepare(i, store, o->now, o->new_key, &changed) : ERR_MEMORY;
    }
    if (!err)
        err = make_people(i, store, o, to);
    if (!err) {
        log_line(LOG_INFO, "issuer", "ready", "us=%ld", now_us() - started);
        return i;
    }
    fault_set(f, err, "issuer", "the sign-in cannot be made ready: %s", err_name(err));
    issuer_destroy(i);
    return NULL;
}

void issuer_destroy(struct issuer *i) {
    if (!i)
        return;
    keyring_free(i->keyring);
    recent_destroy(i->polls);
    recent_destroy(i->proofs);
    mem_free(i);
}

static enum err tidy(struct db *db, void *data) { return records_tidy(db, *(const when_ms *)data); }

bool issuer_tick(struct issuer *i, struct store *store, when_ms now) {
    bool changed = false;
    if (!i || now < i->next_tidy)
        return false;
    i->next_tidy = now + TIDY_MS;
    // What fails now is done an hour later.
    if (keyring_prepare(i, store, now, false, &changed) || issuer_write(store, tidy, &now))
        return changed;
    return changed;
}

// ---- --add-person ----
static bool read_roles(struct str list, unsigned *roles) {
    static const char *const names[] = {"citizen", "business", "officer", "admin"};
    *roles = 0;
    while (list.len) {
        struct str one = str_cut(&list, ',');
        unsigned role = 0;
        for (unsigned i = 0; i < 4; i++)
            role |= str_is(one, names[i]) ? 1u << i : 0;
        if (!role)
            return false;
        *roles |= role;
    }
    return *roles != 0;
}

static const char *copied(struct arena *a, struct str text) { return text.len ? arena_copy(a, text.p, text.len) : ""; }

// "FAMILY, GIVEN" has its parts; any other name is one text.
static bool read_name(struct arena *a, struct str text, struct issuer_person *p) {
    struct str given = text, family = str_trim(str_cut(&given, ','));
    given = str_trim(given);
    bool parts = family.len && given.len;
    p->given = copied(a, parts ? given : (struct str){0});
    p->family = copied(a, parts ? family : (struct str){0});
    if (!p->given || !p->family || !p->language)
        return false;
    if (text.len)
        p->name = parts ? locale_person_name(&(struct locale_person){.given = p->given, .surname = p->family, .language = p->language}, NULL, a)
                        : copied(a, text);
    return p->name && *p->name && text.len <= RECORDS_NAME_MAX;
}

// The name of LOGIN:ROLES:NAME: the one part that is refused for its length alone.
static bool name_too_long(const char *spec) {
    struct str rest = str_of(spec);
    (void)str_cut(&rest, ':');
    (void)str_cut(&rest, ':');
    return str_cut(&rest, ':').len > RECORDS_NAME_MAX;
}

// A BCP 47 tag, near enough; "" is none.
static bool is_tag(const char *text) {
    size_t len = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
    return !text[len] && len != 1 && len <= TAG_MAX;
}

static bool read_spec(struct arena *a, const char *spec, struct issuer_person *p) {
    struct str rest = str_of(spec), login = str_cut(&rest, ':'), roles = str_cut(&rest, ':'), name = str_cut(&rest, ':');
    struct str firm = str_cut(&rest, ':'), number = str_cut(&rest, ':');
    char *clean = arena_alloc(a, RECORDS_LOGIN_MAX + 1);
    const char *typed = arena_copy(a, login.p ? login.p : "", login.len);
    if (strlen(spec) > SPEC_MAX || !utf8_valid(spec, strlen(spec)) || !clean || !typed || !login_clean(typed, clean, RECORDS_LOGIN_MAX + 1))
        return false;
    *p = (struct issuer_person){.login = clean, .name = clean, .must_change = true, .organisation = copied(a, firm),
                                .number = copied(a, number), .language = copied(a, rest)};
    return read_name(a, name, p) && is_tag(p->language) && p->organisation && p->number && read_roles(roles, &p->roles);
}

static enum err add_named(struct db *db, void *data) {
    struct make *m = data;
    return add_person(db, m, &m->person, m->passwords[0]);
}

enum err issuer_add_person(struct store *store, const char *spec, when_ms now, FILE *to, struct fault *f) {
    struct issuer_options o = {.now = now};
    struct make m = {.options = &o};
    arena_init(&m.arena, ARENA_BYTES);
    password_random(m.passwords[0]);
    enum err err = ERR_NONE;
    if (name_too_long(spec))
        err = fault_set(f, ERR_SYNTAX, "--add-person", "the name is too long: %d letters at most (%d in Korean or Chinese)", RECORDS_NAME_MAX, RECORDS_NAME_MAX / 3);
    else if (!read_spec(&m.arena, spec, &m.person))
        err = fault_set(f, ERR_SYNTAX, "--add-person", "LOGIN:ROLES[:NAME[:COMPANY[:NUMBER[:LANGUAGE]]]] is expected; "
                                                       "login of a-z 0-9 . _ @ -, roles of citizen business officer admin, parted by commas");
    if (!err)
        err = issuer_write(store, add_named, &m);
    if (err == ERR_DUPLICATE)
        fault_set(f, err, "--add-person", "there is a person of that login already");
    else if (err && err != ERR_SYNTAX)
        fault_set(f, err, "--add-person", "the account cannot be made: %s", err_name(err));
    if (!err)
        fprintf(to, "Account %s; its password, shown only now, to be changed at the first sign-in: %s\n", m.person.login, m.passwords[0]);
    jwk_wipe(m.passwords, sizeof m.passwords);
    arena_finish(&m.arena);
    return err;
}
