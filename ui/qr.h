// SPDX-License-Identifier: Apache-2.0
// QR codes (ISO/IEC 18004) through libqrencode, error correction level M.
#ifndef TGOV_UI_QR_H
#define TGOV_UI_QR_H

#include "base/arena.h"

enum { QR_KEPT = 2, QR_TEXT_MAX = 2331 }; // codes kept; bytes that the largest code of level M holds

struct qr {
    int side;                     // modules
    const unsigned char *modules; // side * side, 1 is dark
};

// A frame is made many times with the same code, and finding the best mask of one costs more than the frame.
struct qr_cache { // zeroed at first
    struct qr_kept {
        char *text;
        unsigned char *modules;
        int side;
    } kept[QR_KEPT];
    int next;
};

// False when the text is longer than QR_TEXT_MAX or memory is short. The modules live in `a`.
bool qr_make(struct qr_cache *c, struct arena *a, const char *text, struct qr *out) TGOV_CHECKED;
void qr_finish(struct qr_cache *c);

#endif
