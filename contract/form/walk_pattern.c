// SPDX-License-Identifier: Apache-2.0
// Texts that a regular expression describes, made up by reading it from left to right: alternatives are drawn, repeats
// are kept short, look-arounds are passed over. What comes out is tried against the expression by the caller.
#include "contract/form/regex.h"
#include "contract/form/walk.h"

enum { LENGTH_CAP = 600, SET_CAP = 128, DEPTH_CAP = 40 };

struct inventor {
    const char *at;
    char out[LENGTH_CAP];
    size_t len;
    uint64_t *seed;
    int depth;
};

static void alternatives(struct inventor *g, bool write);

static void emit(struct inventor *g, char c, bool write) {
    if (write && g->len < LENGTH_CAP - 1)
        g->out[g->len++] = c;
}

static size_t add_range(char *set, size_t n, unsigned from, unsigned to) {
    for (unsigned c = from; c <= to && c < 127 && n < SET_CAP; c++)
        if (c >= ' ')
            set[n++] = (char)c;
    return n;
}

static size_t add_class(char *set, size_t n, char c) {
    switch (c) {
    case 'd': return add_range(set, n, '0', '9');
    case 'w': return add_range(set, add_range(set, n, 'a', 'z'), '0', '9');
    case 's': return add_range(set, n, ' ', ' ');
    case 'D': case 'W': return add_range(set, n, c == 'D' ? 'a' : '-', c == 'D' ? 'z' : '-');
    case 'S': return add_range(set, n, 'a', 'z');
    default: return add_range(set, n, (unsigned char)c, (unsigned char)c);
    }
}

// The letter behind a backslash as it stands in a text: "\/" is "/", "\x41" is "A".
static char escaped(struct inventor *g) {
    char c = *g->at;
    if (!c)
        return 0;
    g->at++;
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : 0, value = 0, n = 0;
    for (; n < digits; n++) {
        int low = g->at[n] | 0x20, digit = g->at[n] >= '0' && g->at[n] <= '9' ? g->at[n] - '0' : low - 'a' + 10;
        if (digit > 9 ? low < 'a' || low > 'f' : digit < 0 || g->at[n] > '9')
            break;
        value = value * 16 + digit;
    }
    if (digits && n == digits) {
        g->at += n;
        return value >= ' ' && value < 127 ? (char)value : 0;
    }
    return c;
}

static size_t read_set(struct inventor *g, char set[SET_CAP]) { // behind "["
    bool negated = *g->at == '^', has[128] = {false};
    size_t n = 0;
    g->at += negated;
    while (*g->at && *g->at != ']') {
        bool slash = *g->at == '\\';
        g->at += slash;
        char from = slash ? *g->at : *g->at++;
        if (slash && from && strchr("dwsDWS", from)) {
            n = add_class(set, n, from);
            g->at++;
            continue;
        }
        from = slash ? escaped(g) : from;
        char to = from;
        if (g->at[0] == '-' && g->at[1] && g->at[1] != ']') {
            g->at++;
            bool slash_to = *g->at == '\\';
            g->at += slash_to;
            to = slash_to ? escaped(g) : *g->at++;
        }
        if (from > 0)
            n = add_range(set, n, (unsigned char)from, (unsigned char)to);
    }
    g->at += *g->at == ']';
    if (!negated)
        return n;
    for (size_t i = 0; i < n; i++)
        has[(unsigned char)set[i]] = true;
    n = 0;
    static const char likely[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,";
    for (const char *c = likely; *c; c++)
        if (!has[(unsigned char)*c])
            set[n++] = *c;
    return n;
}

static void from_set(struct inventor *g, const char *set, size_t n, bool write) {
    if (n)
        emit(g, set[walk_below(g->seed, (uint32_t)n)], write);
}

static void group(struct inventor *g, bool write) { // behind "("
    if (g->at[0] == '?') {
        bool look = g->at[1] == '=' || g->at[1] == '!' || (g->at[1] == '<' && (g->at[2] == '=' || g->at[2] == '!'));
        write = write && !look;
        const char *name = g->at[1] == '<' && !look ? strchr(g->at, '>') : NULL;
        g->at += name ? (size_t)(name - g->at) + 1 : g->at[1] == '<' ? 3 : g->at[1] ? 2 : 1;
    }
    alternatives(g, write);
    g->at += *g->at == ')';
}

static void atom(struct inventor *g, bool write) {
    char set[SET_CAP], c = *g->at++;
    if (c == '(') {
        group(g, write);
    } else if (c == '[') {
        size_t n = read_set(g, set);
        from_set(g, set, n, write);
    } else if (c == '.') {
        from_set(g, set, add_range(set, 0, 'a', 'z'), write);
    } else if (c == '\\' && *g->at && strchr("dwsDWS", *g->at)) {
        from_set(g, set, add_class(set, 0, *g->at++), write);
    } else if (c == '\\') {
        bool edge = *g->at == 'b' || *g->at == 'B';
        c = escaped(g);
        if (c && !edge)
            emit(g, c, write);
    } else if (c != '^' && c != '$')
        emit(g, c, write);
}

static void read_repeat(struct inventor *g, uint32_t *least, uint32_t *most) {
    *least = *most = 1;
    char c = *g->at;
    if (c == '*' || c == '+' || c == '?') {
        g->at++;
        *least = c == '+';
        *most = c == '?' ? 1 : *least + 4;
    } else if (c == '{' && g->at[1] >= '0' && g->at[1] <= '9') {
        char *end;
        *least = *most = (uint32_t)strtoul(g->at + 1, &end, 10);
        if (*end == ',')
            *most = end[1] == '}' ? *least + 4 : (uint32_t)strtoul(end + 1, &end, 10);
        const char *close = strchr(end, '}');
        g->at = close ? close + 1 : end + strlen(end);
    } else
        return;
    g->at += *g->at == '?'; // lazy or not is all the same here
    *least = *least > LENGTH_CAP ? LENGTH_CAP : *least;
    *most = *most > *least + 8 ? *least + 8 : *most < *least ? *least : *most;
}

static void repeated(struct inventor *g, bool write) {
    const char *start = g->at;
    uint32_t least, most;
    size_t before = g->len;
    atom(g, write);
    const char *behind = g->at;
    read_repeat(g, &least, &most);
    const char *end = g->at;
    uint32_t times = least + walk_below(g->seed, most - least + 1);
    if (times == 0)
        g->len = before;
    for (uint32_t i = 1; i < times && write && g->len < LENGTH_CAP - 1 && behind > start; i++) {
        g->at = start;
        atom(g, write);
    }
    g->at = end;
}

static uint32_t count_alternatives(const char *at) {
    uint32_t n = 1;
    bool set = false;
    for (int depth = 0; *at && (depth > 0 || set || *at != ')'); at++) {
        if (*at == '\\' && at[1])
            at++;
        else if (set)
            set = *at != ']';
        else if (*at == '[')
            set = true;
        else
            depth += *at == '(', depth -= *at == ')', n += *at == '|' && depth == 0;
    }
    return n;
}

static void alternatives(struct inventor *g, bool write) {
    if (++g->depth > DEPTH_CAP) {
        g->at += strlen(g->at);
        return;
    }
    uint32_t chosen = walk_below(g->seed, count_alternatives(g->at)), n = 0;
    while (*g->at && *g->at != ')') {
        if (*g->at == '|') {
            g->at++;
            n++;
        } else
            repeated(g, write && n == chosen);
    }
    g->depth--;
}

const char *pattern_invent(struct arena *a, const char *source, uint64_t *seed) {
    struct inventor g = {.at = source, .seed = seed};
    while (*g.at) {
        alternatives(&g, true);
        g.at += *g.at == ')'; // one too many
    }
    return arena_copy(a, g.out, g.len);
}
