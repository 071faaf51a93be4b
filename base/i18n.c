// SPDX-License-Identifier: Apache-2.0
// A catalogue is one block of bytes: two tables of (length, offset), sorted by msgid, and the strings behind them.
#include "base/i18n.h"

#include "base/file.h"
#include "base/format.h"
#include "base/plural.h"

#include <limits.h>
#include <stdlib.h>

enum { MO_BYTES_MAX = 4 << 20, MO_TEXTS_MAX = 20000, MO_HEADER = 20, MSGID_MAX = 2048 };
#define MO_MAGIC 0x950412deu

struct i18n {
    const char *bytes;
    size_t len;
    bool swapped; // written on a machine of the other byte order
    uint32_t count, ids_at, texts_at;
    char plural[PLURAL_TEXT_MAX];
    long forms;
};

static uint32_t number_at(const struct i18n *t, size_t at) {
    uint32_t n;
    memcpy(&n, t->bytes + at, sizeof n);
    return t->swapped ? __builtin_bswap32(n) : n;
}

// The i-th string of a table; checked to lie inside the file and to be terminated there.
static bool string_at(const struct i18n *t, uint32_t table, uint32_t i, struct str *out) {
    size_t at = (size_t)table + (size_t)i * 8;
    uint32_t len = number_at(t, at), offset = number_at(t, at + 4);
    if (offset >= t->len || len >= t->len - offset || t->bytes[offset + len] != '\0')
        return false;
    *out = (struct str){t->bytes + offset, len};
    return true;
}

static enum err check(struct i18n *t, const char *path, struct fault *f) {
    if (t->len < MO_HEADER)
        return fault_set(f, ERR_SYNTAX, path, "shorter than the header of a .mo file");
    uint32_t magic = number_at(t, 0);
    if (magic != MO_MAGIC && __builtin_bswap32(magic) != MO_MAGIC)
        return fault_set(f, ERR_SYNTAX, path, "not a gettext .mo file");
    t->swapped = magic != MO_MAGIC;
    t->count = number_at(t, 8);
    t->ids_at = number_at(t, 12);
    t->texts_at = number_at(t, 16);
    if (t->count > MO_TEXTS_MAX)
        return fault_set(f, ERR_LIMIT, path, "more than %d texts", MO_TEXTS_MAX);
    size_t tables = (size_t)t->count * 8;
    if (tables > t->len || t->ids_at > t->len - tables || t->texts_at > t->len - tables)
        return fault_set(f, ERR_SYNTAX, path, "truncated");
    struct str s;
    for (uint32_t i = 0; i < t->count; i++)
        if (!string_at(t, t->ids_at, i, &s) || !string_at(t, t->texts_at, i, &s))
            return fault_set(f, ERR_SYNTAX, path, "text %u lies outside the file", i);
    return ERR_NONE;
}

static const char *find(const struct i18n *t, const char *id, size_t *len) {
    uint32_t low = 0, high = t->count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        struct str s, text;
        if (!string_at(t, t->ids_at, mid, &s))
            return NULL;
        int order = strcmp(id, s.p); // a plural's msgid ends at the NUL between its two forms
        if (order == 0) {
            if (!string_at(t, t->texts_at, mid, &text) || text.len == 0)
                return NULL; // not translated yet
            *len = text.len;
            return text.p;
        }
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

static void read_plural(struct i18n *t) {
    size_t len;
    const char *header = find(t, "", &len);
    const char *forms = header ? strstr(header, "nplurals=") : NULL;
    const char *rule = forms ? strstr(forms, "plural=") : NULL; // which "nplurals=" does not contain
    t->forms = 2;
    text_copy(t->plural, sizeof t->plural, "n != 1");
    if (!rule)
        return;
    t->forms = strtol(forms + strlen("nplurals="), NULL, 10);
    text_copy(t->plural, sizeof t->plural, rule + strlen("plural="));
}

const struct i18n *i18n_read(struct arena *a, struct str bytes, const char *name, struct fault *f) {
    struct i18n *t = arena_alloc(a, sizeof *t);
    if (!t) {
        (void)fault_set(f, ERR_MEMORY, name, "out of memory");
        return NULL;
    }
    t->bytes = bytes.p;
    t->len = bytes.len;
    if (check(t, name, f))
        return NULL;
    read_plural(t);
    return t;
}

static const struct i18n *read_catalogue(struct arena *a, const char *path, struct fault *f) {
    struct str bytes;
    return file_read(a, path, MO_BYTES_MAX, &bytes, f) ? NULL : i18n_read(a, bytes, path, f);
}

const struct i18n *i18n_load(struct arena *a, const char *folder, const char *tag, struct fault *f) {
    char path[512], language[32];
    text_copy(language, sizeof language, tag);
    for (;;) {
        if (text_same(language, "en"))
            return NULL;
        if (snprintf(path, sizeof path, "%s/%s.mo", folder, language) >= (int)sizeof path) {
            (void)fault_set(f, ERR_LIMIT, folder, "path too long");
            return NULL;
        }
        char *dash = strrchr(language, '-');
        if (!dash || file_exists(path))
            return read_catalogue(a, path, f);
        *dash = '\0';
    }
}

const char *i18n_text(const struct i18n *t, const char *context, const char *english) {
    size_t len;
    const char *found = NULL;
    if (!t)
        return english;
    if (context) {
        char id[MSGID_MAX]; // gettext joins context and msgid with EOT
        if (snprintf(id, sizeof id, "%s\004%s", context, english) < (int)sizeof id)
            found = find(t, id, &len);
    } else {
        found = find(t, english, &len);
    }
    return found && format_agrees(english, found) ? found : english;
}

const char *i18n_plural(const struct i18n *t, const char *one, const char *many, long n) {
    const char *english = n == 1 ? one : many;
    size_t len;
    const char *text = t ? find(t, one, &len) : NULL;
    long form;
    if (!text || !plural_form(t->plural, n < -LONG_MAX ? 0 : labs(n), &form) || form < 0 || form >= t->forms)
        return english;
    const char *end = text + len;
    for (; form > 0 && text < end; form--)
        text += strlen(text) + 1;
    return text < end && format_agrees(many, text) ? text : english;
}

bool i18n_right_to_left(const char *tag) {
    static const char *const languages[] = {"ar", "dv", "fa", "he", "ku-arab", "ps", "sd", "ug", "ur", "yi"};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        size_t len = strlen(languages[i]);
        if (!strncasecmp(tag, languages[i], len) && (tag[len] == '\0' || tag[len] == '-'))
            return true;
    }
    return false;
}
