// SPDX-License-Identifier: Apache-2.0
// From the bytes of an answer to a message.
#include "app/net/answer.h"
#include "app/net/head.h"
#include "app/net/retry.h"
#include "base/mem.h"

// Values take more room than their text: 40 bytes for the "1," of a list. The decoder's own caps stop before this one.
enum { ARENA_EXTRA = 16 << 20, PROBLEM_BYTES = 256 << 10, PROBLEM_TEXT = 2000 };

struct net_message *answer_message(void) {
    struct net_message *m = mem_alloc(sizeof *m);
    if (m) {
        arena_init(&m->arena, ARENA_EXTRA);
        m->retry_after_ms = -1;
    }
    return m;
}

void net_message_free(struct net_message *m) {
    if (m)
        arena_finish(&m->arena);
    mem_free(m);
}

static const char *text_of(struct net_message *m, const char *text, bool *ok) {
    if (!text || !text[0])
        return NULL;
    const char *copy = arena_string(&m->arena, text);
    *ok = *ok && copy;
    return copy;
}

// A sentence for the viewer has an end; a hostile server's has one too.
static const char *sentence(struct net_message *m, const char *key) {
    const char *text = val_get_text(&m->problem.document, key, NULL);
    if (!text || strlen(text) < PROBLEM_TEXT)
        return text;
    char *cut = arena_alloc(&m->arena, PROBLEM_TEXT);
    if (cut)
        text_copy(cut, PROBLEM_TEXT, text);
    return cut;
}

static void read_problem(struct net_message *m, const struct answer *a) {
    if (a->body.len == 0 || a->body.len > PROBLEM_BYTES || !head_type_is_json(a->content_type))
        return;
    struct val doc;
    struct json_limits limits = JSON_LIMITS;
    limits.bytes = PROBLEM_BYTES;
    if (json_read(&m->arena, a->body.p, a->body.len, limits, &doc, NULL))
        return; // the status speaks for itself
    m->problem.document = doc;
    m->problem.type = sentence(m, "type");
    m->problem.title = sentence(m, "title");
    m->problem.detail = sentence(m, "detail");
    m->problem.instance = sentence(m, "instance");
    m->problem.language = a->language && *a->language ? arena_string(&m->arena, a->language) : NULL;
}

static enum err decode(struct net_message *m, const struct answer *a) {
    struct json_limits limits = JSON_LIMITS;
    struct val v = VAL_NULL_INIT;
    limits.bytes = NET_ANSWER_BYTES_MAX;
    if (a->want == NET_WANT_BYTES && !a->shape) {
        char *copy = arena_copy(&m->arena, a->body.p, a->body.len);
        m->bytes = (struct str){copy, copy ? a->body.len : 0};
        return copy ? ERR_NONE : fault_set(&m->fault, ERR_MEMORY, a->place, "no memory for the answer");
    }
    if (a->want == NET_WANT_NOTHING && !a->shape)
        return ERR_NONE;
    if (a->body.len == 0 && !a->shape)
        return ERR_NONE; // 204 and its like
    if (a->content_type[0] && !head_type_is_json(a->content_type))
        return fault_set(&m->fault, ERR_REMOTE, a->place, "the answer is %s, not JSON", a->content_type);
    enum err err = json_read(&m->arena, a->body.p, a->body.len, limits, &v, &m->fault);
    if (err)
        return err;
    if (!a->shape) {
        m->value = v;
        return ERR_NONE;
    }
    m->data = arena_alloc(&m->arena, a->shape->size);
    if (!m->data)
        return fault_set(&m->fault, ERR_MEMORY, a->place, "no memory for the answer");
    err = json_decode(&m->arena, &v, a->shape, m->data, &m->fault);
    if (err)
        m->data = NULL;
    return err;
}

void answer_fill(struct net_message *m, const struct answer *a) {
    bool ok = true;
    arena_finish(&m->arena);
    arena_init(&m->arena, 2 * a->body.len + ARENA_EXTRA);
    m->fault = (struct fault){0};
    m->problem = (struct net_problem){0};
    m->data = NULL;
    m->value = VAL_NULL_INIT;
    m->bytes = (struct str){0};
    m->status = a->status;
    m->content_type = text_of(m, a->content_type, &ok);
    m->etag = text_of(m, a->etag, &ok);
    m->location = text_of(m, a->location, &ok);
    m->err = retry_err_of_status(a->status);
    if (!ok) {
        m->err = fault_set(&m->fault, ERR_MEMORY, a->place, "no memory for the answer");
    } else if (m->err) {
        (void)fault_set(&m->fault, m->err, a->place, "status %d", a->status);
        read_problem(m, a);
    } else {
        m->err = decode(m, a);
        // Whatever the decoder found wrong, for the loop it is the other side that answered nonsense.
        if (m->err && m->err != ERR_MEMORY && m->err != ERR_LIMIT)
            m->err = ERR_REMOTE;
        if (m->err && m->err != m->fault.code)
            m->fault.code = m->err;
    }
}

enum err answer_event(struct net_message *m, const char *name, const char *id, struct str data) {
    if (!utf8_valid(data.p, data.len) || memchr(data.p, '\0', data.len))
        return ERR_TYPE;
    char *copy = arena_copy(&m->arena, data.p, data.len);
    m->event = arena_string(&m->arena, name);
    m->event_id = arena_string(&m->arena, id);
    if (!copy || !m->event || !m->event_id)
        return ERR_MEMORY;
    m->kind = NET_EVENT;
    m->bytes = (struct str){copy, data.len};
    struct val v;
    enum err err = json_read(&m->arena, copy, data.len, JSON_LIMITS, &v, NULL);
    if (!err)
        m->value = v;
    return err == ERR_MEMORY ? err : ERR_NONE; // plain text is a fine event too
}
