// SPDX-License-Identifier: Apache-2.0
// The part of the API about a television (a "box") and the phones that help it: pairing, typing, files. See
// contract/service/api.h for how these structs and tables are used.
//
// A box proves itself on every address below /v1/boxes/{id} with the header `Tgov-Box: ID.SECRET`, both from POST
// /v1/boxes; a wrong one is 404, as if there were no such box. The same header goes with a submission (POST
// /v1/services/{id}/cases) whose answers hold files of this box.
//
// A phone speaks with pages (/p, /phone) and is nobody's person: what it may do is type and send files for its box.
#ifndef TGOV_CONTRACT_SERVICE_API_PHONE_H
#define TGOV_CONTRACT_SERVICE_API_PHONE_H

#include "base/json.h"

enum {
    API_BOX_ID_CAP = 32,
    API_BOX_NAME_CAP = 160,          // bytes; 40 characters
    API_TEXT_CAP = 4096,             // bytes of what is typed
    API_WISH_TYPES_CAP = 3,
    API_PHONES_CAP = 8,              // of one box, those that ask included
    API_UPLOADS_CAP = 20,            // of one box, unsent
    API_FILE_BYTES = 16 << 20,       // of one file
    API_FILES_BYTES = 64 << 20,      // of one box, unsent
    API_THUMBNAIL_BYTES = 200 << 10, // PNG of at most API_THUMBNAIL_WIDTH x API_THUMBNAIL_HEIGHT
    API_THUMBNAIL_WIDTH = 320,
    API_THUMBNAIL_HEIGHT = 240,
    API_WISH_AWAY_S = 60,            // a wish is forgotten when the box's stream has been away so long
    API_INVITATION_S = 600,
};

// ---- POST /v1/boxes, PATCH /v1/boxes/{id}: {"name": "Living room"}; DELETE /v1/boxes/{id}: 204 ----
struct api_box_name {
    const char *name; // "": it has none
};
extern const struct json_shape api_box_name_shape;
struct api_box { // 201; the secret is shown once. PATCH answers 204
    const char *id, *secret;
};
extern const struct json_shape api_box_shape;

// ---- POST /v1/boxes/{id}/invitations: 201; single use ----
struct api_invite {
    const char *language; // of the page that opens, such as "ko"; NULL: the phone's own
    const char *what;     // "keyboard" or "files"; may be NULL
};
extern const struct json_shape api_invite_shape;
struct api_invitation {
    const char *url;     // for the QR: base_url + "/p/SECRET"
    const char *at;      // where a person types the code: base_url + "/p"
    const char *code;    // "4729 13": a phone that came by it must be allowed on the television
    const char *expires; // an instant
};
extern const struct json_shape api_invitation_shape;

// ---- GET /v1/boxes/{id}/phones; DELETE …/phones/{phone}: 204; POST …/phones/{phone}/allow: 204 ----
struct api_phone {
    const char *id, *name;    // "iPhone", "Android phone", with a number when there are several
    const char *paired, *seen; // instants
    const char *picture;      // while it asks: a name of assets/icons that the phone shows too; else NULL
    bool connected, asks;
};
struct api_phones {
    const struct api_phone *items;
    size_t item_count;
};
extern const struct json_shape api_phone_shape, api_phones_shape;

// ---- PUT /v1/boxes/{id}/wish: what the box asks of its phones now; 204 ----
enum wish_kind { WISH_NONE, WISH_TEXT, WISH_FILE };
extern const char *const wish_kind_names[]; // "none", "text", "file"
enum wish_input { WISH_INPUT_TEXT, WISH_INPUT_EMAIL, WISH_INPUT_NUMBER, WISH_INPUT_TEL, WISH_INPUT_DATE };
extern const char *const wish_input_names[]; // "text", "email", "number", "tel", "date"
struct api_wish {
    int kind;                  // enum wish_kind
    const char *field;         // opaque; comes back in every event
    const char *label, *hint;  // in the viewer's language
    const char *text;          // what stands in the field now
    const char *next;          // label of the key that ends it ("Next")
    const char *service;       // a file's: its title, for the phone's page
    int input;                 // enum wish_input
    int max;                   // characters; 0: no limit but API_TEXT_CAP bytes
    bool is_private;           // "private": masked on the phone, kept nowhere
    bool multiline;
    const char *const *types;  // of "image/jpeg", "image/png", "application/pdf"; none: all three
    size_t type_count;
    int64_t max_bytes;         // 0: API_FILE_BYTES
    int max_files;             // 0: 1
};
extern const struct json_shape api_wish_shape;

// ---- GET /v1/boxes/{id}/events: a stream of server-sent events ----
// `phone` one came, went, was paired or was allowed · `asks` one wants to be allowed · `text` · `upload` · `removed`.
// After a reconnection read GET /v1/boxes/{id}, which tells how it stands now.
struct api_event_phone {
    const char *id, *name;
    bool connected;
};
extern const struct json_shape api_event_phone_shape;
struct api_event_asks {
    const char *phone, *name, *picture;
};
extern const struct json_shape api_event_asks_shape;
struct api_event_text { // the whole text each time; one with a `seq` not above the last is old
    const char *field, *text;
    int64_t seq;
    bool done; // the person pressed the key that ends it
};
extern const struct json_shape api_event_text_shape;
enum upload_state { UPLOAD_SENDING, UPLOAD_DONE, UPLOAD_REFUSED };
extern const char *const upload_state_names[]; // "sending", "done", "refused"
struct api_upload {
    const char *field, *id, *name, *type; // the type by content; NULL until it is known
    const char *why;                      // of a refusal: a word, see api_upload_why
    int64_t size, got;                    // bytes; `size` of a finished one is what is kept
    int state;                            // enum upload_state
    bool thumbnail;                       // GET …/files/{file}/thumbnail has one
};
extern const struct json_shape api_upload_shape; // event `upload`
// "type" not a kind of file that is taken, "broken", "large" in bytes or pixels, "many" files, "stopped" by the person.
extern const char *const api_upload_why[];
struct api_event_removed {
    const char *phone;
};
extern const struct json_shape api_event_removed_shape;

// ---- GET /v1/boxes/{id}: all of it, for a box that was away ----
struct api_box_state {
    const char *id, *name;
    const struct api_phone *phones;
    size_t phone_count;
    const struct api_upload *uploads; // of this box that no case holds yet, oldest first
    size_t upload_count;
    struct api_event_text text; // the last of the present wish; `field` NULL: none
};
extern const struct json_shape api_box_state_shape;

// ---- GET /v1/boxes/{id}/files/{file}: the bytes; …/thumbnail: PNG; DELETE …/files/{file}: 204 ----

// ---- A file in the answers of a form ----
// {"storage": "tgov", "id": …, "name": …, "originalName": …, "size": …, "type": …}, as in the event `upload`.
struct api_file {
    const char *storage, *id, *name, *original_name, *type;
    int64_t size;
};
extern const struct json_shape api_file_shape;

#endif
