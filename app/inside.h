// SPDX-License-Identifier: Apache-2.0
// The parts of the application, for the files of app/ only.
#ifndef TGOV_APP_INSIDE_H
#define TGOV_APP_INSIDE_H

#include "app/app.h"
#include "app/drafts.h"
#include "app/keep/outbox.h"
#include "app/speech.h"
#include "base/i18n.h"
#include "ui/keys.h"
#include "ui/text/text.h"

#include <pthread.h>
#include <stdatomic.h>

enum {
    HISTORY_MAX = 24,       // screens on top of each other; the oldest above home is dropped
    EFFECTS_MAX = 16,       // of one update
    TIMERS_MAX = 32,
    LANGUAGES_MAX = 40,     // catalogues of the interface
    LATER_MAX = 32,         // events waiting for the present one to end
    SCREEN_ARENA = 1 << 20, // bytes, unless the screen says otherwise
    SCRATCH_ARENA = 2 << 20,
    ARGUMENT_MAX = 256,
};

// ---- History (router.c): lives as long as its screen is on the stack
struct kept_reply {
    struct net_message *message;
    int tag;
    struct kept_reply *next;
};
struct entry {
    const struct screen_def *def;
    void *state;
    struct arena arena;
    struct arena turns[2]; // ctx_turn
    int turn;
    uint64_t token;     // never used again: what comes for a token that is gone is dropped
    struct ui_focus focus;
    struct kept_reply *replies;
};

// ---- Effects (effects.c notes, perform.c performs)
enum effect_kind {
    FX_REQUEST, FX_WATCH, FX_PUSH, FX_REPLACE, FX_POP, FX_HOME,
    FX_SAVE_DRAFT, FX_LOAD_DRAFT, FX_DROP_DRAFT, FX_CHOOSE_DRAFT, FX_CHOOSE_GUESTS, FX_LIST_DRAFTS, FX_SUBMIT, FX_LOAD_OUTBOX, FX_REOPEN_OUTBOX, FX_FORGET_OUTBOX, FX_LIST_OUTBOX,
    FX_LIST_CASES, FX_KEEP_CASE, FX_FORGET_CASE, FX_ERASE_ALL, FX_LIST_FILES, FX_READ_FILE,
    FX_SIGN_IN, FX_PROFILE, FX_LIST_PROFILES, FX_ACT_FOR, FX_NAME_PROFILE, FX_SIGN_OUT, FX_DROP_PROFILE, FX_LOCK, FX_LOCK_AFTER,
    FX_PHONE_WISH, FX_PHONE, FX_TIMER, FX_SAY, FX_SAY_CHOSEN, FX_LANGUAGE, FX_TEXT_SCALE, FX_THEME, FX_LESS_MOTION, FX_SPEECH, FX_SPEECH_RATE, FX_SPEECH_VOLUME, FX_SPEECH_PRIVATE, FX_EASY, FX_LIST_KEPT, FX_SET_UP_DONE, FX_PLAY_CLIP,
};
struct effect { // lives in the scratch arena until performed
    enum effect_kind kind;
    int tag;
    enum screen_id screen;
    const char *text, *secret;
    const char *method, *header;
    const struct api_wish *wish;
    const struct val *value;
    const struct json_shape *shape;
    bool cached, lasting;
    bool lost; // its value did not fit the scratch memory: nothing must be stored for it
    long number;
};
struct ctx {
    struct app *app;
    struct entry *entry;
    const struct event *event;
    struct net_message *message; // of EV_REPLY; NULL once a screen kept it
    struct arena *scratch;
    struct effect effects[EFFECTS_MAX];
    int count;
};

struct timer {
    uint64_t token;
    int tag;
    when_ms at; // platform clock
    bool used;
};
// An event that waits until the present update has ended. Its value lives in `arena`.
struct later {
    uint64_t token;
    struct event event;
    struct arena arena;
    char text[ARGUMENT_MAX];
    struct later *next;
};

// ---- Settings (settings.c)
struct settings {
    char language[32];
    struct theme theme;
    bool theme_fixed; // the person chose one; else by the time of day
    bool speech, easy;
    bool set_up; // this is the very first start: the box is set up before anything else
};

// ---- The courier (courier.c) carries the outbox to the backend
struct courier {
    int64_t sending;        // outbox id in flight; 0: none
    when_ms next_at;        // wall clock; 0: nothing planned
    when_ms reachable_since; // 0: not known to be away, -1: away
    bool dirty;             // the outbox may have changed: plan again
};

struct app {
    struct platform *platform;
    struct text_engine *text;
    struct ui_stage *stage;
    struct net *net;
    struct keep *keep;
    struct arena words_arenas[2]; // the catalogues of the present language and of the one before
    int words_turn;
    const struct i18n *words;
    char assets[512], shots[512], files[512], state[512];
    struct settings settings;
    struct speech speech; // app/speech.h
    struct ui_keys keys_below; // for the help
    struct courier courier;
    struct drafts drafts; // app/drafts.h
    struct session *session; // app/identity/inside.h
    struct phone *phone; // app/phone/phone.h
    struct ui_world world;
    char person_shown[300]; // world.person, when somebody acts for another
    struct ui_language languages[LANGUAGES_MAX]; // of the interface, the common ones first
    char language_tags[LANGUAGES_MAX][16];
    int language_count;

    struct entry *stack[HISTORY_MAX];
    int depth;
    uint64_t next_token;
    struct timer timers[TIMERS_MAX];
    struct later *later_first, *later_last;
    int later_count;
    struct arena scratch;
    bool scratch_busy;

    bool dirty;    // something changed: make a frame
    bool quit;
    atomic_bool asked_to_quit; // by a signal
    bool watching;
    pthread_t watcher;
    int shot_number;
    bool allow_http; // plain http to this machine, for tests
    enum net_fault fault;
    struct app_counts counts;
};

#define TOKEN_COURIER UINT64_MAX
#define TOKEN_NOBODY (UINT64_MAX - 3) // requests that outlive their screen (-2 and -4: app/phone)
#define TOKEN_SESSION (UINT64_MAX - 1)
#define TOKEN_DRAFTS (UINT64_MAX - 5)

// loop.c
void app_deliver(struct app *app, struct entry *e, struct event *ev, struct net_message *m);
bool app_later(struct app *app, uint64_t token, const struct event *ev, const char *text, const struct val *value);
// router.c
struct entry *router_top(struct app *app);
struct entry *router_find(struct app *app, uint64_t token);
void router_push(struct app *app, enum screen_id id, const char *argument);
void router_replace(struct app *app, struct entry *from, enum screen_id id, const char *argument);
void router_pop(struct app *app, struct entry *which, const struct val *result);
void router_home(struct app *app);
void router_clear(struct app *app);
void router_forget_below(struct app *app, const struct entry *top); // home and `top` stay
void router_key(struct app *app, enum key key);
void router_tell_all(struct app *app, enum event_type type);
// perform.c
void effects_perform(struct ctx *cx);
// keeping.c
void keeping_perform(struct ctx *cx, const struct effect *fx);
void keeping_drain(struct app *app);
// timers.c
void timers_set(struct app *app, uint64_t token, int tag, long ms);
void timers_forget(struct app *app, uint64_t token);
void timers_run(struct app *app);
when_ms timers_next(const struct app *app);
// settings.c
void settings_load(struct app *app, const struct app_options *o);
void settings_language(struct app *app, const char *tag);
void settings_scale(struct app *app, enum text_scale scale);
void settings_theme(struct app *app, enum theme_name theme);
void settings_less_motion(struct app *app, bool on);
void settings_speech(struct app *app, bool on);
void settings_easy(struct app *app, bool on);
void settings_set_up_done(struct app *app);
void settings_forget(struct app *app);
void settings_refresh_world(struct app *app);
bool settings_follow_daylight(struct app *app);
// kept.c: how much there is of what the box keeps, for the settings screen
enum err kept_list(struct app *app, struct arena *a, struct val *out);
// languages.c: which catalogues there are; the one that fits the box's own language best
void languages_find(struct app *app);
const char *languages_guess(const struct app *app);
// session.c: who is asking. Every request goes through here. Requests are made in the name of the present profile, unless
// their answers may be kept on the disk (NET_CACHE_FIRST): what everybody may read is asked without a name.
enum err session_open(struct app *app, const struct app_options *o, struct fault *f) TGOV_CHECKED;
void session_close(struct app *app); // after net_destroy
enum err session_send(struct app *app, struct net_request *r, const char *case_secret);
enum err session_watch(struct app *app, struct net_stream *s, const char *case_secret);
// A submission of the outbox, in the name of its own profile and with its signature.
enum err session_send_item(struct app *app, struct net_request *r, const struct outbox_item *item) TGOV_CHECKED;
// In the name of a profile, whoever is in front of the box; ERR_DENIED when they are not signed in.
enum err session_send_as(struct app *app, struct net_request *r, const char *profile) TGOV_CHECKED;
bool session_signed_in(struct app *app, const char *profile);
void session_unsign(struct app *app); // its signature was refused
bool session_may_send(struct app *app, const struct outbox_item *item);
bool session_message(struct app *app, struct net_message *m); // true: it was the session's own, and is taken over
void session_perform(struct ctx *cx, const struct effect *fx);
void session_step(struct app *app);
when_ms session_next(const struct app *app);
void session_touch(struct app *app);             // a key was pressed; whoever was away too long is locked before it counts
void session_lock(struct app *app);              // everybody, behind the curtain: standby, or on request
int session_lock_minutes(const struct app *app); // of the present person, or of the house; 0: never by itself
const struct person *session_person(const struct app *app);
const char *session_profile(const struct app *app);  // id under which things are kept; "" for a guest or while locked
void session_erase(struct app *app);                 // with "erase everything": tokens are given back, keys are gone
// courier.c
void courier_step(struct app *app);
bool courier_message(struct app *app, struct net_message *m);
when_ms courier_next(const struct app *app);
void courier_nudge(struct app *app);
void courier_lost(struct app *app, int tag, enum err err); // it could not even be sent; ERR_DENIED: not without a sign-in
// signals.c: block before any thread is made, watch when the platform is there
void signals_watch(struct app *app);
void signals_finish(struct app *app);
// input.c
void input_take(struct app *app, const struct input *in);
// frame.c
void frame_make(struct app *app);
void frame_animate(struct app *app);
void frame_shot(struct app *app, const char *name);
void frame_report(struct app *app);

#endif
