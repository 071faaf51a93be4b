// SPDX-License-Identifier: Apache-2.0
// Who is asking. Every request of the application passes here, and here alone it gets what proves the right to ask: the
// secret of a guest's case, the token of the person in front of the TV, or of the person whose submission is on its way.
// Tokens go to the backend's own origin only.
#include "app/identity/inside.h"

#include "base/log.h"
#include "base/mem.h"

enum { LIST_ARENA = 256 << 10 };

static void add_header(struct net_header *headers, const char *name, const char *value) {
    for (int i = 0; i < NET_HEADERS_MAX; i++) {
        if (!headers[i].name) {
            headers[i] = (struct net_header){name, value};
            return;
        }
    }
}

static enum err report(enum err err, const struct fault *f) {
    if (err)
        log_line(LOG_WARN, "session", "not-sent", "err=%s what=\"%s\"", err_name(err), f->what);
    return err;
}

// ---- Opening and closing
enum err session_open(struct app *app, const struct app_options *o, struct fault *f) {
    struct session *s = mem_alloc(sizeof *s);
    if (!s)
        return fault_set(f, ERR_MEMORY, "session", "out of memory");
    app->session = s;
    s->current = -1;
    s->next_tag = TAG_FIRST;
    locks_load(app);
    vault_machine(s->machine, sizeof s->machine);
    signer_clock_start(&s->clock, app->platform->ops->wall(app->platform));
    enum err err = vault_open(&s->vault, o->state, s->machine, f);
    if (err)
        log_line(LOG_WARN, "session", "no-vault", "err=%s", err_name(err)); // guests can do without
    people_load(app);
    return ERR_NONE;
}

void session_close(struct app *app) {
    struct session *s = app->session;
    if (!s)
        return;
    flow_stop(app);
    errands_forget(app);
    signer_drop(s->warrant.signer);
    people_finish(app);
    jwk_wipe(&s->vault, sizeof s->vault);
    mem_free(s);
    app->session = NULL;
}

// ---- Who is here
// What is begun for somebody else is kept apart from one's own: under ID@MANDATE.
const char *session_profile(const struct app *app) {
    const struct resident *r = people_present(app);
    struct session *s = app->session;
    if (!r || !*s->acting)
        return r ? r->id : "";
    snprintf(s->profile, sizeof s->profile, "%s@%s", r->id, s->acting);
    return s->profile;
}

void session_act_for(struct app *app, const char *mandate, const char *name) {
    struct session *s = app->session;
    text_copy(s->acting, sizeof s->acting, mandate ? mandate : "");
    text_copy(s->acting_name, sizeof s->acting_name, *s->acting && name ? name : "");
}

const struct person *session_person(const struct app *app) {
    struct session *s = app->session;
    const struct resident *r = s->current >= 0 ? &s->people[s->current] : NULL;
    s->person = (struct person){.id = "", .name = "", .picture = "", .roles = "", .organisation = "", .number = "", .acting = "", .acting_name = "", .acted_for = s->acted_for};
    if (r)
        s->person = (struct person){.id = r->id, .name = people_name(r), .picture = r->picture, .roles = r->roles, .organisation = r->organisation,
                                    .number = r->number, .signed_in = r->signed_in, .locked = r->locked,
                                    .acting = r->locked ? "" : s->acting, .acting_name = r->locked ? "" : s->acting_name, .acted_for = s->acted_for};
    return &s->person;
}

// Nothing of the person stays on the glass: home is asked for anew, as a guest, behind the curtain.
void session_leave(struct app *app, bool curtain) {
    router_home(app);
    router_tell_all(app, EV_CHANGED);
    if (curtain && router_top(app)->def->id == SCREEN_HOME)
        router_push(app, SCREEN_CURTAIN, "");
}

// ---- Requests
enum err session_send(struct app *app, struct net_request *r, const char *case_secret) {
    struct fault f = {0};
    struct resident *who = people_present(app);
    if (case_secret && *case_secret)
        add_header(r->headers, "Tgov-Case-Secret", case_secret);
    bool everybody = r->cache == NET_CACHE_FIRST, own = r->path && r->path[0] == '/';
    if (who && who->signed_in && own && !everybody) {
        if (*app->session->acting)
            add_header(r->headers, "Tgov-Mandate", app->session->acting);
        return errand_send(app, r, NULL, who);
    }
    return report(net_send(app->net, r, &f), &f);
}

enum err session_watch(struct app *app, struct net_stream *s, const char *case_secret) {
    struct fault f = {0};
    struct resident *who = people_present(app);
    if (case_secret && *case_secret)
        add_header(s->headers, "Tgov-Case-Secret", case_secret);
    if (who && who->signed_in && s->path[0] == '/') {
        if (*app->session->acting)
            add_header(s->headers, "Tgov-Mandate", app->session->acting);
        return errand_send(app, NULL, s, who);
    }
    return report(net_stream(app->net, s, &f), &f);
}

// ---- The outbox
static bool has_warrant(const struct session *s, const struct outbox_item *item) {
    return s->warrant.outbox == item->id && s->warrant.until > signer_clock_now(&s->clock);
}

bool session_may_send(struct app *app, const struct outbox_item *item) {
    const struct resident *who = people_find(app, item->profile);
    if (item->sign && *item->sign)
        return has_warrant(app->session, item);
    return *item->profile ? who && who->signed_in : !item->needs_sign_in;
}

void session_unsign(struct app *app) {
    struct session *s = app->session;
    signer_drop(s->warrant.signer);
    s->warrant = (struct warrant){.outbox = 0};
}

enum err session_send_item(struct app *app, struct net_request *r, const struct outbox_item *item) {
    struct session *s = app->session;
    struct fault f = {0};
    struct resident *who = people_find(app, item->profile);
    const char *mandate = strchr(item->profile, '@');
    if (mandate)
        add_header(r->headers, "Tgov-Mandate", mandate + 1);
    if (item->sign && *item->sign && has_warrant(s, item)) {
        struct net_signer signer = signer_of(s->warrant.signer);
        r->signer = &signer;
        enum err err = report(net_send(app->net, r, &f), &f);
        r->signer = NULL;
        return err;
    }
    if (who && who->signed_in)
        return errand_send(app, r, NULL, who);
    return report(net_send(app->net, r, &f), &f);
}

bool session_signed_in(struct app *app, const char *profile) {
    const struct resident *who = people_find(app, profile);
    return who && who->signed_in;
}

enum err session_send_as(struct app *app, struct net_request *r, const char *profile) {
    struct resident *who = people_find(app, profile);
    const char *mandate = strchr(profile, '@');
    if (!who || !who->signed_in)
        return ERR_DENIED;
    if (mandate)
        add_header(r->headers, "Tgov-Mandate", mandate + 1);
    return errand_send(app, r, NULL, who);
}

// ---- The loop
bool session_message(struct app *app, struct net_message *m) {
    if (m->date)
        signer_clock_hear(&app->session->clock, m->date);
    if (m->token != TOKEN_SESSION)
        return errand_message(app, m);
    if (!flow_message(app, m) && !renew_message(app, m))
        log_line(LOG_WARN, "session", "stray-answer", "tag=%d", m->tag);
    net_message_free(m);
    return true;
}

void session_step(struct app *app) {
    flow_step(app);
    (void)locks_due(app);
}

when_ms session_next(const struct app *app) {
    when_ms next = flow_next(app), lock = locks_next(app);
    return lock >= 0 && (next < 0 || lock < next) ? lock : next;
}

// ---- What screens ask for
// The n-th of those who used it last.
static const struct resident *nth(const struct session *s, int n) {
    for (int i = 0; i < s->count; i++) {
        int later = 0;
        for (int k = 0; k < s->count; k++)
            later += s->people[k].turn > s->people[i].turn;
        if (later == n)
            return &s->people[i];
    }
    return NULL;
}

static bool profile_value(const struct app *app, struct arena *a, const struct resident *r, struct val *out) {
    struct val_builder b = val_build(a);
    struct keep_holds holds = {0};
    enum err err = keep_profile_holds(app->keep, r->id, &holds);
    bool ok = val_set(&b, "id", val_text(r->id)) && val_set(&b, "name", val_text(people_name(r))) && val_set(&b, "picture", val_text(r->picture)) &&
              val_set(&b, "roles", val_text(r->roles)) && val_set(&b, "organisation", val_text(r->organisation)) &&
              val_set(&b, "number", val_text(r->number)) && val_set(&b, "signed_in", val_bool(r->signed_in)) &&
              val_set(&b, "locked", val_bool(r->locked)) && val_set(&b, "open", val_bool(locks_open(app, r))) &&
              val_set(&b, "current", val_bool(r == people_present(app))) &&
              val_set(&b, "drafts", val_number(err ? 0 : holds.drafts)) && val_set(&b, "waiting", val_number(err ? 0 : holds.waiting));
    *out = val_object(&b);
    return ok;
}

static void list_profiles(struct ctx *cx, const struct effect *fx) {
    const struct session *s = cx->app->session;
    struct arena a;
    arena_init(&a, LIST_ARENA);
    struct val_builder all = val_build(&a);
    bool ok = true;
    for (int i = 0; i < s->count && ok; i++) {
        struct val v;
        ok = profile_value(cx->app, &a, nth(s, i), &v) && val_push(&all, v);
    }
    struct val v = val_array(&all);
    struct event ev = {.type = EV_LOADED, .tag = fx->tag, .err = ok ? ERR_NONE : ERR_MEMORY};
    app_later(cx->app, cx->entry->token, &ev, NULL, ok ? &v : NULL);
    arena_finish(&a);
}

static void choose(struct app *app, struct resident *r) {
    if (r && !locks_open(app, r))
        return; // whoever it is has to prove it first
    people_set_current(app, r ? (int)(r - app->session->people) : -1);
    session_act_for(app, "", "");
    if (r) {
        people_used(app, r);
        (void)!people_save(app, r, false);
    }
    router_tell_all(app, EV_CHANGED);
}

// What this TV calls them is theirs: a sign-in does not change it, and nobody else does while they are away.
static void rename_profile(struct app *app, struct resident *r, const struct effect *fx) {
    if (!locks_open(app, r))
        return;
    if (fx->method && *fx->method)
        text_copy(r->given, sizeof r->given, text_same(fx->method, r->name) ? "" : fx->method);
    if (fx->secret && *fx->secret)
        text_copy(r->picture, sizeof r->picture, fx->secret);
    (void)!people_save(app, r, false);
    router_tell_all(app, EV_CHANGED);
}

static void sign_out(struct app *app, struct resident *r, bool forget) {
    bool here = r == people_present(app);
    revoke(app, r);
    if (forget)
        people_forget(app, r);
    else
        people_sign_off(app, r);
    if (here)
        session_act_for(app, "", "");
    if (here && !forget)
        people_set_current(app, -1);
    session_leave(app, false);
}

void session_perform(struct ctx *cx, const struct effect *fx) {
    struct app *app = cx->app;
    struct resident *r = people_find(app, fx->text);
    switch (fx->kind) {
    case FX_SIGN_IN: flow_start(app, cx->entry->token, fx); break;
    case FX_LIST_PROFILES: list_profiles(cx, fx); break;
    case FX_PROFILE:
        if (r || (fx->text && !*fx->text))
            choose(app, r);
        break;
    case FX_ACT_FOR:
        if (people_present(app)) {
            session_act_for(app, fx->text, fx->secret);
            router_home(app);
            router_tell_all(app, EV_CHANGED);
        }
        break;
    case FX_NAME_PROFILE:
        if (r)
            rename_profile(app, r, fx);
        break;
    case FX_SIGN_OUT:
    case FX_DROP_PROFILE:
        if (r)
            sign_out(app, r, fx->kind == FX_DROP_PROFILE);
        break;
    case FX_LOCK_AFTER: locks_after(app, fx->number); break;
    case FX_LOCK: session_lock(app); break;
    default: break;
    }
}

void session_erase(struct app *app) {
    struct session *s = app->session;
    struct fault f = {0};
    for (int i = 0; i < s->count; i++)
        revoke(app, &s->people[i]);
    flow_stop(app);
    errands_forget(app);
    session_unsign(app);
    session_act_for(app, "", "");
    people_finish(app);
    if (vault_erase(&s->vault, &f) != ERR_NONE)
        log_line(LOG_WARN, "session", "key-not-removed", "what=\"%s\"", f.what);
    app->dirty = true;
}
