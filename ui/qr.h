// SPDX-License-Identifier: Apache-2.0
// QR codes (ISO/IEC 18004) through libqrencode, error correction level M.
#ifndef TGOV_UI_QR_H
#define TGOV_UI_QR_H

#include "base/arena.h"

struct qr {
    int side;                     // modules
    const unsigned char *modules; // side * side, 1 is dark
};
// False when the text is too long for a code (about 2 300 bytes) or memory is short.
bool qr_make(struct arena *a, const char *text, struct qr *out) TGOV_CHECKED;

#endif
