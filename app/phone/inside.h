// SPDX-License-Identifier: Apache-2.0
// The parts of app/phone, for its own files only.
#ifndef TGOV_APP_PHONE_INSIDE_H
#define TGOV_APP_PHONE_INSIDE_H

#include "app/inside.h"
#include "app/phone/phone.h"
#include "contract/service/api.h"

enum {
    PHONE_PROOF_CAP = 160,
    PHONE_PATH_CAP = 240,
    PHONE_OPAQUE = 16,         // characters of a field's id as phones see it
    PHONE_WISH_ARENA = 24 << 10,
    PHONE_WISH_BYTES = 32 << 10,
    PHONE_PICTURES = 12,       // thumbnails on their way
    PHONE_RETRY_MS = 20000,    // after a failure, while somebody looks at the panel
    PHONE_REBIRTHS = 2,        // how often a lost box registers anew before it gives up
};
#define TOKEN_PHONE (UINT64_MAX - 4)        // requests
#define TOKEN_PHONE_STREAM (UINT64_MAX - 2) // cancelled alone
enum { TAG_BOX = 1, TAG_STATE, TAG_INVITE, TAG_WISH, TAG_NAME, TAG_ACT, TAG_GONE, TAG_EVENTS, TAG_PICTURE = 100 };

struct slot { // the wish of one screen
    uint64_t token; // 0: free
    bool invite;
    struct arena arena;
    struct api_wish wish; // in the arena; `field` is the screen's own name of it
};

struct phone {
    char id[API_BOX_ID_CAP + 1], proof[PHONE_PROOF_CAP + 1];
    bool registering, unavailable, paired; // paired: a phone is, as far as was heard last
    int rebirths;
    when_ms retry_at; // platform clock; 0: nothing failed

    struct slot slots[HISTORY_MAX];
    uint64_t told;    // whose wish was heard last; 0: nobody's
    bool news;        // the screen on top has not heard what `now` says

    bool streaming, up, asking_state, inviting;
    when_ms invite_until; // platform clock; 0: there is no invitation

    char name_of_field[PHONE_FIELD_CAP + 1], opaque[PHONE_OPAQUE + 1]; // of the wish that is published
    uint64_t published;   // hash of what the backend was told; 0: nothing
    int64_t seq;

    char pictures[PHONE_PICTURES][PHONE_ID_CAP + 1]; // "": free
    struct phone_file files[API_UPLOADS_CAP];  // of every field; `fields` beside them
    char fields[API_UPLOADS_CAP][PHONE_OPAQUE + 1];
    int file_count;
    char dropped[API_UPLOADS_CAP][PHONE_ID_CAP + 1]; // by the person here: not offered again, whatever still comes
    int drop_next;
    struct phone_now now;
};

// box.c
void phone_box_load(struct app *app);
void phone_box_register(struct app *app);
void phone_box_registered(struct app *app, const struct net_message *m);
void phone_box_lost(struct app *app);
enum err phone_box_send(struct app *app, int tag, const char *method, const char *path, struct str body, const struct json_shape *shape);
void phone_box_note_paired(struct app *app, bool paired);
// wish.c
struct slot *phone_wish_of_top(struct app *app);
// `watched`: a phone is looking, so every change of the text counts; else a new field only.
void phone_wish_publish(struct app *app, const struct slot *s, bool watched);
void phone_wish_withdraw(struct app *app);
void phone_wish_took_text(struct phone *p, struct slot *s, const char *text);
void phone_wish_sweep(struct app *app);
// events.c
void phone_events_take(struct app *app, const struct net_message *m);
void phone_events_state(struct app *app, const struct api_box_state *s);
void phone_events_forget(struct phone *p);
void phone_events_drop_file(struct phone *p, const char *id); // the person removed it here
void phone_events_drop_refused(struct phone *p);
void phone_tell(struct app *app, enum phone_news news, const char *text, bool done);
void phone_refresh(struct phone *p);
bool phone_plain_id(const char *id); // may stand in a path
// pictures.c
void phone_pictures_ask(struct app *app, const char *file);
void phone_pictures_take(struct app *app, const struct net_message *m);

#endif
