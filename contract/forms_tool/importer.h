// SPDX-License-Identifier: Apache-2.0
// Private to the import_*.c files: what they share while one form is turned over.
#ifndef TGOV_CONTRACT_FORMS_TOOL_IMPORTER_H
#define TGOV_CONTRACT_FORMS_TOOL_IMPORTER_H

#include "contract/forms_tool/import.h"
#include "contract/logic/expression.h"

// Where something stands in the export; a chain on the stack.
struct spot {
    const struct spot *up;
    const char *name; // or
    uint32_t index;
};
struct known { // what the form says about one key
    const char *key;
    enum expression_type type;
    bool pair; // answers were {"label", "value"}
};
struct origin {                // of a component that was kept
    const struct member *made; // its members in the result
    const char *place;
    int expressions; // kept with it
    bool counted;
    struct origin *next;
};
struct importer {
    struct arena *a;
    const struct dialect *dialect;
    struct import_result *r;
    struct known *known;
    uint32_t known_count, known_room;
    struct import_loss **losses, **notes; // where the next one goes
    int loss_count;
    uint32_t components;
    struct origin *origins;
    uint64_t *paths; // hashes of answer paths that are taken, in a table of `path_room`
    uint32_t path_room;
    enum err err;
};

const char *spot_text(struct importer *im, const struct spot *at);
void lose(struct importer *im, const struct spot *at, const char *fmt, ...) TGOV_PRINTF(3, 4);
void lose_at(struct importer *im, const char *place, const char *fmt, ...) TGOV_PRINTF(3, 4);
void note(struct importer *im, const struct spot *at, const char *fmt, ...) TGOV_PRINTF(3, 4);

// An object under construction: no look-ups, since members come from objects that had no key twice.
struct making {
    struct member *members;
    uint32_t count, room;
};
bool making_begin(struct importer *im, struct making *m, uint32_t room);
void making_add(struct making *m, const char *key, struct val v);
struct val making_end(const struct making *m);
struct val object_of(struct importer *im, const char *key, struct val v); // {key: v}
// JSON text of the program's own tables as a value.
struct val json_of(struct importer *im, const char *text);

// ---- import_known.c ----
// How many components there may be at most.
uint32_t known_count(const struct val *components, int depth);
void known_collect(struct importer *im, const struct val *components, int depth);
enum expression_type known_type(void *importer, const char *path);
const struct known *known_find(const struct importer *im, const char *key, size_t len);

// ---- import_rules.c ----
struct rules {                                                  // of one component
    struct val conditional, calculate, validate, preset, logic; // VAL_NULL: none
    bool preset_constant;                                       // `preset` is a value, no rule
    int kept;
};
void import_rules(struct importer *im, const struct val *component, const struct spot *at, struct rules *out);

// ---- import_component.c ----
struct val import_components(struct importer *im, const struct val *list, const struct spot *at, const char *prefix,
                             int depth);

// ---- import_options.c ----
struct val country_options(struct importer *im); // {"values": [{"label", "value"}]}
struct val attachment_options(struct importer *im, const struct val *c);
struct val accordion_text(struct importer *im, const struct val *c);

// ---- import_check.c ----
// Reads the result with contract/form and takes out what that refuses.
enum err import_read_back(struct importer *im, struct fault *f) TGOV_CHECKED;

#endif
