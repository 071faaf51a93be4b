// SPDX-License-Identifier: Apache-2.0
// The languages of the interface are the catalogues that are there: beside the program in a build tree, among the assets
// where it is installed. English is in the program itself.
#include "app/inside.h"

#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

// Names in themselves; those of a catalogue that is not listed here is its tag.
static const struct ui_language names[] = {
    {"en", "English"}, {"ko", "한국어"},  {"ar", "العربية"}, {"vi", "Tiếng Việt"}, {"zh-CN", "中文"},   {"es", "Español"},
    {"pt-BR", "Português"}, {"hi", "हिन्दी"}, {"th", "ไทย"},    {"fr", "Français"},   {"de", "Deutsch"}, {"it", "Italiano"},
    {"pl", "Polski"}, {"uk", "Українська"}, {"ru", "Русский"}, {"tr", "Türkçe"}, {"ja", "日本語"}, {"fa", "فارسی"}, {"id", "Indonesia"},
};
enum { NAMES = sizeof names / sizeof *names };

static int place_of(const char *tag) {
    for (int i = 0; i < NAMES; i++)
        if (text_same(names[i].tag, tag))
            return i;
    return NAMES;
}

static void add(struct app *app, const char *tag) {
    for (int i = 0; i < app->language_count; i++)
        if (text_same(app->languages[i].tag, tag))
            return;
    if (app->language_count == LANGUAGES_MAX || strlen(tag) >= sizeof app->language_tags[0])
        return;
    int i = app->language_count++;
    text_copy(app->language_tags[i], sizeof app->language_tags[i], tag);
    app->languages[i] = (struct ui_language){app->language_tags[i], place_of(tag) < NAMES ? names[place_of(tag)].name : app->language_tags[i]};
}

static void look_into(struct app *app, const char *folder) {
    DIR *d = opendir(folder);
    for (const struct dirent *e; d && (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        if (len <= 3 || !text_same(e->d_name + len - 3, ".mo"))
            continue;
        char tag[32];
        snprintf(tag, sizeof tag, "%.*s", (int)(len - 3), e->d_name);
        add(app, tag);
    }
    if (d)
        closedir(d);
}

static int by_place(const void *a, const void *b) {
    const struct ui_language *x = a, *y = b;
    int order = place_of(x->tag) - place_of(y->tag);
    return order ? order : strcmp(x->tag, y->tag);
}

void languages_find(struct app *app) {
    static const char *const near[] = {"i18n", "../i18n"}; // the second for the programs of tests
    char folder[sizeof app->assets + 16], self[sizeof app->assets] = "";
    add(app, "en");
    snprintf(folder, sizeof folder, "%s/i18n", app->assets);
    look_into(app, folder);
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    char *slash = len > 0 ? strrchr(self, '/') : NULL;
    for (size_t i = 0; app->language_count == 1 && slash && i < sizeof near / sizeof *near; i++) {
        snprintf(folder, sizeof folder, "%.*s/%s", (int)(slash - self), self, near[i]);
        look_into(app, folder);
    }
    qsort(app->languages, (size_t)app->language_count, sizeof *app->languages, by_place);
}

// "ko_KR.UTF-8": the tag whose language is the same, the longest match first.
const char *languages_guess(const struct app *app) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *locale = NULL;
    for (size_t i = 0; i < sizeof variables / sizeof *variables && !(locale && *locale); i++)
        locale = getenv(variables[i]);
    for (int whole = 1; locale && whole >= 0; whole--) {
        for (int i = 0; i < app->language_count; i++) {
            const char *tag = app->languages[i].tag;
            size_t len = whole ? strlen(tag) : strcspn(tag, "-");
            bool same = strcspn(locale, "_.@") == strcspn(tag, "-") || whole;
            for (size_t c = 0; c < len && same; c++)
                same = locale[c] == (tag[c] == '-' ? '_' : tag[c]);
            if (same && !strchr("abcdefghijklmnopqrstuvwxyz", locale[len] ? locale[len] : '.'))
                return tag;
        }
    }
    return "en";
}
