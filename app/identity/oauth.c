// SPDX-License-Identifier: Apache-2.0
// The machine of a sign-in.
#include "app/identity/oauth.h"

#include "app/net/message.h"
#include "base/buf.h"

static const char device_grant[] = "urn:ietf:params:oauth:grant-type:device_code";

void oauth_begin(struct oauth *o, struct arena *a, const struct oauth_config *c, when_ms now) {
    arena_reset(a);
    *o = (struct oauth){.arena = a, .config = *c, .state = OAUTH_ASKING, .step = OAUTH_STEP_OFFER, .due = now};
}

bool oauth_over(const struct oauth *o) { return o->state >= OAUTH_DONE; }

when_ms oauth_due(const struct oauth *o) {
    if (o->asked)
        return o->step == OAUTH_STEP_POLL ? o->ends : -1;
    return o->step == OAUTH_STEP_POLL && o->ends < o->due ? o->ends : o->due;
}

bool oauth_tick(struct oauth *o, when_ms now) {
    if (oauth_over(o) || o->step != OAUTH_STEP_POLL || now < o->ends)
        return false;
    o->state = OAUTH_EXPIRED;
    return true;
}

// ---- Requests ----
static void add_escaped(struct buf *b, const char *text) {
    static const char plain[] = "-._~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    for (; *text; text++) {
        if (strchr(plain, *text))
            buf_char(b, *text);
        else
            buf_printf(b, "%%%02X", (unsigned char)*text);
    }
}

enum err oauth_form(struct arena *a, const struct oauth_field *fields, size_t count, const char **out) {
    struct buf b;
    buf_init(&b, OAUTH_BODY_MAX);
    for (size_t i = 0; i < count; i++) {
        if (!fields[i].value || !*fields[i].value)
            continue;
        if (b.len)
            buf_char(&b, '&');
        buf_text_add(&b, fields[i].name);
        buf_char(&b, '=');
        add_escaped(&b, fields[i].value);
    }
    *out = b.err ? NULL : arena_string(a, buf_text(&b));
    enum err err = b.err ? b.err : *out ? ERR_NONE : ERR_MEMORY;
    if (b.data)
        explicit_bzero(b.data, b.len);
    buf_finish(&b);
    return err;
}

static const char *discovery(struct arena *a, const char *issuer, bool other) {
    int len = (int)strlen(issuer);
    while (len > 0 && issuer[len - 1] == '/')
        len--;
    if (!other)
        return arena_printf(a, "%.*s/.well-known/openid-configuration", len, issuer);
    // RFC 8414 puts it between host and path.
    const char *host = strstr(issuer, "://"), *path = host ? strchr(host + 3, '/') : NULL;
    int origin = path && path - issuer < len ? (int)(path - issuer) : len;
    return arena_printf(a, "%.*s/.well-known/oauth-authorization-server%.*s", origin, issuer, len - origin, issuer + origin);
}

static enum err device_body(const struct oauth *o, struct arena *a, const char **out) {
    const struct oauth_config *c = &o->config;
    bool own = o->offer.embedded;
    const struct oauth_field fields[] = {
        {"client_id", o->offer.client_id},
        {"scope", o->offer.scope},
        {"resource", o->offer.resource},
        {"ui_locales", c->language},
        {"dpop_jkt", o->server.dpop ? c->jkt : NULL},
        {"authorization_details", c->details},
        {"tgov_box", own ? c->box : NULL},
        {"tgov_place", own ? c->place : NULL},
        {"tgov_for", own ? c->purpose : NULL},
    };
    return oauth_form(a, fields, sizeof fields / sizeof *fields, out);
}

static enum err poll_body(const struct oauth *o, struct arena *a, const char **out) {
    const struct oauth_field fields[] = {
        {"grant_type", device_grant},
        {"device_code", o->device.device_code},
        {"client_id", o->offer.client_id},
        {"resource", o->offer.resource},
    };
    return oauth_form(a, fields, sizeof fields / sizeof *fields, out);
}

enum err oauth_request(struct oauth *o, struct arena *scratch, struct oauth_request *out) {
    *out = (struct oauth_request){.method = "GET"};
    enum err err = ERR_NONE;
    switch (o->step) {
    case OAUTH_STEP_OFFER: out->url = "/v1/identity"; break;
    case OAUTH_STEP_DISCOVERY: out->url = discovery(scratch, o->offer.issuer, false); break;
    case OAUTH_STEP_DISCOVERY_OTHER: out->url = discovery(scratch, o->offer.issuer, true); break;
    case OAUTH_STEP_DEVICE:
    case OAUTH_STEP_POLL:
        out->method = "POST";
        out->url = o->step == OAUTH_STEP_DEVICE ? o->server.device : o->server.token;
        out->proof = o->server.dpop && o->step == OAUTH_STEP_POLL;
        err = o->step == OAUTH_STEP_DEVICE ? device_body(o, scratch, &out->body) : poll_body(o, scratch, &out->body);
        break;
    }
    if (!err && !out->url)
        err = ERR_MEMORY;
    o->asked = !err;
    return err;
}

// ---- Answers ----
static bool nobody_there(const struct oauth_answer *a) {
    return a->status == 0 || a->status >= 500 || a->status == 408 || a->status == 429;
}

// The pause grows, but a waiting code is asked about as often as it allows.
static void try_later(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    int64_t pause = OAUTH_RETRY_MS;
    for (int i = 0; i < o->failures && pause < OAUTH_RETRY_CAP_MS; i++)
        pause *= 2;
    o->failures++;
    o->away = true;
    o->tls = a->tls;
    if (a->tls == NET_TLS_CLOCK)
        pause = OAUTH_CLOCK_MS;
    if (pause < o->interval_ms)
        pause = o->interval_ms;
    if (a->retry_after_ms > pause)
        pause = a->retry_after_ms;
    o->due = now + (pause < OAUTH_RETRY_CAP_MS ? pause : OAUTH_RETRY_CAP_MS);
    if (o->step != OAUTH_STEP_POLL)
        o->state = a->tls == NET_TLS_CLOCK ? OAUTH_CLOCK : OAUTH_UNREACHABLE;
}

static void next(struct oauth *o, enum oauth_step step, when_ms now) {
    o->step = step;
    o->due = now;
    o->state = OAUTH_ASKING;
}

static void take_offer(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    if (a->status == 404 || (!a->err && oauth_read_offer(o->arena, a->body, o->config.allow_http, &o->offer) == ERR_NONE && !o->offer.issuer))
        o->state = OAUTH_NOT_OFFERED;
    else if (a->err || !o->offer.issuer)
        o->state = OAUTH_FAULTY;
    else
        next(o, OAUTH_STEP_DISCOVERY, now);
}

static void take_server(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    if (a->status == 404 && o->step == OAUTH_STEP_DISCOVERY)
        next(o, OAUTH_STEP_DISCOVERY_OTHER, now);
    else if (a->err || oauth_read_server(o->arena, a->body, o->offer.issuer, o->config.allow_http, &o->server) != ERR_NONE)
        o->state = OAUTH_FAULTY;
    else
        next(o, OAUTH_STEP_DEVICE, now);
}

// The next question; the last one comes shortly before the code ends, however long the issuer wants to be left alone.
static void wait_for_approval(struct oauth *o, when_ms now) {
    when_ms last = o->ends - 3000;
    o->due = now + o->interval_ms;
    if (o->due > last && now < last)
        o->due = last;
}

static void take_device(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    if (a->err || oauth_read_device(o->arena, a->body, o->config.allow_http, &o->device) != ERR_NONE) {
        o->state = oauth_read_error(a->body) == OAUTH_ERROR_DENIED ? OAUTH_DENIED : OAUTH_FAULTY;
        return;
    }
    o->step = OAUTH_STEP_POLL;
    o->state = OAUTH_WAITING;
    o->interval_ms = o->device.interval_s * 1000;
    o->ends = now + (when_ms)o->device.life_s * 1000;
    wait_for_approval(o, now);
}

static void take_refusal(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    switch (oauth_read_error(a->body)) {
    case OAUTH_ERROR_SLOW_DOWN:
        o->interval_ms += OAUTH_INTERVAL_S * 1000;
        wait_for_approval(o, now);
        break;
    case OAUTH_ERROR_NONE: // no body: only the status speaks
        if (a->status == 403)
            o->state = OAUTH_DENIED;
        else
            wait_for_approval(o, now);
        break;
    case OAUTH_ERROR_PENDING: wait_for_approval(o, now); break;
    case OAUTH_ERROR_PROOF: // the Date of this answer has set the proof's clock right by now
        wait_for_approval(o, now);
        if (++o->unproved >= OAUTH_PROOFS_MAX)
            o->state = OAUTH_FAULTY;
        break;
    case OAUTH_ERROR_DENIED: o->state = OAUTH_DENIED; break;
    case OAUTH_ERROR_EXPIRED:
    case OAUTH_ERROR_GRANT: o->state = OAUTH_EXPIRED; break;
    case OAUTH_ERROR_OTHER: o->state = OAUTH_FAULTY; break;
    }
}

static void take_poll(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    if (a->err)
        take_refusal(o, a, now);
    else
        o->state = oauth_read_tokens(o->arena, a->body, &o->tokens) == ERR_NONE ? OAUTH_DONE : OAUTH_FAULTY;
}

void oauth_answer(struct oauth *o, const struct oauth_answer *a, when_ms now) {
    if (!o->asked || oauth_over(o))
        return; // late: nobody waits for it any more
    o->asked = false;
    // Somebody who cannot prove who they are is not the issuer; only a wrong clock may be set right.
    if (a->tls && a->tls != NET_TLS_CLOCK) {
        o->tls = a->tls;
        o->state = OAUTH_FAULTY;
        return;
    }
    if (nobody_there(a)) {
        try_later(o, a, now);
        return;
    }
    o->failures = 0;
    o->away = false;
    switch (o->step) {
    case OAUTH_STEP_OFFER: take_offer(o, a, now); break;
    case OAUTH_STEP_DISCOVERY:
    case OAUTH_STEP_DISCOVERY_OTHER: take_server(o, a, now); break;
    case OAUTH_STEP_DEVICE: take_device(o, a, now); break;
    case OAUTH_STEP_POLL: take_poll(o, a, now); break;
    }
}

enum oauth_refresh oauth_read_refresh(struct arena *a, const struct oauth_answer *r, struct oauth_tokens *out) {
    if (!r->err)
        return oauth_read_tokens(a, r->body, out) == ERR_NONE ? OAUTH_REFRESHED : OAUTH_REFRESH_LATER;
    if (nobody_there(r) || r->tls)
        return OAUTH_REFRESH_LATER;
    switch (oauth_read_error(r->body)) {
    case OAUTH_ERROR_GRANT:
    case OAUTH_ERROR_DENIED:
    case OAUTH_ERROR_EXPIRED: return OAUTH_REFRESH_REFUSED;
    case OAUTH_ERROR_NONE: return r->status == 400 || r->status == 401 || r->status == 403 ? OAUTH_REFRESH_REFUSED : OAUTH_REFRESH_LATER;
    default: return OAUTH_REFRESH_LATER;
    }
}
