// SPDX-License-Identifier: Apache-2.0
// The nine pictures, as in assets/icons (a test compares them).
#include "backend/pages/pictures.h"

static const struct picture {
    const char *name, *word, *lines;
} pictures[PICTURES] = {
    {"boat", "Boat",
     "<path d=\"M6 30h36l-6 11H12z\"/><path d=\"M23 25V6l15 19z\"/><path d=\"M18 25H9l9-12z\"/>"},
    {"lamp", "Lamp",
     "<path d=\"M13 44V13a7 7 0 0 1 7-7h5a7 7 0 0 1 7 7v2\"/><path d=\"M25 20a7 6 0 0 1 14 0z\"/><path d=\"M27 27l-2 5M32 27v6M37 27l2 5\"/><path d=\"M7 44h12\"/>"},
    {"tree", "Tree",
     "<path d=\"M24 44V24\"/><path d=\"M24 34l8-6M24 30l-6-5\"/><path d=\"M15 36a9 9 0 0 1-5-16 14 14 0 0 1 28 0 9 9 0 0 1-5 16\"/>"},
    {"house", "House",
     "<path d=\"M6 23 24 7l18 16\"/><path d=\"M11 19v22h26V19\"/><path d=\"M20 41V29h8v12\"/>"},
    {"key", "Key",
     "<circle cx=\"15\" cy=\"24\" r=\"9\"/><path d=\"M24 24h19v8M35 24v6\"/>"},
    {"bell", "Bell",
     "<path d=\"M12 34V21a12 12 0 0 1 24 0v13l4 4H8z\"/><path d=\"M20 43h8\"/>"},
    {"candle", "Candle",
     "<path d=\"M17 42V25h14v17\"/><path d=\"M24 25v-5\"/><path d=\"M24 5c4.500 5 4.500 9.500 0 12-4.500-2.500-4.500-7 0-12z\"/><path d=\"M11 42h26\"/>"},
    {"chair", "Chair",
     "<path d=\"M12 22v-7a6 6 0 0 1 6-6h12a6 6 0 0 1 6 6v7\"/><path d=\"M5 25a4 4 0 0 1 8 0v6h22v-6a4 4 0 0 1 8 0v13H5z\"/><path d=\"M11 38v4M37 38v4\"/>"},
    {"bridge", "Bridge",
     "<path d=\"M4 34h40M12 34V14M36 34V14\"/><path d=\"M4 22c4 0 8-3 8-8 0 8 24 8 24 0 0 5 4 8 8 8\"/><path d=\"M20 34v-9M28 34v-9\"/>"},
};

const char *picture_name(size_t i) { return i < PICTURES ? pictures[i].name : NULL; }

bool picture_find(const char *name, size_t *out) {
    for (size_t i = 0; i < PICTURES; i++)
        if (!strcmp(pictures[i].name, name)) {
            *out = i;
            return true;
        }
    return false;
}

const char *picture_word(const struct page *p, size_t i) { return i < PICTURES ? page_tr(p, pictures[i].word) : ""; }

void picture_draw(struct page *p, size_t i) {
    if (i >= PICTURES)
        return;
    page_raw(p, "<svg viewBox=\"0 0 48 48\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\" stroke-linecap=\"round\" "
                "stroke-linejoin=\"round\" aria-hidden=\"true\">");
    page_raw(p, pictures[i].lines);
    page_raw(p, "</svg>");
}
