// SPDX-License-Identifier: Apache-2.0
// Taking a file that a page sent with a plain form: who may, whether it is what it should be, what it is called.
#ifndef TGOV_BACKEND_PHONE_TAKE_H
#define TGOV_BACKEND_PHONE_TAKE_H

#include "backend/pages/page.h"
#include "backend/phone/files.h"
#include "backend/phone/media.h"
#include "backend/phone/multipart.h"

enum upload_refusal { // why a file is not taken, in the order of upload_words
    REFUSED_TYPE, REFUSED_MARKUP, REFUSED_ZIP, REFUSED_HEIC, REFUSED_BROKEN, REFUSED_PIXELS, REFUSED_LARGE, REFUSED_MANY,
    REFUSED_FULL, REFUSED_GONE, REFUSED_NOT_ASKED,
};
const char *upload_words(const struct page *p, enum upload_refusal why);
// What the wish of the box allows. `wish` of kind WISH_FILE.
unsigned wish_kinds(const struct api_wish *wish);
int64_t wish_bytes(const struct api_wish *wish);
int wish_files(const struct api_wish *wish);
// Whether one more file of `size` bytes has its place: ERR_NONE, or ERR_LIMIT and why not.
enum err upload_room(struct db *db, const char *box, const struct api_wish *wish, int64_t size, struct arena *a,
                     enum upload_refusal *why) TGOV_CHECKED;
// The whole file is in `bytes`: checks and cleans it. False says why not.
bool upload_inspect(unsigned char *bytes, size_t len, unsigned kinds, struct media *out,
                    enum upload_refusal *why) TGOV_CHECKED;

// A name as it may be shown and written to a disk: without folders, control and direction characters, not hidden, at most
// FILE_NAME_MAX bytes, with the extension of what the file is. NULL at the arena's cap.
const char *file_name_clean(struct arena *a, const char *raw, const char *extension);

// ---- A form with a file ----
// The form that sends it, open: method, encoding, the token that proves where it comes from.
void take_form(struct page *p, const char *path);
// Of the field in it: what may be chosen, as an attribute; and how many files, how large, in a paragraph id="limits".
void take_accept(struct page *p, const struct api_wish *wish);
void take_limits(struct page *p, const struct api_wish *wish);
// Reads such a form: `*form` in the arena. STATUS_OK, or the page that says why not (too old, another website, broken).
enum status take_read(struct page *p, struct multipart **form);
// The part that holds the file; NULL: none was chosen.
const struct multipart_part *take_part(const struct multipart *form);
// What was checked, cleaned and named, to be written by file_insert and file_finish: row.box and row.pair are the caller's.
struct taken {
    struct file_row row;
    const char *type;
    struct str bytes;
};
// STATUS_OK, or STATUS_CONFLICT and why it is not taken; STATUS_INTERNAL without memory.
enum status take_file(const struct req *req, const struct multipart_part *part, const struct api_wish *wish, struct taken *out,
                      enum upload_refusal *why);
enum err take_write(struct db *db, const struct taken *t, when_ms now) TGOV_CHECKED;

#endif
