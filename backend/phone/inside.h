// SPDX-License-Identifier: Apache-2.0
// Private to backend/phone: what several handlers need.
#ifndef TGOV_BACKEND_PHONE_INSIDE_H
#define TGOV_BACKEND_PHONE_INSIDE_H

#include "backend/pages/page.h"
#include "backend/phone/boxes.h"
#include "backend/phone/phone.h"
#include "backend/phone/take.h"
#include "backend/site.h"

// ---- The television ----
// The box of the path, proved by its header: STATUS_OK, else 404 as if it were not there.
enum status box_enter(const struct req *req, struct resp *resp, struct store *store, struct box_row *out);
// An event for the box's television, after the commit.
bool box_event(struct resp *p, const char *box, const char *name, const struct json_shape *shape,
               const void *from) TGOV_CHECKED;
bool upload_event(struct resp *p, const struct file_row *f) TGOV_CHECKED;
struct api_upload upload_view(const struct file_row *f);

// ---- The phone ----
struct visit { // what a request of a phone is about
    struct pair_list pairs;      // all boxes of this phone
    const struct pair_row *pair; // the one that is meant; NULL: none
    bool removed;                // a phone that was known before
};
// By the cookie; `tv` names a pair, NULL: the one that asks something now, else the latest.
enum err visit_enter(const struct req *req, struct store *store, const char *tv, struct visit *out) TGOV_CHECKED;
extern const char phone_cookie[];
enum { PHONE_COOKIE_S = 400 * 24 * 3600 };

// ---- Uploads ----
// By the first bytes: false says why such a file is not taken.
bool upload_sniff(struct str bytes, unsigned kinds, enum upload_refusal *why) TGOV_CHECKED;
const char *upload_word(enum upload_refusal why); // for the television: of api_upload_why

#endif
