// SPDX-License-Identifier: Apache-2.0
// {"tgov:match": [text, pattern, flags]}: JavaScript's regular expressions without look-around and back-references, by
// backtracking whose every step is counted, so that no pattern can take long.
#include "contract/logic/node.h"

#define MATCH_DEPTH_CAP 400 // nested attempts: one for each part of a pattern and each turn of a repeated group
#define MATCH_TURNS_CAP 16  // of a group that is repeated a given number of times

struct match {
    struct run *run;
    const char *s; // the text
    size_t len;
    bool ignore_case, bad;
    int depth;
};
// What is left of the pattern: this part, then whatever `next` says.
struct then {
    const char *p;    // where to go on
    const char *stop; // up to here
    const struct then *next;
    size_t from; // where the turn before began: one that takes nothing would go on for ever. NOWHERE: any place
};
#define NOWHERE ((size_t)-1)

static bool match_here(struct match *m, const char *p, const char *stop, const struct then *next, size_t at);

static uint32_t fold(const struct match *m, uint32_t c) { return m->ignore_case && c >= 'A' && c <= 'Z' ? c + 32 : c; }

// Behind an atom: a character, an escape, a [class] or a (group).
static const char *atom_end(const char *p, const char *stop) {
    int open = 0;
    bool class = false;
    do {
        if (p >= stop) {
            return NULL;
        }
        if (*p == '\\' && p + 1 < stop) {
            long digits = p[1] == 'u' ? 4 : p[1] == 'x' ? 2 : 0;
            p += 1 + (stop - p - 2 < digits ? 0 : digits);
        } else if (class) {
            class = *p != ']';
        } else if (*p == '[') {
            class = true;
        } else if (*p == '(') {
            open++;
        } else if (*p == ')') {
            open--;
        }
        size_t one = 0;
        utf8_next(p, (size_t)(stop - p), &one);
        p += one;
    } while (open > 0 || class);
    return p;
}
static bool in_escape(char kind, uint32_t c) {
    bool digit = c >= '0' && c <= '9', word = digit || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    bool space = c == ' ' || (c >= 9 && c <= 13) || c == 0xA0;
    switch (kind) {
    case 'd': return digit;
    case 'D': return !digit;
    case 'w': return word;
    case 'W': return !word;
    case 's': return space;
    case 'S': return !space;
    default: return false;
    }
}
// One character of a pattern, unescaped; *kind is the letter of a class like \d, or 0.
static uint32_t pattern_char(struct match *m, const char **p, const char *stop, char *kind) {
    size_t used = 0;
    *kind = 0;
    if (**p != '\\') {
        uint32_t c = utf8_next(*p, (size_t)(stop - *p), &used);
        *p += used;
        return c;
    }
    char c = *p + 1 < stop ? (*p)[1] : 0;
    *p += *p + 1 < stop ? 2 : 1;
    if (c && strchr("dDwWsS", c)) {
        *kind = c;
        return 0;
    }
    if (c == 'u' || c == 'x') {
        uint32_t code = 0;
        for (int i = c == 'u' ? 4 : 2; i > 0 && *p < stop; i--, ++*p) {
            char h = (char)(**p | 32);
            code = code * 16 + (uint32_t)(h >= 'a' ? h - 'a' + 10 : (h - '0') & 15);
        }
        return code;
    }
    if (!c || strchr("123456789bBkpP", c)) {
        m->bad = true; // back-references and what we do not know
    }
    return c == 'n' ? '\n'
         : c == 't' ? '\t'
         : c == 'r' ? '\r'
         : c == 'f' ? '\f'
         : c == 'v' ? '\v'
                    : (uint32_t)(unsigned char)c;
}
static bool in_class(struct match *m, const char *p, const char *stop, uint32_t c) {
    bool negated = p < stop && *p == '^', found = false;
    char kind;
    c = fold(m, c);
    for (p += negated; p < stop;) {
        uint32_t low = pattern_char(m, &p, stop, &kind);
        if (kind) {
            found |= in_escape(kind, c);
            continue;
        }
        uint32_t high = low;
        if (p + 1 < stop && *p == '-') {
            p++;
            high = pattern_char(m, &p, stop, &kind);
            found |= kind && (in_escape(kind, c) || c == '-');
        }
        uint32_t upper = m->ignore_case && c >= 'a' && c <= 'z' ? c - 32 : c;
        found |= (c >= low && c <= high) || (upper >= low && upper <= high);
    }
    return found != negated;
}
// One character of the text against a simple atom.
static bool one_char(struct match *m, const char *p, const char *atom_stop, size_t *at) {
    char kind;
    if (*at >= m->len) {
        return false;
    }
    uint32_t c = utf8_next(m->s, m->len, at);
    if (*p == '.') {
        return c != '\n' && c != '\r';
    }
    if (*p == '[') {
        return in_class(m, p + 1, atom_stop - 1, c);
    }
    uint32_t wanted = pattern_char(m, &p, atom_stop, &kind);
    return kind ? in_escape(kind, c) : fold(m, c) == fold(m, wanted);
}

// {2}, {2,}, {2,5}, *, +, ?; behind it a "?" makes it lazy. Returns behind the quantifier.
static const char *quantifier(const char *p, const char *stop, long *least, long *most, bool *lazy) {
    *least = *most = 1;
    *lazy = false;
    if (p >= stop) {
        return p;
    }
    if (*p == '*' || *p == '+' || *p == '?') {
        *least = *p == '+';
        *most = *p == '?' ? 1 : LOGIC_STEPS_CAP;
        p++;
    } else if (*p == '{' && p + 1 < stop && p[1] >= '0' && p[1] <= '9') {
        char *end;
        *least = *most = strtol(p + 1, &end, 10);
        if (*end == ',') {
            *most = end[1] >= '0' && end[1] <= '9' ? strtol(end + 1, &end, 10) : LOGIC_STEPS_CAP;
            end += *end == ',';
        }
        p = *end == '}' ? end + 1 : end;
    } else {
        return p;
    }
    if (p < stop && *p == '?') {
        *lazy = true;
        p++;
    }
    return p;
}

static bool match_then(struct match *m, const struct then *next, size_t at) {
    return !next || (next->from != at && match_here(m, next->p, next->stop, next->next, at));
}
static const char *group_body(struct match *m, const char *p) {
    if (p[1] != '?') {
        return p + 1;
    }
    m->bad |= p[2] != ':'; // look-around, names
    return p + 3;
}
// An alternative of a group ends at a "|" of its own level.
static const char *alternative_end(const char *p, const char *stop) {
    while (p < stop && *p != '|') {
        const char *next = atom_end(p, stop);
        p = next ? next : stop;
    }
    return p;
}
static bool match_any(struct match *m, const char *p, const char *stop, const struct then *next, size_t at) {
    for (;;) {
        const char *end = alternative_end(p, stop);
        if (match_here(m, p, end, next, at)) {
            return true;
        }
        if (end >= stop || m->bad || m->run->failure) {
            return false;
        }
        p = end + 1;
    }
}

struct repeat {
    const char *atom, *atom_stop, *rest, *stop;
    long least, most;
    bool lazy;
};

// A character again and again: take all there are, then give back one after the other; lazily the other way round.
static bool repeat_char(struct match *m, const struct repeat *q, const struct then *next, size_t at) {
    size_t start = at, after = at;
    long done = 0;
    while (done < q->least) {
        if (!one_char(m, q->atom, q->atom_stop, &at)) {
            return false;
        }
        done++;
    }
    start = at;
    if (q->lazy) {
        while (!match_here(m, q->rest, q->stop, next, at)) {
            if (done++ >= q->most || m->bad || m->run->failure || !one_char(m, q->atom, q->atom_stop, &at)) {
                return false;
            }
        }
        return true;
    }
    while (done < q->most && one_char(m, q->atom, q->atom_stop, &after)) {
        at = after;
        done++;
    }
    if (!take_step(m->run, (at - start) / 16)) {
        return false;
    }
    while (!match_here(m, q->rest, q->stop, next, at)) {
        if (at <= start || m->bad || m->run->failure) {
            return false;
        }
        at = utf8_back(m->s, at);
    }
    return true;
}

// (x)*, (x)+: one turn and the same pattern again, or what follows.
static bool repeat_endlessly(struct match *m, const struct repeat *q, const struct then *next, size_t at) {
    const char *body = group_body(m, q->atom);
    struct then rest = {q->rest, q->stop, next, NOWHERE}, again = {q->atom, q->stop, next, at};
    const struct then *ways[2] = {q->lazy ? &rest : &again, q->lazy ? &again : &rest};
    bool none = q->least == 0;
    if (none && q->lazy && match_here(m, q->rest, q->stop, next, at)) {
        return true;
    }
    for (int i = 0; i < 2; i++) {
        if (match_any(m, body, q->atom_stop - 1, ways[i], at)) {
            return true;
        }
    }
    return none && !q->lazy && !m->bad && !m->run->failure && match_here(m, q->rest, q->stop, next, at);
}
// (x){2,5}, (x)? and (x): the turns are written out one behind the other, most of them first.
static bool repeat_turns(struct match *m, const struct repeat *q, const struct then *next, size_t at) {
    const char *body = group_body(m, q->atom);
    struct then turns[MATCH_TURNS_CAP + 1];
    if (q->most > MATCH_TURNS_CAP) {
        m->bad = true;
        return false;
    }
    turns[0] = (struct then){q->rest, q->stop, next, NOWHERE};
    for (long i = 1; i <= q->most; i++) { // the body in brackets is a group of its own: alternatives stay inside
        turns[i] = (struct then){q->atom, q->atom_stop, &turns[i - 1], NOWHERE};
    }
    for (long i = 0; i <= q->most - q->least && !m->bad && !m->run->failure; i++) {
        long count = q->lazy ? q->least + i : q->most - i;
        if (count ? match_any(m, body, q->atom_stop - 1, &turns[count - 1], at) : match_then(m, &turns[0], at)) {
            return true;
        }
    }
    return false;
}

static bool match_here(struct match *m, const char *p, const char *stop, const struct then *next, size_t at) {
    if (m->bad || !take_step(m->run, 0)) {
        return false;
    }
    if (p >= stop) {
        return match_then(m, next, at);
    }
    if (*p == '^') {
        return at == 0 && match_here(m, p + 1, stop, next, at);
    }
    if (*p == '$') {
        return at == m->len && match_here(m, p + 1, stop, next, at);
    }
    struct repeat q = {.atom = p, .stop = stop};
    q.atom_stop = atom_end(p, stop);
    if (!q.atom_stop || strchr("*+?)", *p)) {
        m->bad = true;
        return false;
    }
    q.rest = quantifier(q.atom_stop, stop, &q.least, &q.most, &q.lazy);
    if (++m->depth > MATCH_DEPTH_CAP) {
        return fail_limit(m->run, "a text is too long for its pattern");
    }
    bool endless = q.most >= LOGIC_STEPS_CAP && q.least <= 1;
    bool found = *q.atom != '(' ? repeat_char(m, &q, next, at)
               : endless        ? repeat_endlessly(m, &q, next, at)
                                : repeat_turns(m, &q, next, at);
    m->depth--;
    return found;
}

bool op_match(struct run *r, const struct node *n, struct val *out) {
    struct val v[3] = {val_null, val_null, val_null};
    struct str text, pattern, flags;
    if (args_take(r, n, v, 3) < 0 || !to_text(r, &v[0], &text) || !to_text(r, &v[1], &pattern) ||
        !to_text(r, &v[2], &flags)) {
        return false;
    }
    struct match m = {.run = r, .s = text.p, .len = text.len};
    m.ignore_case = memchr(flags.p, 'i', flags.len) != NULL;
    bool found = false;
    for (size_t at = 0; at <= text.len && !found && !m.bad && !r->failure;) {
        m.depth = 0;
        found = match_any(&m, pattern.p, pattern.p + pattern.len, NULL, at);
        if (at == text.len) {
            break;
        }
        utf8_next(text.p, text.len, &at);
    }
    if (r->failure) {
        return false;
    }
    *out = val_bool(found);
    return !m.bad || fail_type(r, "Invalid Arguments");
}
