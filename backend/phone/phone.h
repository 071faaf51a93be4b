// SPDX-License-Identifier: Apache-2.0
// Boxes, the phones that help them, and their files, for the route table, main and the services. Handlers need
// req->site->relay and ->events.
#ifndef TGOV_BACKEND_PHONE_PHONE_H
#define TGOV_BACKEND_PHONE_PHONE_H

#include "backend/phone/files.h"
#include "backend/phone/relay.h"
#include "backend/route.h"

enum {
    PHONE_TEXT_BODY = 16 * 1024,          // of a form with API_TEXT_CAP bytes, escaped
    PHONE_FORM_BODY = API_FILE_BYTES + 64 * 1024, // a file with what a plain form puts around it
};

// The television's side.
route_handler box_create, box_show, box_change, box_remove, box_invite, box_phones, box_phone_remove, box_phone_allow,
    box_wish, box_events, box_file, box_file_thumbnail, box_file_remove;
// The phone's pages, and what their script asks.
route_handler invite_ask, invite_code, invite_show, invite_accept, phone_home, phone_events, phone_text, phone_leave,
    phone_file, phone_forget, phone_script;
route_handler upload_create, upload_show, upload_add, upload_end, upload_thumbnail;
// The officer's download of a case's file.
route_handler desk_file;

// The box that proves itself with the header Tgov-Box, in the arena; NULL: none, or a wrong one.
const char *box_of_request(const struct req *req, struct store *store);

// Every second, from the main program. Now and then also forgets what is old.
struct phone_tick {
    struct store *store;
    struct events *events;
    struct relay *relay;
    when_ms next_tidy; // monotonic
};
void phone_tick(struct phone_tick *t, when_ms monotonic, when_ms now);

#endif
