// SPDX-License-Identifier: Apache-2.0
// The service.json beside an imported form: what the export says, and words that an editor replaces. It is valid as it is, so
// the service can be tried at once.
#include "contract/forms_tool/import.h"

// {"en": text}
static struct val words(struct val_builder b, const char *language, const char *text, bool *good) {
    *good = *good && val_set(&b, language, val_text(text));
    return val_object(&b);
}
static struct val list_of(struct arena *a, struct val v, bool *good) {
    struct val_builder b = val_build(a);
    *good = *good && val_push(&b, v);
    return val_array(&b);
}
static void put(struct val_builder *b, const char *key, struct val v, bool *good) {
    *good = *good && val_set(b, key, v);
}

enum err import_service(struct arena *a, const char *id, const struct import_result *r, struct val *out) {
    const char *language = r->language;
    bool good = true, norwegian = !strcmp(language, "nb");
    struct val_builder s = val_build(a), office = val_build(a), procedure = val_build(a), channel = val_build(a),
                       cost = val_build(a);
    char title[300];
    text_copy(title, sizeof title, *r->title ? r->title : id);
    const char *shown = arena_string(a, title);
    const char *summary = *r->number ? arena_printf(a, "%s (%s)", title, r->number) : shown;
    if (!shown || !summary) {
        return ERR_MEMORY;
    }
    put(&office, "id", val_text("imported"), &good);
    put(&office, "name", words(val_build(a), language, norwegian ? "Myndigheten" : "The authority", &good), &good);
    put(&procedure, "like", val_text("generic"), &good);
    put(&channel, "type", val_text("tv"), &good);
    put(&cost, "words", words(val_build(a), language, norwegian ? "gratis" : "free", &good), &good);
    put(&s, "id", val_text(id), &good);
    put(&s, "languages", list_of(a, val_text(language), &good), &good);
    put(&s, "title", words(val_build(a), language, shown, &good), &good);
    put(&s, "summary", words(val_build(a), language, summary, &good), &good);
    put(&s, "authority", val_object(&office), &good);
    put(&s, "audiences", list_of(a, val_text("citizen"), &good), &good);
    put(&s, "category", val_text("papers"), &good);
    put(&s, "icon", val_text("document"), &good);
    put(&s, "cost", val_object(&cost), &good);
    put(&s, "channels", list_of(a, val_object(&channel), &good), &good);
    put(&s, "procedure", val_object(&procedure), &good);
    *out = val_object(&s);
    return good ? ERR_NONE : ERR_MEMORY;
}
