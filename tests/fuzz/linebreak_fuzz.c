// SPDX-License-Identifier: Apache-2.0
// Any bytes as a text: order, shapes, line breaks, masks, carets. The first byte chooses language and width.
#include "ui/text/text.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static struct text_engine *engine(void) {
    static struct text_engine *t; // made once: opening fonts for each input would take all the time
    static const char here[] = __FILE__;
    char path[1024];
    struct fault f;
    if (t)
        return t;
    const char *slash = strrchr(here, '/');
    snprintf(path, sizeof path, "%.*s/../../assets/fonts.json", slash ? (int)(slash - here) : 1, slash ? here : ".");
    if (text_engine_create(&(struct text_options){.font_list = path, .language = "en", .budget = 1 << 20}, &t, &f))
        abort();
    return t;
}

static void check(bool ok) {
    if (!ok)
        abort();
}

static void check_block(const struct text_block *b, struct str text) {
    size_t at = 0;
    check(b->count >= 1 && b->count <= TEXT_MAX_LINES);
    for (int i = 0; i < b->count; i++) {
        check(b->lines[i].from >= at && b->lines[i].to >= b->lines[i].from && b->lines[i].to <= text.len);
        at = b->lines[i].to;
    }
}

static void check_carets(struct text_engine *t, struct str text, struct text_style style) {
    size_t at = 0;
    for (int i = 0; i < 50 && at < text.len; i++) {
        size_t next = text_next(text, at);
        check(next > at && next <= text.len);
        check(text_previous(text, next) < next);
        (void)text_caret_x(t, text, style, TEXT_AUTO, at);
        at = next;
    }
    check(text_caret_at(t, text, style, TEXT_AUTO, 40) <= text.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char *const languages[] = {"en", "ko", "ar", "th", "ja", "hi"};
    if (size < 1 || size > 4096)
        return 0;
    struct text_engine *t = engine();
    struct str text = {(const char *)data + 1, size - 1};
    struct text_style style = {20 + data[0] % 3 * 10, 40, data[0] & 1};
    struct arena a;
    arena_init(&a, 4 << 20);
    if (data[0] % 8 == 0)
        text_set_language(t, languages[data[0] / 8 % 6]);
    text_frame_begin(t);
    const struct text_block *b = text_layout(
        t, &a, text, style, (struct text_box){.width = data[0] * 4, .max_lines = data[0] % 5, .dir = TEXT_AUTO});
    check(b != NULL);
    check_block(b, text);
    for (int i = 0; i < b->count && i < 4; i++) {
        const struct text_line *l = text_line(t, b->lines[i].text, style, b->dir);
        check(l && l->mask.w <= TEXT_MAX_LINE_PX && l->mask.w >= 0);
    }
    check_carets(t, text, style);
    arena_finish(&a);
    return 0;
}
