// SPDX-License-Identifier: Apache-2.0
// Options and texts that stand under names of an administration's own, or on its servers.
#include "contract/forms_tool/countries.h"
#include "contract/forms_tool/importer.h"

static struct val pairs(struct importer *im, const struct val *labels, const char *const *values, uint32_t count) {
    struct val *items = arena_array(im->a, count ? count : 1, sizeof *items);
    for (uint32_t i = 0; items && i < count; i++) {
        struct making m;
        if (making_begin(im, &m, 2)) {
            making_add(&m, "label", labels[i]);
            making_add(&m, "value", val_text(values[i]));
            items[i] = making_end(&m);
        }
    }
    return items ? (struct val){.type = VAL_ARRAY, .count = count, .items = items} : val_null;
}

struct val country_options(struct importer *im) {
    const char *values[300];
    struct val labels[300];
    uint32_t count = 0;
    for (; countries[count].code && count < 300; count++) {
        values[count] = countries[count].code;
        labels[count] = val_text(countries[count].name);
    }
    return object_of(im, "values", pairs(im, labels, values, count));
}
// NAV's attachments: {"leggerVedNaa": {"enabled": true}, ...} or an array of options.
struct val attachment_options(struct importer *im, const struct val *c) {
    static const struct {
        const char *value, *label;
    } words[] = {{"leggerVedNaa", "Jeg legger det ved nå"},
                 {"ettersender", "Jeg ettersender dokumentasjonen senere"},
                 {"levertTidligere", "Jeg har levert denne dokumentasjonen tidligere"},
                 {"nei", "Jeg har ingen ekstra dokumentasjon"},
                 {"andre", "Jeg ønsker at dokumentasjonen sendes inn av andre"},
                 {"nav", "Jeg ønsker at Nav innhenter dokumentasjonen"},
                 {"harIkke", "Jeg har ikke denne dokumentasjonen"}};
    const struct val *given = val_get(c, "attachmentValues"), *old = val_get(c, "values");
    const char *values[16];
    struct val labels[16];
    uint32_t count = 0;
    if (old && old->type == VAL_ARRAY && old->count && (!given || given->type != VAL_OBJECT || !given->count)) {
        return *old;
    }
    for (uint32_t i = 0; given && given->type == VAL_OBJECT && i < given->count && count < 16; i++) {
        const struct member *m = &given->members[i];
        if (m->value.type == VAL_OBJECT && !val_get_bool(&m->value, "enabled", true)) {
            continue;
        }
        values[count] = m->key;
        labels[count] = val_text(m->key);
        for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
            if (!strcmp(m->key, words[k].value)) {
                labels[count] = val_text(words[k].label);
            }
        }
        count++;
    }
    if (!count) {
        for (; count < 4; count++) {
            values[count] = words[count].value;
            labels[count] = val_text(words[count].label);
        }
    }
    return pairs(im, labels, values, count);
}
struct val accordion_text(struct importer *im, const struct val *c) {
    const struct val *parts = val_get(c, "accordionValues");
    struct buf b;
    buf_init(&b, 256 * 1024);
    for (uint32_t i = 0; parts && parts->type == VAL_ARRAY && i < parts->count; i++) {
        buf_printf(&b, "<h3>%s</h3>%s", val_get_text(&parts->items[i], "title", ""),
                   val_get_text(&parts->items[i], "content", ""));
    }
    const char *text = arena_copy(im->a, buf_text(&b), b.len);
    buf_finish(&b);
    return val_text(text ? text : "");
}
