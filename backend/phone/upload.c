// SPDX-License-Identifier: Apache-2.0
// What every way of sending a file shares: what the wish allows, whether there is room, whether the bytes are what they
// should be, and the words when they are not.
#include "backend/phone/inside.h"

unsigned wish_kinds(const struct api_wish *w) {
    unsigned kinds = 0;
    for (size_t i = 0; i < w->type_count; i++)
        kinds |= 1u << media_of_type(w->types[i]);
    return w->type_count ? kinds : 1u << MEDIA_JPEG | 1u << MEDIA_PNG | 1u << MEDIA_PDF;
}

int64_t wish_bytes(const struct api_wish *w) {
    return w->max_bytes > 0 && w->max_bytes < API_FILE_BYTES ? w->max_bytes : API_FILE_BYTES;
}

int wish_files(const struct api_wish *w) { return w->max_files > 0 ? w->max_files : 1; }

enum err upload_room(struct db *db, const char *box, const struct api_wish *wish, int64_t size, struct arena *a,
                     enum upload_refusal *why) {
    struct file_list *list = arena_alloc(a, sizeof *list);
    int64_t bytes = size;
    int same = 0;
    enum err err = list ? files_of_box(db, box, a, list) : ERR_MEMORY;
    for (size_t i = 0; !err && i < list->count; i++) {
        const struct file_row *f = &list->items[i];
        bytes += f->state == UPLOAD_REFUSED ? 0 : f->size;
        same += f->state != UPLOAD_REFUSED && !strcmp(f->field, wish->field);
    }
    *why = size > wish_bytes(wish) ? REFUSED_LARGE : same >= wish_files(wish) ? REFUSED_MANY : REFUSED_FULL;
    bool full = !err && (list->count >= API_UPLOADS_CAP || bytes > API_FILES_BYTES);
    return err ? err : full || *why != REFUSED_FULL ? ERR_LIMIT : ERR_NONE;
}

static enum upload_refusal refusal_of(enum media_kind kind) {
    return kind == MEDIA_ZIP ? REFUSED_ZIP : kind == MEDIA_MARKUP ? REFUSED_MARKUP : kind == MEDIA_HEIC ? REFUSED_HEIC : REFUSED_TYPE;
}

bool upload_sniff(struct str bytes, unsigned kinds, enum upload_refusal *why) {
    enum media_kind kind = media_sniff(bytes);
    *why = refusal_of(kind);
    return kinds >> kind & 1;
}

bool upload_inspect(unsigned char *bytes, size_t len, unsigned kinds, struct media *out, enum upload_refusal *why) {
    if (!upload_sniff((struct str){(const char *)bytes, len}, kinds, why))
        return false;
    enum err err = media_clean(bytes, len, out);
    *why = err == ERR_LIMIT ? REFUSED_PIXELS : REFUSED_BROKEN;
    return !err;
}

const char *upload_words(const struct page *p, enum upload_refusal why) {
    switch (why) {
    case REFUSED_TYPE: return page_tr(p, "This kind of file is not taken here. Please send a photo or a PDF.");
    case REFUSED_MARKUP:
        return page_tr(p, "Drawings and pages that can contain a program are not taken. Please send a photo or a PDF.");
    case REFUSED_ZIP:
        return page_tr(p, "Archives and office documents are not taken. Please save it as a PDF and send that.");
    case REFUSED_HEIC: return page_tr(p, "Your phone sent the photo in its own format. Please send it as JPEG.");
    case REFUSED_BROKEN: return page_tr(p, "The file is damaged or not complete. Please choose it again.");
    case REFUSED_PIXELS: return page_tr(p, "The picture is too large to be opened safely. Please send a smaller one.");
    case REFUSED_LARGE: return page_tr(p, "The file is too large. Please send a smaller one.");
    case REFUSED_MANY: return page_tr(p, "There are as many files as can be sent for this question. Remove one first.");
    case REFUSED_FULL:
        return page_tr(p, "This television has many files that were not sent yet. Send the form or remove some first.");
    case REFUSED_GONE: return page_tr(p, "This phone is not connected to the television any more.");
    case REFUSED_NOT_ASKED: return page_tr(p, "The television does not ask for a file now.");
    }
    return "";
}

const char *upload_word(enum upload_refusal why) {
    static const char *const words[] = {"type", "type", "type", "type", "broken", "large", "large", "many", "many", "stopped", "stopped"};
    return words[why];
}

struct api_upload upload_view(const struct file_row *f) {
    return (struct api_upload){.field = f->field, .id = f->id, .name = f->name, .type = f->type, .why = f->why,
                               .size = f->size, .got = f->got, .state = f->state, .thumbnail = f->thumbnail};
}

bool upload_event(struct resp *p, const struct file_row *f) {
    struct api_upload v = upload_view(f);
    return box_event(p, f->box, "upload", &api_upload_shape, &v);
}
