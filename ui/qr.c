// SPDX-License-Identifier: Apache-2.0
#include "ui/qr.h"

#include "base/mem.h"
#include "base/str.h"

#include <qrencode.h>

static void forget(struct qr_kept *k) {
    mem_free(k->text);
    mem_free(k->modules);
    *k = (struct qr_kept){0};
}

static bool encode(struct qr_kept *k, const char *text) {
    QRcode *code = strlen(text) <= QR_TEXT_MAX ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
    if (!code)
        return false;
    size_t count = (size_t)code->width * (size_t)code->width;
    k->side = code->width;
    k->text = mem_copy_string(text);
    k->modules = mem_alloc(count);
    for (size_t i = 0; k->modules && i < count; i++)
        k->modules[i] = code->data[i] & 1; // the other bits tell what kind of module it is
    QRcode_free(code);
    if (k->text && k->modules)
        return true;
    forget(k);
    return false;
}

static const struct qr_kept *find(struct qr_cache *c, const char *text) {
    for (int i = 0; i < QR_KEPT; i++)
        if (text_same(c->kept[i].text, text))
            return &c->kept[i];
    struct qr_kept *k = &c->kept[c->next];
    c->next = (c->next + 1) % QR_KEPT;
    forget(k);
    return encode(k, text) ? k : NULL;
}

bool qr_make(struct qr_cache *c, struct arena *a, const char *text, struct qr *out) {
    const struct qr_kept *k = find(c, text);
    unsigned char *modules = k ? arena_array(a, (size_t)k->side, (size_t)k->side) : NULL;
    if (!modules)
        return false;
    memcpy(modules, k->modules, (size_t)k->side * (size_t)k->side);
    *out = (struct qr){k->side, modules};
    return true;
}

void qr_finish(struct qr_cache *c) {
    for (int i = 0; i < QR_KEPT; i++)
        forget(&c->kept[i]);
}
