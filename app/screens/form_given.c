// SPDX-License-Identifier: Apache-2.0
// A question for photos and papers: what was added with its picture, what is on its way, what the stick holds.
#include "app/screens/form_state.h"

enum { PICTURE_W = 128, PICTURE_H = 96 };

static const char *size_words(struct ui *u, double bytes) {
    int kb = (int)(bytes / 1024);
    return kb < 1024 ? ui_printf(u, tr(u, "%d KB"), kb < 1 ? 1 : kb) : ui_printf(u, tr(u, "%d MB"), (kb + 512) / 1024);
}

static void picture(struct ui *u, const char *id, bool image, const char *name) {
    ui_open(u, &(struct ui_node){.key = "picture", .axis = AXIS_STACK, .w = PICTURE_W, .h = PICTURE_H, .radius = 10, .fill = COLOUR_SUNK,
                                 .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE});
    if (image && *id)
        ui_leaf(u, &(struct ui_node){.key = "image", .role = ROLE_IMAGE, .label = ui_printf(u, tr(u, "Picture: %s"), name), .paint = PAINT_IMAGE,
                                     .icon = id, .w = PICTURE_W, .h = PICTURE_H});
    else
        ui_leaf(u, &(struct ui_node){.key = "icon", .paint = PAINT_ICON, .icon = image ? "camera" : "doc", .w = 56, .ink = COLOUR_INK2});
    ui_close(u);
}

static void added(struct ui *u, const struct val *f, int i) {
    const char *name = val_get_text(f, "originalName", val_get_text(f, "name", ""));
    bool phone = text_same(val_get_text(f, "storage", ""), "tgov");
    bool image = !strncmp(val_get_text(f, "type", ""), "image/", 6);
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "chosen%d", i), .role = ROLE_TEXT, .label = name, .axis = AXIS_ROW, .gap = 24,
                                 .pad = UI_PAD2(24, 12), .fill = COLOUR_CARD, .edge_line = true, .radius = 16, .align = ALIGN_CENTRE});
    picture(u, phone ? val_get_text(f, "id", "") : "", image, name);
    ui_open(u, &(struct ui_node){.key = "words", .grow = 1, .align = ALIGN_STRETCH});
    ui_leaf(u, &(struct ui_node){.key = "name", .paint = PAINT_TEXT, .text = name, .type = TYPE_ROW});
    ui_leaf(u, &(struct ui_node){.key = "size", .paint = PAINT_TEXT, .type = TYPE_SMALL, .ink = COLOUR_INK2,
                                 .text = ui_printf(u, "%s, %s", phone ? tr(u, "from your phone") : tr(u, "from the stick"), size_words(u, val_get_number(f, "size", 0)))});
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "drop", .role = ROLE_BUTTON, .label = ui_printf(u, tr(u, "Remove %s"), name), .verb = tr(u, "Remove"),
                                 .action = ACT_FILE_DROP, .arg = i, .focusable = true, .axis = AXIS_ROW, .min_h = 64, .pad = UI_PAD2(20, 8),
                                 .radius = 14, .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_CENTRE, .justify = ALIGN_CENTRE, .fill = COLOUR_CARD});
    ui_leaf(u, &(struct ui_node){.key = "text", .paint = PAINT_TEXT, .text = tr(u, "Remove"), .type = TYPE_SMALL, .bold = true, .lines = 1});
    ui_close(u);
    ui_close(u);
}

// On its way: the bar moves with what has arrived; it stands still and says so while the phone is out of reach.
static void moving(struct ui *u, const struct phone_file *f, bool comes) {
    int percent = f->size > 0 ? (int)(f->got * 100 / f->size) : 0;
    percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
    const char *how = comes ? ui_printf(u, tr(u, "sending, %d %%"), percent) : tr(u, "waiting for the phone's network");
    ui_open(u, &(struct ui_node){.key = ui_printf(u, "up-%s", f->id), .role = ROLE_STATUS, .label = f->name, .value = how, .live = comes ? LIVE_OFF : LIVE_POLITE,
                                 .gap = 10, .pad = UI_PAD2(24, 16), .fill = COLOUR_CARD, .edge_line = true, .radius = 16, .align = ALIGN_STRETCH});
    ui_open(u, &(struct ui_node){.key = "words", .axis = AXIS_ROW, .gap = 24});
    ui_leaf(u, &(struct ui_node){.key = "name", .paint = PAINT_TEXT, .text = f->name, .type = TYPE_ROW, .grow = 1});
    ui_leaf(u, &(struct ui_node){.key = "how", .paint = PAINT_TEXT, .text = how, .type = TYPE_SMALL, .ink = COLOUR_INK2});
    ui_close(u);
    ui_open(u, &(struct ui_node){.key = "bar", .axis = AXIS_ROW, .h = 18, .radius = 9, .border = COLOUR_CTL, .border_w = 2, .align = ALIGN_STRETCH});
    if (percent)
        ui_leaf(u, &(struct ui_node){.key = "done", .fill = COLOUR_ACT, .radius = 9, .grow = (short)percent});
    if (percent < 100)
        ui_leaf(u, &(struct ui_node){.key = "left", .grow = (short)(100 - percent)});
    ui_close(u);
    ui_close(u);
}

static const char *why(struct ui *u, const char *word) {
    return text_same(word, "type") ? tr(u, "It is of another kind than this question takes.") : text_same(word, "large") ? tr(u, "It is too large.")
         : text_same(word, "many") ? tr(u, "There are enough files.") : text_same(word, "stopped") ? tr(u, "It was stopped on the phone.")
         : tr(u, "It cannot be read.");
}

static void from_phone(struct ui *u, const struct phone_now *now, bool stalled) {
    for (int i = 0; i < now->file_count; i++) {
        const struct phone_file *f = &now->files[i];
        if (f->state == UPLOAD_SENDING)
            moving(u, f, now->state == PHONE_CONNECTED && !stalled);
        else if (f->state == UPLOAD_REFUSED)
            w_notice(u, &(struct w_notice){.key = ui_printf(u, "no-%s", f->id), .kind = W_BAD, .title = ui_printf(u, tr(u, "%s was not taken"), f->name), .text = why(u, f->why)});
    }
}

// What the stick holds, to be added.
static void stick(struct ui *u, const struct form_screen *s, const struct question *q) {
    for (uint32_t i = 0; s->files.type == VAL_ARRAY && i < s->files.count; i++) {
        const struct val *f = &s->files.items[i];
        const char *name = val_get_text(f, "name", "");
        bool image = !strncmp(val_get_text(f, "type", ""), "image/", 6);
        if (q->kind == ASK_SIGNATURE && !image)
            continue;
        w_row(u, &(struct w_row){.key = val_get_text(f, "path", name), .icon = image ? "camera" : "doc", .label = name,
                                 .end = size_words(u, val_get_number(f, "size", 0)), .verb = tr(u, "Add"), .action = ACT_FILE, .arg = (int)i});
    }
}

static const char *file_error(struct ui *u, enum err err) {
    return err == ERR_LIMIT ? tr(u, "This file is too large for the TV. Send it from your phone.")
         : err == ERR_UNSUPPORTED ? tr(u, "This file is not what its name says.")
         : err == ERR_FULL ? tr(u, "There are enough files.") : tr(u, "This file cannot be read.");
}

void form_given_view(struct ui *u, const struct form_screen *s, const struct form_step *step) {
    bool any = s->files.type == VAL_ARRAY && s->files.count, signature = step->question->kind == ASK_SIGNATURE;
    bool drawn = step->value && step->value->type == VAL_STRING; // a signature
    bool chosen = drawn || (step->value && step->value->type == VAL_ARRAY && step->value->count);
    if (s->file_err)
        w_notice(u, &(struct w_notice){.key = "unread", .kind = W_BAD, .title = file_error(u, s->file_err)});
    if (drawn) {
        w_info(u, &(struct w_info){.key = "drawn", .icon = "check", .title = tr(u, "Your signature"), .text = tr(u, "Added")});
        w_button(u, &(struct w_button){.key = "drop", .label = tr(u, "Remove"), .icon = "bin", .verb = tr(u, "Remove"), .action = ACT_FILE_DROP, .quiet = true});
    }
    for (uint32_t i = 0; chosen && !drawn && i < step->value->count; i++)
        added(u, &step->value->items[i], (int)i);
    if (signature) // drawn with a finger: what a remote cannot do
        w_button(u, &(struct w_button){.key = "phone", .label = tr(u, "Sign with your phone"), .icon = "phone", .verb = tr(u, "Go on"), .action = ACT_HAND,
                                       .quiet = drawn, .autofocus = !drawn});
    else
        from_phone(u, &s->phone.now, s->stalled);
    form_next_button(u, step);
    if (signature || form_files_room(step))
        stick(u, s, step->question);
    if (!any && !chosen)
        w_notice(u, &(struct w_notice){.key = "stick", .kind = W_INFO,
                                       .title = signature ? tr(u, "Or plug a stick with a picture of your signature into this TV")
                                                          : tr(u, "Plug a stick with your pictures or papers into this TV"),
                                       .text = step->question->required ? tr(u, "This question needs one. The other ways to this service take them too.")
                                                                        : tr(u, "You can also go on without.")});
    w_button(u, &(struct w_button){.key = "look", .label = tr(u, "Look at the stick again"), .icon = "again", .verb = tr(u, "Look again"),
                                   .action = ACT_FILES, .quiet = true});
}
