// SPDX-License-Identifier: Apache-2.0
// The languages of the pages and the catalogues of words, the same files as the television's.
#include "backend/pages/languages.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "contract/service/texts.h"
#include <stdio.h>
#include <unistd.h>

enum { WORDS_BYTES = 48 << 20, PATH_ROOM = 1024 };

static const struct pages_language languages[] = {
    {"en", "English", NULL}, {"ko", "한국어", NULL}, {"ar", "العربية", NULL}, {"vi", "Tiếng Việt", NULL},
    {"zh-CN", "中文", "zh"}, {"es", "Español", NULL}, {"pt-BR", "Português", "pt"}, {"hi", "हिन्दी", NULL},
    {"th", "ไทย", NULL},
};
enum { LANGUAGES = sizeof languages / sizeof *languages };

struct pages {
    struct arena arena;
    const struct i18n *words[LANGUAGES]; // NULL: not there, except English, which needs none
};

static const struct i18n *load_one(struct arena *a, const char *assets, const char *tag, struct fault *f) {
    static const char *const near[] = {"i18n", "../i18n", "assets/i18n", "../assets/i18n", "../share/tgov/i18n"};
    char folder[PATH_ROOM + 32], self[PATH_ROOM] = "";
    snprintf(folder, sizeof folder, "%s/i18n", assets ? assets : TGOV_ASSETS);
    const struct i18n *words = i18n_load(a, folder, tag, f);
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = len > 0 ? strrchr(self, '/') : NULL;
    for (size_t i = 0; !words && slash && f->code == ERR_NOT_FOUND && i < sizeof near / sizeof *near; i++) {
        *f = (struct fault){0};
        snprintf(folder, sizeof folder, "%.*s/%s", (int)(slash - self), self, near[i]);
        words = i18n_load(a, folder, tag, f);
    }
    return words;
}

struct pages *pages_load(const char *assets) {
    struct pages *p = mem_alloc(sizeof *p);
    if (!p)
        return NULL;
    *p = (struct pages){.words = {NULL}};
    arena_init(&p->arena, WORDS_BYTES);
    for (size_t i = 1; i < LANGUAGES; i++) {
        struct fault f = {0};
        p->words[i] = load_one(&p->arena, assets, languages[i].tag, &f);
        if (!p->words[i])
            log_line(LOG_INFO, "pages", "no-translation", "language=%s what=\"%s\"", languages[i].tag, f.what);
    }
    return p;
}

void pages_destroy(struct pages *p) {
    if (!p)
        return;
    arena_finish(&p->arena);
    mem_free(p);
}

const struct pages_language *pages_language(const struct pages *p, size_t i) {
    return i < LANGUAGES && (i == 0 || (p && p->words[i])) ? &languages[i] : NULL;
}

size_t pages_language_count(void) { return LANGUAGES; }

static bool by_tag(const struct pages *p, const char *tag, size_t *out) {
    for (size_t i = 0; tag && i < LANGUAGES; i++)
        if (pages_language(p, i) && !strcmp(languages[i].tag, tag)) {
            *out = i;
            return true;
        }
    return false;
}

bool pages_choose(const struct pages *p, const char *wanted, const char *accept, size_t *out,
                  const struct i18n **words) {
    const char *tags[2 * LANGUAGES];
    size_t index[2 * LANGUAGES], count = 0;
    bool chosen = by_tag(p, wanted, out);
    for (size_t i = 0; !chosen && i < LANGUAGES; i++) {
        if (!pages_language(p, i))
            continue;
        index[count] = i;
        tags[count++] = languages[i].tag;
        if (languages[i].wide) {
            index[count] = i;
            tags[count++] = languages[i].wide;
        }
    }
    if (!chosen)
        *out = index[texts_choose(accept, tags, count)];
    *words = p ? p->words[*out] : NULL;
    return chosen;
}

const struct i18n *pages_words(const struct pages *p, const char *accept, const char **tag) {
    const struct i18n *words;
    size_t language;
    (void)pages_choose(p, NULL, accept, &language, &words);
    if (tag)
        *tag = languages[language].tag;
    return words;
}

const char *page_television(const struct page *p, const char *name) { return *name ? name : page_tr(p, "TV without a name"); }
