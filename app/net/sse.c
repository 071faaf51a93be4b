// SPDX-License-Identifier: Apache-2.0
// Server-sent events, fed in pieces of any size.
#include "app/net/sse.h"
#include "app/net/head.h"

enum { RETRY_MAX_MS = 10 * 60 * 1000 };

void sse_init(struct sse *s, size_t cap, const char *last_id) {
    *s = (struct sse){.retry_ms = -1};
    buf_init(&s->line, cap);
    buf_init(&s->data, cap);
    if (last_id && strlen(last_id) < sizeof s->id) {
        text_copy(s->id, sizeof s->id, last_id);
        text_copy(s->next_id, sizeof s->next_id, last_id);
    }
}

void sse_finish(struct sse *s) {
    buf_finish(&s->line);
    buf_finish(&s->data);
}

static void next_event(struct sse *s) {
    buf_reset(&s->data);
    s->name[0] = '\0';
    s->has_data = s->skip = false;
}

void sse_restart(struct sse *s) {
    next_event(s);
    buf_reset(&s->line);
    memcpy(s->next_id, s->id, sizeof s->next_id);
    s->after_cr = s->started = false;
    s->bom = 0;
}

// Names and ids that do not fit, or hold what no header can carry back, count as not given.
static void field(struct sse *s, struct str name, struct str value) {
    if (str_is(name, "data")) {
        if (s->has_data)
            buf_char(&s->data, '\n');
        buf_add(&s->data, value.p, value.len);
        s->has_data = true;
        if (s->data.err == ERR_LIMIT)
            s->skip = true;
    } else if (str_is(name, "event")) {
        if (!head_copy(s->name, sizeof s->name, value))
            s->name[0] = '\0';
    } else if (str_is(name, "id")) {
        if (!head_copy(s->next_id, sizeof s->next_id, value) && value.len == 0)
            s->next_id[0] = '\0';
    } else if (str_is(name, "retry")) {
        char text[16];
        long ms = 0;
        if (head_copy(text, sizeof text, value) && !text[strspn(text, "0123456789")] && text_integer(text, 0, RETRY_MAX_MS, &ms))
            s->retry_ms = (int)ms;
    }
}

static enum err end_of_event(struct sse *s, enum err (*take)(void *, const struct sse_event *), void *arg) {
    // The id counts even for an event without data, and for one that was skipped: it must not come again.
    memcpy(s->id, s->next_id, sizeof s->id);
    enum err err = ERR_NONE;
    if (s->skip)
        s->skipped++;
    else if (s->data.err)
        err = s->data.err;
    else if (s->data.len) {
        struct sse_event event = {.name = s->name[0] ? s->name : "message", .id = s->id,
                                  .data = {buf_text(&s->data), s->data.len}};
        err = take(arg, &event);
    }
    next_event(s);
    return err;
}

static enum err end_of_line(struct sse *s, enum err (*take)(void *, const struct sse_event *), void *arg) {
    enum err err = ERR_NONE;
    if (s->line.err == ERR_LIMIT)
        s->skip = true;
    else if (s->line.err)
        err = s->line.err;
    else if (s->line.len == 0)
        err = end_of_event(s, take, arg);
    else {
        struct str value = {buf_text(&s->line), s->line.len};
        struct str name = str_cut(&value, ':');
        if (!value.p)
            value = STR("");
        else if (value.len && value.p[0] == ' ')
            value = (struct str){value.p + 1, value.len - 1};
        field(s, name, value);
        if (s->data.err == ERR_MEMORY)
            err = ERR_MEMORY;
    }
    buf_reset(&s->line);
    return err;
}

// Drops a byte-order mark at the very start of the stream, also when it comes in pieces.
static bool is_mark(struct sse *s, unsigned char c) {
    static const unsigned char mark[] = {0xef, 0xbb, 0xbf};
    if (s->started)
        return false;
    if (c == mark[s->bom]) {
        s->started = ++s->bom == sizeof mark;
        return true;
    }
    s->started = true;
    buf_add(&s->line, mark, s->bom); // it was not one
    return false;
}

enum err sse_feed(struct sse *s, const char *bytes, size_t len,
                  enum err (*take)(void *arg, const struct sse_event *event), void *arg) {
    size_t i = 0;
    for (; i < len && !s->started; i++)
        if (!is_mark(s, (unsigned char)bytes[i]))
            break;
    while (i < len) {
        if (s->after_cr && bytes[i] == '\n') { // the second half of CRLF
            s->after_cr = false;
            i++;
            continue;
        }
        s->after_cr = false;
        size_t start = i;
        while (i < len && bytes[i] != '\n' && bytes[i] != '\r')
            i++;
        buf_add(&s->line, bytes + start, i - start);
        if (i == len)
            break;
        s->after_cr = bytes[i++] == '\r';
        enum err err = end_of_line(s, take, arg);
        if (err)
            return err;
    }
    return s->line.err == ERR_MEMORY ? ERR_MEMORY : ERR_NONE;
}
