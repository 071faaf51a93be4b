// SPDX-License-Identifier: Apache-2.0
// Thumbnails of what a phone sent: fetched once, made pixels within the caps of the API, handed to the stage's cache.
#include "app/phone/inside.h"

#include "base/log.h"
#include "platform/png.h"

enum { PICTURE_ARENA = 2 << 20 };

void phone_pictures_ask(struct app *app, const char *file) {
    struct phone *p = app->phone;
    char path[PHONE_PATH_CAP];
    int place = -1;
    if (!*p->id || !phone_plain_id(file) || ui_stage_has_image(app->stage, file))
        return;
    for (int i = 0; i < PHONE_PICTURES; i++) {
        if (text_same(p->pictures[i], file))
            return; // on its way
        place = place < 0 && !*p->pictures[i] ? i : place;
    }
    snprintf(path, sizeof path, "/files/%s/thumbnail", file);
    if (place >= 0 && phone_box_send(app, TAG_PICTURE + place, "GET", path, (struct str){0}, NULL) == ERR_NONE)
        text_copy(p->pictures[place], sizeof p->pictures[place], file);
}

void phone_pictures_take(struct app *app, const struct net_message *m) {
    struct phone *p = app->phone;
    char *file = p->pictures[m->tag - TAG_PICTURE];
    struct arena a;
    struct fault f = {0};
    uint32_t *pixels;
    int w, h;
    arena_init(&a, PICTURE_ARENA);
    if (!m->err && *file) { // else the sign of a camera stays in its place
        enum err err = picture_read_png(&a, m->bytes, API_THUMBNAIL_WIDTH, &pixels, &w, &h, &f);
        if (!err && ui_stage_image(app->stage, file, pixels, w, h))
            app->dirty = true;
        else
            log_line(LOG_WARN, "phone", "no-picture", "err=%s", err_name(err ? err : ERR_MEMORY));
    }
    arena_finish(&a);
    *file = '\0';
}
