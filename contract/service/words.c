// SPDX-License-Identifier: Apache-2.0
// The words of a case: built-in sentences, filled patterns, timeline lines. A district may give other or more languages
// in its `words`.
#include "contract/service/case.h"
#include "contract/service/texts.h"

enum { FILL_CHARS = 80, LINE_CAP = 32 * 1024 };

static const struct sentence {
    const char *key, *en, *ko;
} sentences[] = {
    {"anyone", "Anyone", "누구나"},
    {"clock-again", "The clock runs again.", "처리 기간이 다시 흐릅니다."},
    {"clock-kept", "The clock kept running.", "처리 기간은 계속 흐릅니다."},
    {"clock-stopped", "The clock stands still.", "처리 기간은 멈춥니다."},
    {"extended", "The office takes {days} more working days", "처리 기간을 {days}일 연장했습니다"},
    {"lapsed", "The deadline passed without an answer", "답변 없이 처리 기한이 지났습니다"},
    {"law-gives", "The law gives {days} working days.", "법정 처리 기간은 근무일 {days}일입니다."},
    {"no-fee", "No fee", "수수료 없음"},
    {"officer", "The officer", "담당자"},
    {"officer-wrote", "{officer} wrote", "{officer} 담당자가 썼습니다"},
    {"quote", "“{text}”", "“{text}”"},
    {"reason", "Reason: {text}", "이유: {text}"},
    {"send", "Send", "보내기"},
    {"within-days", "Answer within {days} working days", "근무일 {days}일 안에 답변"},
    {"wrote", "{officer} wrote: “{text}”", "{officer} 담당자: “{text}”"},
    {"you-wrote", "You wrote", "내가 쓴 글"},
};

const char *case_word(const struct val *words, const char *key, const char *language) {
    const struct val *own = val_get(words, key);
    const char *text = texts_exact(own, language);
    if (text)
        return text;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (!strcmp(sentences[i].key, key))
            return language && !strncmp(language, "ko", 2) && (!language[2] || language[2] == '-') ? sentences[i].ko
                                                                                                  : sentences[i].en;
    return own ? texts_pick(own, language) : NULL;
}

// What stands for one {key}: NULL leaves the braces as they are, "" takes the comma or blank before it along.
typedef const char *lookup(void *self, struct arena *a, struct str key);

static const char *fill(struct arena *a, const char *pattern, lookup *look, void *self) {
    struct buf b;
    buf_init(&b, LINE_CAP);
    for (const char *at = pattern; *at;) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        const char *found = end ? look(self, a, (struct str){at + 1, (size_t)(end - at - 1)}) : NULL;
        if (!found) {
            buf_char(&b, *at++);
            continue;
        }
        at = end + 1;
        if (!*found)
            while (b.len && strchr(" ,·:", b.data[b.len - 1]))
                b.data[--b.len] = '\0';
        buf_text_add(&b, found);
    }
    const char *out = b.err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return out;
}

// An answer as one short line.
static const char *line_of(struct arena *a, const struct val *v) {
    if (v->type == VAL_BOOL)
        return v->boolean ? "✓" : "";
    if (v->type == VAL_NUMBER)
        return arena_printf(a, "%.15g", v->number);
    if (v->type != VAL_STRING)
        return "";
    char *line = arena_copy(a, v->text, v->count);
    size_t at = 0, chars = 0, end = v->count;
    while (line && at < v->count && chars < FILL_CHARS) {
        if ((unsigned char)line[at] < ' ')
            line[at] = ' ';
        utf8_next(line, v->count, &at);
        end = at;
        chars++;
    }
    if (!line)
        return NULL;
    line[end] = '\0';
    struct str s = str_trim((struct str){line, end});
    return end < v->count ? arena_printf(a, "%.*s…", (int)s.len, s.p) : arena_copy(a, s.p, s.len);
}

static const char *look_answer(void *self, struct arena *a, struct str key) {
    char path[256];
    if (key.len >= sizeof path)
        return NULL;
    memcpy(path, key.p, key.len);
    path[key.len] = '\0';
    const struct val *v = val_at(self, path);
    return v ? line_of(a, v) : "";
}

const char *case_fill(struct arena *a, const char *pattern, const struct val *answers) {
    struct val copy = answers ? *answers : val_null;
    return fill(a, pattern, look_answer, &copy);
}

struct scene { // what the words of an event may name
    const struct case_rules *r;
    const struct case_event *e;
    const char *language, *text;
};

static const char *office_name(const struct scene *s, const char *id) {
    const struct service_office *o = id ? case_office(s->r, id) : NULL;
    return o && o->name.type == VAL_OBJECT ? texts_pick(&o->name, s->language) : id ? id : "";
}

static const char *look_event(void *self, struct arena *a, struct str key) {
    const struct scene *s = self;
    const char *officer = s->e->name ? s->e->name : case_word(s->r->words, "officer", s->language);
    if (str_is(key, "officer"))
        return officer;
    if (str_is(key, "office") || str_is(key, "to"))
        return office_name(s, s->e->office);
    if (str_is(key, "from"))
        return office_name(s, s->e->from_office);
    if (str_is(key, "text"))
        return s->text ? s->text : "";
    if (str_is(key, "days"))
        return arena_printf(a, "%d", s->e->days);
    return NULL;
}

static const char *say(struct arena *a, struct scene *s, const char *pattern, const char *text) {
    s->text = text;
    return fill(a, pattern, look_event, s);
}

const char *case_event_title(struct arena *a, const struct case_rules *r, const struct case_event *e,
                             const char *language) {
    struct scene s = {r, e, language, NULL};
    const struct service_move *m = e->move ? service_move(r->service, e->move) : NULL;
    switch ((enum case_what)e->what) {
    case EVENT_SENT:
        return texts_pick(&r->service->procedure.sent, language);
    case EVENT_EXTENDED:
        return say(a, &s, case_word(r->words, "extended", language), NULL);
    case EVENT_LAPSED:
        return case_word(r->words, "lapsed", language);
    case EVENT_MESSAGE:
        return say(a, &s, case_word(r->words, e->who == ACTOR_CITIZEN ? "you-wrote" : "officer-wrote", language), NULL);
    default:
        return m ? say(a, &s, texts_pick(&m->title, language), NULL) : e->move ? e->move : "";
    }
}

// Puts a sentence behind others, with a full stop when it has none.
static void add(struct buf *b, const char *sentence) {
    if (!sentence || !*sentence)
        return;
    if (b->len)
        buf_char(b, ' ');
    buf_text_add(b, sentence);
    if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789)", sentence[strlen(sentence) - 1]))
        buf_char(b, '.');
}

static const char *clock_words(const struct scene *s, const struct service_move *m) {
    const struct case_event *e = s->e;
    const char *key = NULL;
    if (e->clock == CASE_CLOCK_STOPPED && e->clock_before == CASE_CLOCK_RUNS)
        key = "clock-stopped";
    else if (e->clock == CASE_CLOCK_RUNS && e->clock_before == CASE_CLOCK_STOPPED)
        key = "clock-again";
    else if (e->clock == CASE_CLOCK_RUNS && m && (m->transfers || m->reopens))
        key = "clock-kept";
    return key ? case_word(s->r->words, key, s->language) : NULL;
}

static void moved_detail(struct arena *a, struct scene *s, const struct service_move *m, struct buf *b) {
    const struct case_event *e = s->e;
    const struct service_state *to = service_state(s->r->service, e->state);
    bool answer = e->who == ACTOR_OFFICER && to && to->kind == STATE_ANSWERED;
    if (m && m->message.type == VAL_OBJECT)
        add(b, say(a, s, texts_pick(&m->message, s->language), e->text));
    if (e->text && e->who == ACTOR_OFFICER && !answer)
        add(b, e->text);
    else if (e->text)
        add(b, say(a, s, case_word(s->r->words, answer ? "wrote" : "quote", s->language), e->text));
    if (e->why)
        add(b, say(a, s, case_word(s->r->words, e->who == ACTOR_CITIZEN ? "quote" : "reason", s->language), e->why));
    add(b, clock_words(s, m));
}

const char *case_event_detail(struct arena *a, const struct case_rules *r, const struct case_event *e,
                              const char *language) {
    struct scene s = {r, e, language, NULL};
    struct buf b;
    buf_init(&b, LINE_CAP);
    switch ((enum case_what)e->what) {
    case EVENT_SENT:
        add(&b, e->text);
        break;
    case EVENT_MESSAGE:
        add(&b, say(a, &s, case_word(r->words, "quote", language), e->text));
        break;
    case EVENT_LAPSED:
        add(&b, texts_pick(&r->service->procedure.lapse.tells, language));
        break;
    case EVENT_EXTENDED:
        if (e->why)
            add(&b, say(a, &s, case_word(r->words, "reason", language), e->why));
        break;
    default:
        moved_detail(a, &s, e->move ? service_move(r->service, e->move) : NULL, &b);
        break;
    }
    const char *out = b.err ? NULL : arena_copy(a, buf_text(&b), b.len);
    buf_finish(&b);
    return out;
}

const char *case_event_icon(const struct case_rules *r, const struct case_event *e) {
    static const char *const icons[EVENT_COUNT] = {"mail", "right", "clock", "warn", "chat"};
    const struct service_move *m = e->move ? service_move(r->service, e->move) : NULL;
    const struct service_state *to = service_state(r->service, e->state);
    if (e->what == EVENT_MOVED)
        return m && m->icon ? m->icon : to && to->icon ? to->icon : icons[EVENT_MOVED];
    return icons[e->what];
}
