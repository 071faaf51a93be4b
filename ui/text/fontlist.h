// SPDX-License-Identifier: Apache-2.0
// The list of fonts, assets/fonts.json. A firmware maker replaces folders and files, nothing else needs to change.
//
//     {"folders": ["/usr/share/fonts/..."],        looked into in order, after the folder that text_options gives
//      "faces": [{"name": "Noto Sans",             the first face draws whatever it can, digits and Latin above all
//                 "scripts": ["Latn", "Grek"],     ISO 15924: asked first for these; the others only in list order
//                 "regular": ["a.ttf", "b.ttf"],   the first file that exists; with a path separator it is used as it is
//                 "bold": ["c.ttf"],               none that exists: regular serves both. A variable font is set to wght 400 or 700
//                 "index": 1,                      of the face in a collection (.ttc)
//                 "languages": [{"language": "ja", "index": 0}]}]}   the index while that language is shown, by longest match
#ifndef TGOV_UI_TEXT_FONTLIST_H
#define TGOV_UI_TEXT_FONTLIST_H

#include "base/arena.h"

enum { FONTLIST_MAX_FACES = 40, FONTLIST_MAX_FOLDERS = 20, FONTLIST_MAX_FILES = 8, FONTLIST_MAX_SCRIPTS = 12 };

struct font_language {
    const char *language;
    int index;
};
struct font_row {
    const char *name;
    const char *const *scripts;
    size_t script_count;
    const char *const *regular, *const *bold;
    size_t regular_count, bold_count;
    int index;
    const struct font_language *languages;
    size_t language_count;
};
struct font_list {
    const char *const *folders;
    size_t folder_count;
    const struct font_row *rows;
    size_t row_count;
};

// Everything lives in `a`. ERR_NOT_FOUND, ERR_SYNTAX, ERR_MISSING (no face), ERR_TYPE, ERR_LIMIT, ERR_MEMORY.
enum err fontlist_read(struct arena *a, const char *path, struct font_list *out, struct fault *f) TGOV_CHECKED;

// The path of the first file that exists for this weight, in `out`; false when there is none.
bool fontlist_find(const struct font_list *list, const struct font_row *row, bool bold, const char *first_folder,
                   char *out, size_t room);
// The face index for a language: longest matching prefix on subtag borders ("zh" matches "zh-Hans-CN").
int fontlist_index(const struct font_row *row, const char *language);

#endif
