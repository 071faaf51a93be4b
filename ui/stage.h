// SPDX-License-Identifier: Apache-2.0
// The inside of a stage, for stage.c, audit.c and speech.c.
#ifndef TGOV_UI_STAGE_H
#define TGOV_UI_STAGE_H

#include "ui/drawlist.h"
#include "ui/image.h"
#include "ui/qr.h"

struct motion {
    bool running;
    when_ms start;
};
struct ui_stage {
    struct ui ui[2];            // the present tree is ui[now], the one before ui[!now]
    struct draw_list lists[2];
    struct draw_list shown;     // what the frame's pixels show; its items live in one of the two arenas
    int now;
    struct painter *painter;
    struct qr_cache codes;
    struct image_cache images;
    struct ui_focus *focus;     // of the screen that was shown last; belongs to the history
    ui_id seen_focus;
    bool repaint, pressed, repeating, refocused;
    bool failed;                // the last frame was not made: the present tree is an older one
    struct motion ring_motion, scroll_motion;
    struct rect ring_from, shown_ring;
    ui_id scroll_list;
    int scroll_from, scroll_shown;
    when_ms next;
};

void ui_stage_follow(struct ui_stage *s, struct ui *u, struct ui_focus *focus, when_ms now);

// audit.c: the view laid out in its world with the focus in sight, nothing painted; NULL when there is no memory for it. Lives
// until the next frame is begun.
struct ui *ui_trial_build(struct ui_stage *s, const struct ui_trial *t, struct ui_focus *focus);

#endif
