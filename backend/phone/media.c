// SPDX-License-Identifier: Apache-2.0
// Telling kinds of files apart.
#include "backend/phone/media.h"
#include <strings.h>

enum { PDF_TAIL = 2048 };

static bool has(struct str s, size_t at, const char *bytes, size_t len) {
    return s.len >= at + len && !memcmp(s.p + at, bytes, len);
}

// Anything that a browser might read as markup: '<' as the first character behind white space and a byte order mark.
static bool markup(struct str s) {
    size_t at = has(s, 0, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (at < s.len && (s.p[at] == ' ' || s.p[at] == '\t' || s.p[at] == '\r' || s.p[at] == '\n'))
        at++;
    return at < s.len && s.p[at] == '<';
}

enum media_kind media_sniff(struct str s) {
    if (has(s, 0, "\xff\xd8\xff", 3))
        return MEDIA_JPEG;
    if (has(s, 0, "\x89PNG\r\n\x1a\n", 8))
        return MEDIA_PNG;
    if (has(s, 0, "%PDF-1.", 7) || has(s, 0, "%PDF-2.", 7))
        return MEDIA_PDF;
    if (has(s, 0, "PK\x03\x04", 4) || has(s, 0, "PK\x05\x06", 4))
        return MEDIA_ZIP;
    if (has(s, 4, "ftyphei", 7) || has(s, 4, "ftypmif1", 8) || has(s, 4, "ftyphev", 7) || has(s, 4, "ftypavif", 8))
        return MEDIA_HEIC;
    return markup(s) ? MEDIA_MARKUP : MEDIA_OTHER;
}

static const char *const types[] = {"image/jpeg", "image/png", "application/pdf"};
static const char *const extensions[] = {".jpg", ".png", ".pdf"};

const char *media_type(enum media_kind kind) { return kind <= MEDIA_PDF ? types[kind] : NULL; }
const char *media_extension(enum media_kind kind) { return kind <= MEDIA_PDF ? extensions[kind] : ""; }

enum media_kind media_of_type(const char *type) {
    for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
        if (!strcasecmp(type, types[i]))
            return (enum media_kind)i;
    return MEDIA_OTHER;
}

// A PDF is taken as it is: its end must be there, or it was cut off.
static enum err pdf_check(const unsigned char *bytes, size_t len) {
    size_t from = len > PDF_TAIL ? len - PDF_TAIL : 0;
    return memmem(bytes + from, len - from, "%%EOF", 5) ? ERR_NONE : ERR_SYNTAX;
}

enum err media_clean(unsigned char *bytes, size_t len, struct media *out) {
    *out = (struct media){.kind = media_sniff((struct str){(const char *)bytes, len}), .len = len};
    switch (out->kind) {
    case MEDIA_JPEG: return jpeg_clean(bytes, len, out);
    case MEDIA_PNG: return png_clean(bytes, len, out);
    case MEDIA_PDF: return pdf_check(bytes, len);
    default: return ERR_UNSUPPORTED;
    }
}
