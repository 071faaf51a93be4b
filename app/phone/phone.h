// SPDX-License-Identifier: Apache-2.0
// The phones of this television. A household pairs one by a QR code or a typed code; from then on it types into the field
// that is open here and sends photos and papers to the question that asks for them. Nothing is installed on it.
//
// The television registers once with the backend as a box; its secret stays in the state folder. It listens to the
// backend only while there is something to hear: a screen on top has a wish, and either its panel with the code is shown
// or a phone is paired. At rest nothing is asked and nothing is open.
//
// Screens do not call this: they wish with fx_phone_wish and fx_phone (app/screen.h), hear EV_PHONE, and draw what they
// know (struct phone_now) with app/phone/panel.h. A screen with one text field has it all in app/phone/field.h.
#ifndef TGOV_APP_PHONE_PHONE_H
#define TGOV_APP_PHONE_PHONE_H

#include "base/when.h"
#include "contract/service/api_phone.h"

enum {
    PHONE_ID_CAP = 64,
    PHONE_NAME_CAP = 120,   // bytes
    PHONE_FIELD_CAP = 320,  // of what a screen calls its field
    PHONE_URL_CAP = 300,
    PHONE_CODE_CAP = 16,
};

struct phone_device {
    char id[PHONE_ID_CAP + 1], name[PHONE_NAME_CAP + 1];
    char picture[32];     // while it asks: the icon that it shows too
    when_ms paired, seen; // wall clock
    bool connected, asks;
};
struct phone_file { // on its way from a phone, for the field of the present wish
    char id[PHONE_ID_CAP + 1], name[PHONE_NAME_CAP + 1], type[64], why[16]; // why: a word of api_upload_why
    int64_t size, got;
    enum upload_state state;
    bool thumbnail;
};

// What a panel says.
enum phone_state {
    PHONE_AWAY,      // nothing to offer: no connection, or an office without this
    PHONE_BUSY,      // a code is being asked for
    PHONE_INVITES,   // url, at and code are there
    PHONE_CONNECTED, // `name` is looking at our page now
};
struct phone_now { // plain data: a screen keeps a copy
    enum phone_state state;
    char url[PHONE_URL_CAP + 1], at[PHONE_URL_CAP + 1], code[PHONE_CODE_CAP + 1];
    char name[PHONE_NAME_CAP + 1]; // of the phone that is connected; else of one that is paired; "" none
    char box[API_BOX_NAME_CAP + 1], place[API_BOX_NAME_CAP + 1]; // what this television is called and where it stands; "": nobody said
    bool known;                     // the lists below are what the office says
    struct phone_device devices[API_PHONES_CAP];
    int device_count;
    struct phone_file files[API_UPLOADS_CAP];
    int file_count;
};
// The first phone that came by the typed code and waits to be allowed; NULL: none.
const struct phone_device *phone_asking(const struct phone_now *now);

// `action` of EV_PHONE.
enum phone_news {
    PHONE_CHANGED, // look at `phone`
    PHONE_TEXT,    // `text` is what stands in the field now; `arg` 1: the person pressed the last key
    PHONE_FILE,    // `phone->files` changed
};

// What a screen may ask besides a wish; `what` is an id or a name.
enum phone_act {
    PHONE_ALLOW,     // the phone that asks
    PHONE_REMOVE,    // a phone
    PHONE_RENAME,    // this television
    PHONE_PLACE,     // where this television stands: shown on the phone of whoever signs in here
    PHONE_PICTURE,   // the thumbnail of a file, for PAINT_IMAGE under the file's id
    PHONE_DROP_FILE, // one that is not wanted any more
    PHONE_NEW_CODE,
};

// ---- For the loop ----
struct app;
struct phone;
struct net_message;
struct phone *phone_create(struct app *app); // NULL: out of memory
void phone_destroy(struct phone *p);
void phone_wish(struct app *app, uint64_t token, const struct api_wish *w, bool invite); // w NULL: none
void phone_do(struct app *app, enum phone_act act, const char *what);
// True when the message was for it; it is not freed.
bool phone_message(struct app *app, struct net_message *m);
void phone_step(struct app *app);
when_ms phone_next(const struct app *app); // platform clock, -1: nothing is due
// "ID.SECRET" for the header Tgov-Box; "" when this television is not registered.
const char *phone_proof(const struct app *app);
int phone_count(const struct app *app); // of the phones that are paired, as far as was heard last
const char *phone_box_name(const struct app *app);
// Everything that the household has here goes, also at the office.
void phone_forget(struct app *app);

#endif
