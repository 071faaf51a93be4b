// SPDX-License-Identifier: Apache-2.0
// What phones and televisions send to the issuer: the bytes are the body of a form; its values are read as codes, names,
// texts and authorization_details. What comes out must be clean, and reading it again must change nothing.
#include "backend/issuer/inside.h"
#include "backend/issuer/texts.h"
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

static void check_value(struct arena *a, const char *value) {
    char code[CODE_ROOM], again[CODE_ROOM], login[RECORDS_LOGIN_MAX + 1];
    struct sign_details d;
    const char *kept, *kept_again, *tame = text_tame(a, value, 40);
    if (code_clean(value, code))
        assert(code_clean(code, again) && !strcmp(code, again) && strlen(code) == CODE_ROOM - 1);
    if (login_clean(value, login, sizeof login))
        assert(*login && strlen(login) <= RECORDS_LOGIN_MAX);
    if (tame) {
        assert(text_honest(tame, strlen(tame)) && !strchr(tame, '\n') && utf8_count(tame, strlen(tame)) <= 40);
        const char *twice = text_tame(a, tame, 40);
        assert(!twice || !strcmp(tame, twice));
    }
    if (!details_read(a, value, &d, &kept)) {
        assert(*d.service && *d.title && strlen(d.digest) == 43 && d.lines->type == VAL_ARRAY);
        enum err err = details_read(a, kept, &d, &kept_again);
        assert(err == ERR_MEMORY || (!err && !strcmp(kept, kept_again)));
    }
}

static void check_page(struct arena *a, const struct html_fields *f) {
    struct req r;
    struct resp p;
    struct page page;
    if (req_init(&r, a, METHOD_GET, "/device"))
        return;
    resp_init(&p, a);
    page_open(&page, &r, &p);
    for (size_t i = 0; i < f->count; i++)
        page_fact(&page, f->items[i].name, f->items[i].value);
    const char *html = buf_text(&page.b);
    for (const char *at = html; (at = strchr(at, '<')); at++) // no tag but ours
        assert(!strncmp(at, "<div>", 5) || !strncmp(at, "</di", 4) || !strncmp(at, "<dt>", 4) || !strncmp(at, "</dt", 4) ||
               !strncmp(at, "<dd>", 4) || !strncmp(at, "</dd", 4) || !strncmp(at, "<bdi", 4) || !strncmp(at, "</bd", 4));
    buf_finish(&page.b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct arena a;
    struct html_fields f;
    arena_init(&a, 4 << 20);
    struct req r = {.arena = &a, .body = {(const char *)data, size}};
    if (!html_fields_read(&r, &f)) {
        for (size_t i = 0; i < f.count; i++)
            check_value(&a, f.items[i].value);
        check_page(&a, &f);
    }
    arena_finish(&a);
    return 0;
}
