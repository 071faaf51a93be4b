// SPDX-License-Identifier: Apache-2.0
// Reading aloud. The green key, on every screen:
//   off          turns it on and reads the whole screen
//   talking      stops; the bar at the bottom then takes keys for a few seconds (below)
//   silent       reads the whole screen
// While the bar takes keys: LEFT slower, RIGHT faster (mirrored where text runs right to left), UP louder, DOWN quieter, OK
// says the last again, 1 asks whether private answers may be heard, YELLOW turns reading off, BACK closes it, green reads
// the screen; any other key closes it and does what it always does.
//
// Speed and volume are kept on the box. That private values may be spoken is agreed to for a session only: it ends with the
// privacy curtain, with signing out, with erasing, and with the process. With headphones nobody needs to be asked.
#ifndef TGOV_APP_SPEECH_H
#define TGOV_APP_SPEECH_H

#include "base/arena.h"
#include "ui/frame.h"

struct app;

enum speech_bar {
    SPEECH_BAR_NONE,
    SPEECH_BAR_TELLS, // shows that it reads, takes no keys
    SPEECH_BAR_TAKES, // keys change speed and volume
    SPEECH_BAR_ASKS,  // may private answers be heard?
};
struct speech { // lives as long as the process
    int rate, volume; // percent
    bool private_too;
    uint64_t agreed; // of the profile that agreed; another one has to be asked anew
    bool told_hidden; // that private values are left out was said in this session
    bool tell_keys;   // the next reading ends with what green does
    bool held;        // the present key is held down
    bool box_known, box_on; // what the box itself wants
    enum speech_bar bar;
    when_ms bar_until; // platform clock
    const char *hint;  // English, in the bar instead of its title: no voice for this language
    struct arena arenas[2]; // of what was said last, and of what is being put together
    struct ui_said said[2];
    int turn;
    char later[256]; // said behind the next frame: fx_say
    char chosen[256], chosen_language[36], chosen_word[64]; // said before the next frame: fx_say_chosen
};

void speech_load(struct app *app, const char *rate, const char *volume); // as kept; NULL: the usual
void speech_finish(struct app *app);
void speech_turn(struct app *app, bool on);
void speech_rate(struct app *app, int step);   // -1 slower, 1 faster
void speech_volume(struct app *app, int step);
void speech_private(struct app *app, bool on); // true asks first
void speech_session_ended(struct app *app);    // what was agreed to is over
// After a frame: what changed. `whole`: the screen from the top.
void speech_frame(struct app *app, bool whole);
void speech_later(struct app *app, const char *text); // behind what the next frame says
void speech_chosen(struct app *app, const char *label, const char *language, const char *word); // before it
void speech_green(struct app *app);
bool speech_key(struct app *app, enum key key); // true: the bar took it
void speech_heard_of(struct app *app, const struct input *in); // INPUT_VOICE
void speech_view(struct app *app, struct ui *u); // the bar, over what the screen has built
void speech_step(struct app *app);
when_ms speech_next(const struct app *app); // platform clock; -1: nothing

#endif
