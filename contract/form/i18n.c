// SPDX-License-Identifier: Apache-2.0
// The translations that a form brings along: {"ko": {"Name": "이름"}}, hashed by text, one table a language.
#include "contract/form/read.h"

struct i18n_language {
    const char *tag;
    const struct name_table *names;
    const char **texts;
};
struct i18n_table {
    struct i18n_language *languages;
    uint32_t count;
};

enum { LANGUAGES_CAP = 60, TEXTS_CAP = 20000 };

static enum err read_language(struct reader *r, const struct val *texts, const char *place, struct i18n_language *out) {
    struct name_table *names;
    if (texts->type != VAL_OBJECT)
        return fault_set(r->f, ERR_TYPE, place, "translations must be an object of texts");
    if (texts->count > TEXTS_CAP)
        return fault_set(r->f, ERR_LIMIT, place, "more than %d texts", TEXTS_CAP);
    out->texts = arena_array(r->a, texts->count + 1, sizeof *out->texts);
    if (!out->texts || names_make(r->a, texts->count * 2, &names))
        return fault_set(r->f, ERR_MEMORY, place, "out of memory");
    for (uint32_t i = 0; i < texts->count; i++) {
        const struct member *m = &texts->members[i];
        if (m->value.type != VAL_STRING || !*m->value.text)
            continue;
        const char *key = plain_text(r->a, m->key); // questions carry their texts without markup
        out->texts[i] = plain_text(r->a, m->value.text);
        if (!key || !out->texts[i])
            return fault_set(r->f, ERR_MEMORY, place, "out of memory");
        if (names_add(names, key, i) && key != m->key && !names_add(names, m->key, i))
            continue;
    }
    out->names = names;
    return ERR_NONE;
}

enum err form_i18n_read(struct reader *r, const struct val *json) {
    const struct val *all = val_get(json, "i18n");
    if (!all || all->type != VAL_OBJECT)
        return ERR_NONE;
    if (all->count > LANGUAGES_CAP)
        return fault_set(r->f, ERR_LIMIT, "$.i18n", "more than %d languages", LANGUAGES_CAP);
    struct i18n_table *t = arena_alloc(r->a, sizeof *t);
    const char **tags = arena_array(r->a, all->count + 1, sizeof *tags);
    if (!t || !tags || !(t->languages = arena_array(r->a, all->count + 1, sizeof *t->languages)))
        return fault_set(r->f, ERR_MEMORY, "$.i18n", "out of memory");
    for (uint32_t i = 0; i < all->count; i++) {
        const char *place = arena_printf(r->a, "$.i18n.%.35s", all->members[i].key);
        if (!place)
            return fault_set(r->f, ERR_MEMORY, "$.i18n", "out of memory");
        t->languages[i].tag = tags[i] = all->members[i].key;
        enum err e = read_language(r, &all->members[i].value, place, &t->languages[i]);
        if (e)
            return e;
        t->count++;
    }
    r->in->words = t;
    r->form->languages = tags;
    r->form->language_count = t->count;
    return ERR_NONE;
}

static const char *look_up(const struct i18n_table *t, const char *tag, size_t len, const char *text, size_t text_len) {
    for (uint32_t i = 0; i < t->count; i++) {
        const struct i18n_language *l = &t->languages[i];
        if (strlen(l->tag) != len || strncmp(l->tag, tag, len) != 0)
            continue;
        uint32_t at = names_find(l->names, text, text_len);
        return at == NO_NODE ? NULL : l->texts[at];
    }
    return NULL;
}

// Where the text is found: "ko-KR", then "ko". NULL: as written.
static const char *translated(const struct form *form, const char *lang, const char *text, size_t *tag_len) {
    const struct i18n_table *t = form->inside->words;
    if (!text || !t || !lang)
        return NULL;
    size_t text_len = strlen(text);
    for (size_t len = strlen(lang); len;) {
        const char *found = look_up(t, lang, len, text, text_len);
        *tag_len = len;
        if (found)
            return found;
        while (len && lang[len - 1] != '-')
            len--;
        len = len ? len - 1 : 0;
    }
    return NULL;
}

const char *form_text(const struct form *form, const char *lang, const char *text) {
    size_t len;
    const char *found = translated(form, lang, text, &len);
    return found ? found : text;
}

const char *form_text_language(const struct form *form, const char *lang, const char *text) {
    size_t len;
    if (!translated(form, lang, text, &len))
        return NULL;
    for (uint32_t i = 0; i < form->language_count; i++)
        if (strlen(form->languages[i]) == len && !strncmp(form->languages[i], lang, len))
            return form->languages[i];
    return NULL;
}
