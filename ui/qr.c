// SPDX-License-Identifier: Apache-2.0
#include "ui/qr.h"

#include <qrencode.h>

bool qr_make(struct arena *a, const char *text, struct qr *out) {
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return false;
    size_t count = (size_t)code->width * (size_t)code->width;
    unsigned char *modules = arena_alloc(a, count);
    for (size_t i = 0; modules && i < count; i++)
        modules[i] = code->data[i] & 1; // the other bits tell what kind of module it is
    *out = (struct qr){code->width, modules};
    QRcode_free(code);
    return modules != NULL;
}
