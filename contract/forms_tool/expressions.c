// SPDX-License-Identifier: Apache-2.0
// tgov-forms expression: translates scripts and evaluates them over given data, so that a test can compare with what a
// JavaScript engine says. Reads [{"source", "result", "data": [...]}], writes [{"rule", "values": [...]}] or {"error"}.
#include "contract/forms_tool/tool.h"
#include "contract/logic/expression.h"

static void evaluate(struct arena *a, const struct val *rule, const struct val *data, struct buf *out) {
    struct logic *l;
    struct fault f = {0};
    struct val got;
    buf_text_add(out, ",\"values\":[");
    enum err e = logic_compile(a, rule, &l, &f);
    for (uint32_t i = 0; data && data->type == VAL_ARRAY && i < data->count; i++) {
        buf_text_add(out, i ? "," : "");
        if (e || logic_eval(l, &data->items[i], a, &got, &f)) {
            buf_printf(out, "{\"error\":");
            buf_json_string(out, f.what, strlen(f.what));
            buf_char(out, '}');
        } else {
            json_write(out, &got);
        }
    }
    buf_char(out, ']');
}

static void one(struct arena *a, const struct val *v, struct buf *out) {
    struct fault f = {0};
    struct val rule;
    struct expression_want want = {.result = val_get_text(v, "result", "show")};
    if (expression_translate(a, val_get_text(v, "source", ""), &want, &rule, &f)) {
        buf_text_add(out, "{\"error\":");
        char text[512];
        snprintf(text, sizeof text, "%s: %s", f.place, f.what);
        buf_json_string(out, text, strlen(text));
        buf_text_add(out, "}\n");
        return;
    }
    buf_text_add(out, "{\"rule\":");
    json_write(out, &rule);
    evaluate(a, &rule, val_get(v, "data"), out);
    buf_text_add(out, "}\n");
}

int tool_expression(int argc, char **argv) {
    struct arena a, work;
    struct val all;
    struct buf out;
    if (argc != 1) {
        fputs("Usage: tgov-forms expression FILE\n", stderr);
        return 2;
    }
    arena_init(&a, TOOL_ARENA_CAP);
    arena_init(&work, 64u << 20);
    buf_init(&out, 256u << 20);
    bool good = tool_read(&a, argv[0], &all) && all.type == VAL_ARRAY;
    buf_char(&out, '[');
    for (uint32_t i = 0; good && i < all.count; i++) {
        buf_text_add(&out, i ? "," : "");
        one(&work, &all.items[i], &out);
        arena_reset(&work);
    }
    buf_text_add(&out, "]\n");
    if (good) {
        fputs(buf_text(&out), stdout);
    }
    good = good && !out.err;
    buf_finish(&out);
    arena_finish(&work);
    arena_finish(&a);
    return !good;
}
