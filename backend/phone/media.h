// SPDX-License-Identifier: Apache-2.0
// What a file really is, by its bytes and never by its name, and making it safe to keep: pictures lose everything that
// tells where, when and with what they were taken (EXIF with its GPS place, XMP, comments, texts, embedded thumbnails,
// whatever is glued behind the end). Colours stay right: an ICC profile is kept. Nothing is decompressed.
//
// Sources: JPEG ITU-T T.81 annex B, JFIF 1.02, Exif 2.3 (orientation), PNG 3rd edition, PDF ISO 32000-1 7.5.
#ifndef TGOV_BACKEND_PHONE_MEDIA_H
#define TGOV_BACKEND_PHONE_MEDIA_H

#include "base/str.h"

enum {
    MEDIA_SIDE_MAX = 16384,         // pixels of one side
    MEDIA_PIXELS_MAX = 64000000,    // of a picture: what a decoder may have to hold, whatever the file's size
    MEDIA_SCANS_MAX = 64,           // of a progressive JPEG: each one costs the decoder a whole picture
    MEDIA_ICC_MAX = 1 << 20,        // bytes of colour profile
    MEDIA_SNIFF = 16,               // bytes that tell the kind
};

enum media_kind {
    MEDIA_JPEG, MEDIA_PNG, MEDIA_PDF, // what is taken
    MEDIA_ZIP,                        // also office documents
    MEDIA_MARKUP,                     // SVG, HTML, XML: could carry a program
    MEDIA_HEIC,
    MEDIA_OTHER,
};

struct media {
    enum media_kind kind;
    int width, height; // of pictures, as stored
    size_t len;        // of what is left
};

// By the first bytes; needs MEDIA_SNIFF of them unless the file is shorter.
enum media_kind media_sniff(struct str bytes);
// "image/jpeg"; NULL for kinds that are not taken.
const char *media_type(enum media_kind kind);
const char *media_extension(enum media_kind kind); // ".jpg"; "" for kinds that are not taken
// MEDIA_OTHER for unknown types.
enum media_kind media_of_type(const char *type);

// Checks the file and takes out what tells about the person, in place: `bytes` is shorter afterwards (out->len).
// ERR_UNSUPPORTED: not a kind that is taken; ERR_SYNTAX: broken or cut off; ERR_LIMIT: too many pixels.
enum err media_clean(unsigned char *bytes, size_t len, struct media *out) TGOV_CHECKED;

// Of media_clean, by kind.
enum err jpeg_clean(unsigned char *bytes, size_t len, struct media *out) TGOV_CHECKED;
enum err png_clean(unsigned char *bytes, size_t len, struct media *out) TGOV_CHECKED;

// What jpeg_clean writes where a picture had another orientation than upright: an Exif segment with only that.
enum { JPEG_ORIENTATION_BYTES = 36 };

#endif
