// SPDX-License-Identifier: Apache-2.0
// Reads the list of fonts and finds their files.
#include "ui/text/fontlist.h"
#include "base/file.h"
#include "base/json.h"
#include <ctype.h>
#include <stddef.h>

enum { MAX_LIST_BYTES = 64 * 1024 };

static const struct json_field language_fields[] = {
    {"language", JSON_TEXT, offsetof(struct font_language, language), .required = true, .max = 35},
    {"index", JSON_INT, offsetof(struct font_language, index), .required = true, .max = 255},
    {0}};
static const struct json_shape language_shape = {language_fields, sizeof(struct font_language)};

static const struct json_field row_fields[] = {
    {"name", JSON_TEXT, offsetof(struct font_row, name), .required = true, .max = 80},
    {"scripts", JSON_TEXTS, offsetof(struct font_row, scripts), .count_at = offsetof(struct font_row, script_count),
     .max = FONTLIST_MAX_SCRIPTS},
    {"regular", JSON_TEXTS, offsetof(struct font_row, regular), .required = true,
     .count_at = offsetof(struct font_row, regular_count), .max = FONTLIST_MAX_FILES},
    {"bold", JSON_TEXTS, offsetof(struct font_row, bold), .count_at = offsetof(struct font_row, bold_count),
     .max = FONTLIST_MAX_FILES},
    {"index", JSON_INT, offsetof(struct font_row, index), .max = 255},
    {"languages", JSON_LIST, offsetof(struct font_row, languages),
     .count_at = offsetof(struct font_row, language_count), .of = &language_shape, .max = 20},
    {0}};
static const struct json_shape row_shape = {row_fields, sizeof(struct font_row)};

static const struct json_field list_fields[] = {
    {"folders", JSON_TEXTS, offsetof(struct font_list, folders), .count_at = offsetof(struct font_list, folder_count),
     .max = FONTLIST_MAX_FOLDERS},
    {"faces", JSON_LIST, offsetof(struct font_list, rows), .required = true,
     .count_at = offsetof(struct font_list, row_count), .of = &row_shape, .max = FONTLIST_MAX_FACES},
    {0}};
static const struct json_shape list_shape = {list_fields, sizeof(struct font_list)};

enum err fontlist_read(struct arena *a, const char *path, struct font_list *out, struct fault *f) {
    struct str text;
    struct val v;
    *out = (struct font_list){0};
    enum err e = file_read(a, path, MAX_LIST_BYTES, &text, f);
    if (e)
        return e;
    e = json_read(a, text.p, text.len, JSON_LIMITS, &v, f);
    if (!e)
        e = json_decode(a, &v, &list_shape, out, f);
    if (!e && !out->row_count)
        e = fault_set(f, ERR_MISSING, "$.faces", "at least one face is needed");
    if (e)
        fault_within(f, path);
    return e;
}

static bool file_in(const char *folder, const char *name, char *out, size_t room) {
    int n = folder ? snprintf(out, room, "%s/%s", folder, name) : snprintf(out, room, "%s", name);
    return n > 0 && (size_t)n < room && file_exists(out);
}

bool fontlist_find(const struct font_list *list, const struct font_row *row, bool bold, const char *first_folder,
                   char *out, size_t room) {
    const char *const *names = bold ? row->bold : row->regular;
    size_t count = bold ? row->bold_count : row->regular_count;
    for (size_t i = 0; i < count; i++) {
        if (strchr(names[i], '/')) {
            if (file_in(NULL, names[i], out, room))
                return true;
            continue;
        }
        if (first_folder && file_in(first_folder, names[i], out, room))
            return true;
        for (size_t k = 0; k < list->folder_count; k++)
            if (file_in(list->folders[k], names[i], out, room))
                return true;
    }
    return false;
}

static size_t matching_prefix(const char *range, const char *language) {
    size_t n = 0;
    while (range[n] && tolower((unsigned char)range[n]) == tolower((unsigned char)language[n]))
        n++;
    return !range[n] && (!language[n] || language[n] == '-') ? n : 0;
}

int fontlist_index(const struct font_row *row, const char *language) {
    int index = row->index;
    size_t best = 0;
    for (size_t i = 0; i < row->language_count; i++) {
        size_t n = matching_prefix(row->languages[i].language, language);
        if (n > best) {
            best = n;
            index = row->languages[i].index;
        }
    }
    return index;
}
