// SPDX-License-Identifier: Apache-2.0
// A screen is one file: private state, its own actions, `update`, `view`, and a row in the table of screens. It owns
// nothing outside its arena and never touches network, clock, storage or platform: `update` asks for effects and the loop
// performs them; answers come back as events. See app/screens/ for examples.
#ifndef TGOV_APP_SCREEN_H
#define TGOV_APP_SCREEN_H

#include "app/identity/state.h"
#include "app/words.h"
#include "base/arena.h"
#include "base/json.h"
#include "platform/keys.h"
#include "ui/ui.h"

enum screen_id {
    SCREEN_BOOT,      // first contact with the backend; replaced by HOME
    SCREEN_CASE,      // one case: clock, timeline, messages, reopen          argument: case number
    SCREEN_CASES,     // "Your cases": those this box knows, and following one by number and secret
    SCREEN_CATALOGUE, // services by audience, life event, category, filters  argument: "audience=citizen", "event=moving", ""
    SCREEN_CLIP,      // a film in sign language: on the phone, or on the box if it can   argument: service id
    SCREEN_CURTAIN,   // clock and skyline only
    SCREEN_FOLLOW,    // type a case number and its secret
    SCREEN_FORM,      // one question after the other, then the review        argument: service id
    SCREEN_HAND,      // a form goes on by phone, and comes back            argument: service id
    SCREEN_HELP,      // the keys of the screen below
    SCREEN_HOME,
    SCREEN_LOG,       // who looked at what of mine                        argument: mandate id, or ""
    SCREEN_MANDATES,  // help given and received; offering, taking, ending it
    SCREEN_PEOPLE,    // who is in front of the TV: the people of this box, a guest, somebody new
    SCREEN_PERSON,    // name, picture, sign out, away from this TV        argument: profile id
    SCREEN_PHONES,    // the phones of this TV, its name; connect, allow, remove
    SCREEN_RECEIPT,   // number, secret, QR, what happens next                argument: outbox id or case number
    SCREEN_SEARCH,    // typing and results
    SCREEN_SERVICE,   // what, who, fee, how long, need, get; Start           argument: service id
    SCREEN_SETTINGS,  // language, text size, look; what this box keeps       (blue key, from anywhere)
    SCREEN_SETUP,     // the very first start: language, text size, speech, easy words   argument: "again" from settings
    SCREEN_SIGN,      // "sign this": what is approved on the phone       argument: outbox id
    SCREEN_SIGN_IN,   // code and QR; goes back to where it came from     argument: "for=service-id&title=..." or ""
    SCREEN_WRITE,     // a message or a reason, typed                         argument: see app/screens/write.c
    SCREEN_COUNT
};

enum event_type {
    EV_ENTER,    // the screen was pushed; `text` is its argument
    EV_RESUME,   // it is on top again after a pop; `result` of the popped screen
    EV_ACTION,   // OK on a control: `action`, `arg`
    EV_KEY,      // a key that the toolkit had no use for; return false to let the router decide (BACK pops)
    EV_TEXT,     // a keyboard wrote `text`
    EV_REPLY,    // the answer to a request, by `tag`
    EV_STORED,   // the box has made something durable, by `tag` (drafts, settings)
    EV_LOADED,   // something the box kept, by `tag`: `value`
    EV_TIMER,    // by `tag`
    EV_SIGN_IN,  // how far the sign-in or signature is that fx_sign_in began, by `tag`: `sign_in`
    EV_PHONE,    // of the phones of this TV, for the screen on top with a wish: `action` is enum phone_news
    EV_DRAFT,    // drafts of the service `text` came from another television or went there: `action` is enum draft_news
    EV_CHANGED,  // language, text size or theme changed, or the outbox delivered: texts may be asked for again
};

struct phone_now; // app/phone/phone.h
struct api_wish;
struct reply {
    enum err err;          // ERR_NONE: `body` is of the shape that was asked for
    int status;            // HTTP; 0 when there was no answer
    const void *body;      // decoded struct, or `struct val` when the request had no shape
    const char *title;     // of a problem (RFC 9457), in `language`; "" when there is none: app/words.h makes them the viewer's
    const char *detail;
    const char *type;      // "urn:tgov:problem:sign-in"; "" when there is none
    const char *language;  // BCP 47 of title and detail; "" when it is not known
    const struct val *problem; // the whole problem document, NULL when there is none
    int tls_reason;        // enum net_tls_reason when err is ERR_TLS
    int64_t age_ms;        // of a cached answer; 0: fresh
    bool stale;            // from the cache because the backend could not be asked
};

// Who is in front of the TV. Texts are "" when unknown; they live until the next event.
struct person {
    const char *id;           // of the profile; "" for a guest
    const char *name, *picture; // picture: an icon
    const char *roles;        // of "citizen business officer admin", parted by blanks
    const char *organisation, *number; // acts for it
    bool signed_in;           // false with an id: has to sign in again before anything personal is asked
    const char *acting, *acting_name; // the mandate by which they act for somebody, and whose name that is; "": for themselves
    const char *acted_for;    // with EV_CHANGED: whose permission to act for them has just ended; ""
    bool locked;              // nobody touched the remote for long: shown as a guest until unlocked
};
// A sign-in on its way. Texts live until update returns; "" when there is none yet.
struct sign_in_news {
    enum oauth_state state;
    const char *code, *address, *link; // what is typed, where, and what the QR code holds
    const char *pictures[3];           // icons to be tapped on the phone; picture_count 3 or 0
    int picture_count;
    when_ms until;                     // end of the code, platform clock
    int pace_s;                        // after the approval it may take that long
    bool away;                         // the code is good, but the issuer cannot be reached just now
    const char *issuer, *box;          // how the issuer and this TV are called
    int tls_reason;                    // enum net_tls of the last refusal
};

struct event {
    enum event_type type;
    int tag;
    int action, arg;
    enum key key;
    bool repeat;
    const char *text;
    const struct val *value; // EV_LOADED, EV_RESUME; NULL when there is nothing
    struct reply reply;
    enum err err;            // EV_STORED, EV_LOADED
    const struct sign_in_news *sign_in; // EV_SIGN_IN
    const struct phone_now *phone; // EV_PHONE
    when_ms now;             // platform clock
    when_ms wall;
};

// What update may use. Everything named fx_* only notes an effect; the loop performs it after update returned.
struct ctx;
struct arena *ctx_arena(struct ctx *cx);   // the screen's memory: until it is popped
struct arena *ctx_scratch(struct ctx *cx); // until update returns
// Memory for the next version of what a screen derives (its answers, its steps): emptied first. What the version before
// the present one used is gone; the present one stays until the next call.
struct arena *ctx_turn(struct ctx *cx);
const char *ctx_language(const struct ctx *cx);
enum text_scale ctx_text_scale(const struct ctx *cx);
const char *ctx_tr(const struct ctx *cx, const char *english) __attribute__((format_arg(2))); // for texts that leave the screen
int ctx_zone(const struct ctx *cx); // minutes that local time is ahead of UTC
// Keeps the reply's memory until the screen is popped or another reply of the same tag is kept; returns its body, or NULL
// when the screen's arena is full.
const void *ctx_keep_reply(struct ctx *cx, const struct event *ev);

// ---- Requests. The same tag replaces what is in flight; popping the screen cancels. `shape` NULL: `body` is a struct val.
void fx_get(struct ctx *cx, int tag, const char *path, const struct json_shape *shape);
// An acceptable answer may come from the cache at once (stale) and again when fresh.
void fx_get_cached(struct ctx *cx, int tag, const char *path, const struct json_shape *shape);
// With the secret that opens a case (NULL: none).
void fx_get_secret(struct ctx *cx, int tag, const char *path, const char *secret, const struct json_shape *shape);
// Repeated after failures under one Idempotency-Key that the loop makes.
void fx_post(struct ctx *cx, int tag, const char *path, const char *secret, const struct val *body, const struct json_shape *shape);
// The event stream of a case: every change gives EV_REPLY with `tag` (no body); ends with the screen.
void fx_watch_case(struct ctx *cx, int tag, const char *number, const char *secret);

// Any other request of the application's own; `header` NULL: none. FX_BOX_HEADER: what proves this TV, whose files the
// request is about; nothing when it is not registered. A POST is repeated as above.
#define FX_BOX_HEADER "Tgov-Box"
struct fx_call {
    const char *method, *path, *header, *secret; // method NULL: GET
    const struct val *body;                      // NULL: none
    const struct json_shape *shape;
    bool lasting; // goes on when the screen is popped; nobody hears of the answer
};
void fx_call(struct ctx *cx, int tag, const struct fx_call *call);
// Any other event stream; as fx_watch_case.
void fx_watch(struct ctx *cx, int tag, const char *path, const char *header, const char *secret);

// ---- The phone (app/phone/phone.h). What this screen asks of the phones while it is on top; NULL: nothing. `field` is the
// screen's own name of the field. `invite`: the panel with the code is shown. EV_PHONE answers.
void fx_phone_wish(struct ctx *cx, const struct api_wish *w, bool invite);
void fx_phone(struct ctx *cx, int act, const char *what); // enum phone_act

// ---- Where to go
void fx_push(struct ctx *cx, enum screen_id id, const char *argument);
void fx_replace(struct ctx *cx, enum screen_id id, const char *argument); // instead of this one
void fx_pop(struct ctx *cx, const struct val *result);                    // back; `result` may be NULL
void fx_home(struct ctx *cx);
void fx_home_then(struct ctx *cx, enum screen_id id, const char *argument); // home, and from there to a screen

// ---- Keeping. All are done by the keeping thread; EV_STORED or EV_LOADED answers with the tag.
void fx_save_draft(struct ctx *cx, int tag, const char *service, const struct val *draft);
void fx_load_draft(struct ctx *cx, int tag, const char *service); // value NULL: there is none
void fx_drop_draft(struct ctx *cx, int tag, const char *service);
// Other answers were given on another television: those become the draft, or the one here goes on.
void fx_choose_draft(struct ctx *cx, int tag, const char *service, bool others);
// Somebody signed in while a guest's answers are on the screen: those become theirs, or are offered to them when they have
// some of their own (`guest` of the draft, then ask, fx_choose_guests). EV_LOADED as with fx_load_draft.
void fx_adopt_draft(struct ctx *cx, int tag, const char *service);
void fx_choose_guests(struct ctx *cx, int tag, const char *service, bool guests); // false: they stay a guest's
// value: array of {service, title, updated, origin: "here"|"begun"|"changed" (on another television)}
void fx_list_drafts(struct ctx *cx, int tag);
// A submission may also carry `sign`: {title, amount, lines: [[label, value], …], private: [place of a line that the TV
// does not show, …]}: then it waits until its person has signed exactly these lines on the phone (SCREEN_SIGN with its
// outbox id).
// Drafts are {title, step, version, answers}; `answers` is the object of answers, `step` where to go on. A loaded one has
// `updated` too, `rival` (all in ms) when other answers were given on another television: then ask, fx_choose_draft; and
// `guest`, see fx_adopt_draft.
// Puts a submission into the durable outbox and drops the draft, in one transaction. `body` is {title, answers, step,
// version}; the loop adds the language. EV_STORED's text is its outbox id.
void fx_submit(struct ctx *cx, int tag, const char *service, const struct val *body);
// value: {id, service, title, state: "waiting"|"sending"|"delivered"|"refused", attempts, receipt, problem, number,
// needs: "" | "sign-in" | "signature", sign}
void fx_load_outbox(struct ctx *cx, int tag, const char *id);
void fx_list_outbox(struct ctx *cx, int tag);                     // value: array of those not delivered yet, as above
// Makes a refused one a draft again, so that it can be corrected.
void fx_reopen_outbox(struct ctx *cx, int tag, const char *id);
void fx_forget_outbox(struct ctx *cx, int tag, const char *id);   // of a refused one that nothing is to be done about
void fx_list_cases(struct ctx *cx, int tag);                      // value: array of {number, secret, service, title, state, language, updated}
void fx_keep_case(struct ctx *cx, int tag, const struct val *item);
void fx_forget_case(struct ctx *cx, int tag, const char *number);
// The files of a plugged-in stick: array of {name, path, size, type}; and one of them as a form's answer (EV_LOADED with
// err ERR_LIMIT: too large, ERR_UNSUPPORTED: not what its name says).
void fx_list_files(struct ctx *cx, int tag);
void fx_read_file(struct ctx *cx, int tag, const char *path);
void fx_erase_all(struct ctx *cx, int tag);
// What the box keeps, by kind, without any of it: array of {kind: "drafts"|"cases"|"waiting"|"answers"|"pages", count, bytes}.
void fx_list_kept(struct ctx *cx, int tag);

// ---- People. Drafts, outbox and cases are always those of the present profile; a change of it gives every screen EV_CHANGED.
const struct person *ctx_person(const struct ctx *cx);
// Signs in with a phone: EV_SIGN_IN tells every step; ends when the screen closes. `service` (id, or "") and `title`: what it
// is for; the phone shows the title, and what a guest began for the service becomes theirs. `outbox` not NULL: instead of a
// sign-in, the signature that this submission waits for (its `sign` is what is approved); it is sent when it is given.
void fx_sign_in(struct ctx *cx, int tag, const char *service, const char *title, const char *outbox);
void fx_profile(struct ctx *cx, const char *id);  // somebody else takes the remote; "": a guest. Not to a locked one
// value: array of {id, name, picture, roles, organisation, number, signed_in, locked, open, current, drafts, waiting}, last
// used first. `open`: fx_profile takes them without a phone; `drafts`, `waiting`: how many unfinished answers, and
// submissions that were not sent, would go with them.
void fx_list_profiles(struct ctx *cx, int tag);
// The present person acts by a mandate for somebody called `name` ("": for themselves again): everything asked and kept from
// now on is that person's. Leads home.
void fx_act_for(struct ctx *cx, const char *mandate, const char *name);
void fx_name_profile(struct ctx *cx, const char *id, const char *name, const char *picture); // NULL: stays. Of an open one only
void fx_sign_out(struct ctx *cx, const char *id);     // tokens are given back; drafts and cases stay under the profile
void fx_drop_profile(struct ctx *cx, const char *id); // with all that is theirs on this box
int ctx_lock_minutes(const struct ctx *cx);           // without a key, then a person is locked; 0: never. Of who is here
void fx_lock_after(struct ctx *cx, int minutes);      // 0 to 240; for who is here. A guest can only make it shorter, for all
void fx_lock(struct ctx *cx);                         // everybody, behind the curtain; only their phones open them again

// ---- The rest
void fx_timer(struct ctx *cx, int tag, long ms); // once; the same tag replaces; ends with the screen
void fx_focus(struct ctx *cx);                   // to the control that asks for it (autofocus), as on a new screen
void fx_say(struct ctx *cx, const char *text);   // spoken even when the focus does not move
// Spoken before the next frame: what a digit chose without the focus, with how it stands now ("chosen"). In the language of
// the screen; NULL: nothing.
// `language`: of the label, as of a node; NULL: the screen's, or by its letters.
void fx_say_chosen(struct ctx *cx, const char *label, const char *language, const char *word);
void fx_language(struct ctx *cx, const char *tag);
void fx_text_scale(struct ctx *cx, enum text_scale scale);
void fx_theme(struct ctx *cx, enum theme_name theme);
void fx_less_motion(struct ctx *cx, bool on);
void fx_speech(struct ctx *cx, bool on);
void fx_speech_rate(struct ctx *cx, int step);   // -1 slower, 1 faster; said and kept. What holds now: ui_world()->reading
void fx_speech_volume(struct ctx *cx, int step); // -1 quieter, 1 louder
void fx_speech_private(struct ctx *cx, bool on); // true asks the viewer first; for this session only
void fx_easy(struct ctx *cx, bool on);           // easy words where a service or a form has them
void fx_set_up_done(struct ctx *cx);             // the first start is over and does not come again
void fx_play_clip(struct ctx *cx, const char *url, const char *title); // on the box itself; see ctx_plays_clips
bool ctx_plays_clips(const struct ctx *cx);
bool ctx_easy(const struct ctx *cx);
int ctx_languages(const struct ctx *cx, const struct ui_language **out); // of the interface; how many

// ---- The table row
struct screen_def {
    enum screen_id id;
    const char *name;       // lower case, as in scripts and goldens
    size_t state_size;      // zeroed by the loop before EV_ENTER
    size_t arena_cap;       // bytes; 0 is 1 MiB
    // True when the event was used. EV_KEY false: the router decides (BACK pops, HOME goes home, colour keys).
    bool (*update)(void *state, const struct event *ev, struct ctx *cx);
    void (*view)(const void *state, struct ui *u);
    // What BACK leads to, for the key bar, by the screen below; NULL: its `place`.
    const char *place;      // English msgid: "Home", "List"; a screen below is named by this
    bool lamplight;         // always in the evening's colours: the curtain
};

// Sorted by id; one row a screen. In app/screens/table.c.
extern const struct screen_def *const screen_table[SCREEN_COUNT];

#endif
