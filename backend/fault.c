// SPDX-License-Identifier: Apache-2.0
// Reading and following a plan of faults.
#include "backend/fault.h"
#include "base/str.h"

enum { WORD_MAX = 32 };

static enum err read_word(struct fault_plan *p, struct str word) {
    char text[WORD_MAX];
    if (word.len >= sizeof text)
        return ERR_SYNTAX;
    memcpy(text, word.p, word.len);
    text[word.len] = 0;
    const struct { const char *name; long min, max; int *to;
    } rows[] = {{"latency=", 1, FAULT_LATENCY_MAX_MS, &p->latency_ms},
                {"status=", 400, 599, &p->status},
                {"every=", 1, 1000000, &p->every}};
    if (!strcmp(text, "drop")) {
        p->drop = true;
        return ERR_NONE;
    }
    for (size_t i = 0; i < 3; i++) {
        long n;
        size_t len = strlen(rows[i].name);
        if (!strncmp(text, rows[i].name, len) && text_integer(text + len, rows[i].min, rows[i].max, &n)) {
            *rows[i].to = (int)n;
            return ERR_NONE;
        }
    }
    return ERR_SYNTAX;
}

enum err fault_plan_read(struct fault_plan *p, const char *text) {
    struct str rest = str_of(text);
    enum err err = rest.len ? ERR_NONE : ERR_SYNTAX;
    while (!err && rest.p)
        err = read_word(p, str_cut(&rest, ','));
    return err;
}

bool fault_plan_any(const struct fault_plan *p) { return p->latency_ms || p->status || p->drop; }

bool fault_plan_hits(struct fault_plan *p) {
    if (!fault_plan_any(p))
        return false;
    unsigned long n = atomic_fetch_add(&p->seen, 1) + 1;
    return p->every <= 1 || n % (unsigned long)p->every == 0;
}
