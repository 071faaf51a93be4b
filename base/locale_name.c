// SPDX-License-Identifier: Apache-2.0
// UTS 35, part 8: "Formatting process", section by section.
#include "base/locale_name.h"
#include "base/locale_data.h"
#include "base/locale_fill.h"

enum { NAME_CAP = 4096 };

static const char *or_empty(const char *text) { return text ? text : ""; }

// "Derive the name locale": the surname tells first.
static unsigned name_script(const struct locale_person *p) {
    const char *const parts[] = {p->surname, p->given, p->given2};
    unsigned script = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts && !script; i++)
        script = script_of(parts[i]);
    return script;
}

const char *locale_name_language(const struct locale_person *p, const char *reads) {
    return reads && *reads && name_script(p) == SCRIPT_LATIN ? reads : NULL;
}

struct form {
    const struct locale_names *names;
    const char *language;
};

// A language of ours that is written in that script.
static bool form_in(const char *language, unsigned script, struct form *out) {
    if (script && !(script_set(language) & script))
        return false;
    for (int i = 0; i < LOCALE_COUNT; i++)
        if (language_same(language, locale_table[i].tag)) {
            *out = (struct form){&locale_table[i].names, locale_table[i].tag};
            return true;
        }
    return false;
}

// "Derive the formatting locale", with its switch to another one when the scripts do not match.
static struct form form_of(const char *viewer, const char *language, unsigned script) {
    struct form form;
    bool found = (viewer && form_in(viewer, script, &form)) || form_in(language, script, &form) ||
                 form_in(script_language(script), script, &form);
    return found ? form : (struct form){&locale_names_root, script_language(script)};
}

static bool listed(const char *list, const char *language) {
    for (struct str rest = str_of(list); rest.p;) {
        struct str one = str_cut(&rest, ' ');
        if (one.len == strcspn(language, "-_") && !strncmp(one.p, language, one.len))
            return true;
    }
    return false;
}

// "Derive the name order". No list of ours has scripts or regions, so the language and "und" are the whole chain.
static bool surname_first(const struct locale_names *n, const struct locale_person *p, const char *language) {
    if (p->order)
        return p->order == LOCALE_NAME_SURNAME_FIRST;
    const char *const chain[] = {language, "und"};
    for (size_t i = 0; i < 2; i++) {
        if (listed(n->given_first, chain[i]))
            return false;
        if (listed(n->surname_first, chain[i]))
            return true;
    }
    return false;
}

static bool reads_alike(const char *a, const char *b) {
    return language_same(a, b) || (listed("ja zh yue", a) && listed("ja zh yue", b));
}

// "Setting the spaceReplacement": every row of blanks becomes `space`.
static const char *respaced(const struct buf *b, const char *space, struct arena *a) {
    struct buf out;
    const char *at = buf_text(b);
    buf_init(&out, NAME_CAP);
    while (*at) {
        size_t blanks = strspn(at, " ");
        if (blanks)
            buf_text_add(&out, space);
        else
            buf_char(&out, *at);
        at += blanks ? blanks : 1;
    }
    const char *text = b->err || out.err ? NULL : arena_copy(a, buf_text(&out), out.len);
    buf_finish(&out);
    return or_empty(text);
}

const char *locale_person_name(const struct locale_person *p, const char *viewer, struct arena *a) {
    const struct fill_field fields[] = {{"title", p->title}, {"given", p->given}, {"given2", p->given2}, {"surname", p->surname},
                                        {"surname2", p->surname2}, {"generation", p->generation}, {"credentials", p->credentials}};
    unsigned script = name_script(p);
    const char *language = p->language && *p->language ? p->language : script_language(script);
    struct form form = form_of(viewer, language, script);
    struct buf b;
    buf_init(&b, NAME_CAP);
    fill_pattern(&b, str_of(form.names->patterns[surname_first(form.names, p, language)]), fields, sizeof fields / sizeof *fields);
    bool native = reads_alike(form.language, language);
    const char *text = respaced(&b, native ? form.names->native_space : form.names->foreign_space, a);
    buf_finish(&b);
    return text;
}
