// SPDX-License-Identifier: Apache-2.0
// Rewrites a JPEG in place, segment by segment (ITU-T T.81 annex B): what a decoder needs stays, everything else goes.
// The output never grows, since a segment is only dropped, shortened or, for Exif, replaced by a smaller one.
#include "backend/phone/media.h"

enum {
    SOI = 0xd8, EOI = 0xd9, SOS = 0xda, DQT = 0xdb, DNL = 0xdc, DRI = 0xdd, DHT = 0xc4, SOF0 = 0xc0, SOF2 = 0xc2,
    APP0 = 0xe0, APP1 = 0xe1, APP2 = 0xe2, APP14 = 0xee, APP15 = 0xef, COM = 0xfe, RST0 = 0xd0, RST7 = 0xd7, TEM = 0x01,
    JFIF_BYTES = 14, ADOBE_BYTES = 12, ORIENTATION_TAG = 0x0112, TYPE_SHORT = 3, IFD_MAX = 512,
};

struct jpeg {
    unsigned char *bytes;
    size_t len, in, out; // in: read so far; out: written so far; out <= in
    size_t icc;
    int scans, orientation;
    bool frame, oriented;
    struct media *media;
};

struct segment {
    int marker;
    size_t at, len; // of its data, behind marker and length
};

static unsigned two(const unsigned char *p) { return (unsigned)p[0] << 8 | p[1]; }

static void keep(struct jpeg *j, size_t from, size_t len) {
    memmove(j->bytes + j->out, j->bytes + from, len);
    j->out += len;
}

static void put(struct jpeg *j, const unsigned char *bytes, size_t len) {
    memcpy(j->bytes + j->out, bytes, len);
    j->out += len;
}

// The next marker with its data. Fill bytes (B.1.1.2) are skipped.
static bool next_segment(struct jpeg *j, struct segment *s) {
    if (j->in >= j->len || j->bytes[j->in] != 0xff)
        return false;
    while (j->in < j->len && j->bytes[j->in] == 0xff)
        j->in++;
    if (j->in >= j->len)
        return false;
    *s = (struct segment){.marker = j->bytes[j->in++], .at = j->in};
    if (s->marker == EOI)
        return true;
    if (s->marker == 0 || s->marker == TEM || s->marker == SOI || (s->marker >= RST0 && s->marker <= RST7) ||
        j->len - j->in < 2)
        return false; // these have no place here, and no length
    unsigned len = two(j->bytes + j->in);
    if (len < 2 || len > j->len - j->in)
        return false;
    s->at = j->in + 2;
    s->len = len - 2;
    j->in += len;
    return true;
}

// ---- Exif: only the orientation is looked at ----

static unsigned read_two(const unsigned char *p, bool little) {
    return little ? (unsigned)p[1] << 8 | p[0] : two(p);
}

static size_t read_four(const unsigned char *p, bool little) {
    return little ? (size_t)read_two(p + 2, true) << 16 | read_two(p, true)
                  : (size_t)read_two(p, false) << 16 | read_two(p + 2, false);
}

// Of a TIFF block; 0 when there is none.
static int orientation_of(const unsigned char *tiff, size_t len) {
    if (len < 8 || (memcmp(tiff, "II*\0", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
        return 0;
    bool little = tiff[0] == 'I';
    size_t at = read_four(tiff + 4, little);
    if (at > len || len - at < 2)
        return 0;
    unsigned count = read_two(tiff + at, little);
    at += 2;
    for (unsigned i = 0; i < count && i < IFD_MAX && len - at >= 12; i++, at += 12)
        if (read_two(tiff + at, little) == ORIENTATION_TAG && read_two(tiff + at + 2, little) == TYPE_SHORT) {
            unsigned value = read_two(tiff + at + 8, little);
            return value >= 1 && value <= 8 ? (int)value : 0;
        }
    return 0;
}

// A new Exif segment that says only how the picture is turned, big endian.
static void put_orientation(struct jpeg *j, int orientation) {
    const unsigned char segment[JPEG_ORIENTATION_BYTES] = {
        0xff, APP1, 0, JPEG_ORIENTATION_BYTES - 2, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1,
        0x01, 0x12, 0, TYPE_SHORT, 0, 0, 0, 1, 0, (unsigned char)orientation, 0, 0, 0, 0, 0, 0};
    put(j, segment, sizeof segment);
}

static void app1(struct jpeg *j, const struct segment *s) {
    if (j->oriented || s->len < 6 || memcmp(j->bytes + s->at, "Exif\0\0", 6) != 0)
        return;
    int orientation = orientation_of(j->bytes + s->at + 6, s->len - 6);
    if (orientation < 2 || j->in - j->out < JPEG_ORIENTATION_BYTES)
        return;
    put_orientation(j, orientation);
    j->oriented = true;
}

// ---- segments ----

static void head(struct jpeg *j, int marker, size_t data) {
    size_t len = data + 2;
    put(j, (const unsigned char[]){0xff, (unsigned char)marker, (unsigned char)(len >> 8), (unsigned char)len}, 4);
}

// Keeps the first `data` bytes of a segment.
static void keep_segment(struct jpeg *j, const struct segment *s, size_t data) {
    head(j, s->marker, data);
    keep(j, s->at, data);
}

static void app(struct jpeg *j, const struct segment *s) {
    const unsigned char *data = j->bytes + s->at;
    if (s->marker == APP0 && s->len >= JFIF_BYTES && !memcmp(data, "JFIF\0", 5)) {
        keep_segment(j, s, JFIF_BYTES);
        memset(j->bytes + j->out - 2, 0, 2); // its thumbnail is gone
    } else if (s->marker == APP1) {
        app1(j, s);
    } else if (s->marker == APP2 && s->len >= 14 && !memcmp(data, "ICC_PROFILE\0", 12) &&
               j->icc + s->len <= MEDIA_ICC_MAX) {
        j->icc += s->len;
        keep_segment(j, s, s->len);
    } else if (s->marker == APP14 && s->len >= ADOBE_BYTES && !memcmp(data, "Adobe", 5)) {
        keep_segment(j, s, ADOBE_BYTES); // says how colours are coded
    }
}

static enum err frame(struct jpeg *j, const struct segment *s) {
    const unsigned char *d = j->bytes + s->at;
    if (j->frame || s->len < 6 || s->marker > SOF2 || d[0] != 8 || s->len != 6 + 3 * (size_t)d[5])
        return ERR_SYNTAX; // twice; or a lossless, arithmetic or 12-bit one, which nothing here would show
    int height = (int)two(d + 1), width = (int)two(d + 3);
    if (!height || !width || !d[5] || d[5] > 4)
        return ERR_SYNTAX;
    if (height > MEDIA_SIDE_MAX || width > MEDIA_SIDE_MAX || (long)height * width > MEDIA_PIXELS_MAX)
        return ERR_LIMIT;
    j->media->width = width;
    j->media->height = height;
    j->frame = true;
    keep_segment(j, s, s->len);
    return ERR_NONE;
}

// The coded data behind a scan's header, up to the next marker.
static enum err scan(struct jpeg *j, const struct segment *s) {
    if (!j->frame)
        return ERR_SYNTAX;
    if (++j->scans > MEDIA_SCANS_MAX)
        return ERR_LIMIT;
    keep_segment(j, s, s->len);
    size_t from = j->in;
    for (;; j->in++) {
        const unsigned char *ff = memchr(j->bytes + j->in, 0xff, j->len - j->in);
        if (!ff || ff + 1 >= j->bytes + j->len)
            return ERR_SYNTAX; // no end: cut off
        j->in = (size_t)(ff - j->bytes);
        int next = ff[1];
        if (next != 0 && next != 0xff && !(next >= RST0 && next <= RST7))
            break;
        j->in += next != 0xff;
    }
    keep(j, from, j->in - from);
    return ERR_NONE;
}

static enum err one(struct jpeg *j, const struct segment *s) {
    if (s->marker >= APP0 && s->marker <= APP15) {
        app(j, s);
        return ERR_NONE;
    }
    switch (s->marker) {
    case DQT:
    case DHT:
    case DRI: keep_segment(j, s, s->len); return ERR_NONE;
    case SOS: return scan(j, s);
    case COM: return ERR_NONE;
    default: return s->marker >= SOF0 && s->marker <= 0xcf ? frame(j, s) : ERR_SYNTAX;
    }
}

enum err jpeg_clean(unsigned char *bytes, size_t len, struct media *out) {
    struct jpeg j = {.bytes = bytes, .len = len, .in = 2, .out = 2, .media = out};
    if (len < 4 || bytes[0] != 0xff || bytes[1] != SOI)
        return ERR_SYNTAX;
    for (;;) {
        struct segment s;
        if (!next_segment(&j, &s))
            return ERR_SYNTAX;
        if (s.marker == EOI)
            break;
        enum err err = one(&j, &s);
        if (err)
            return err;
    }
    if (!j.scans)
        return ERR_SYNTAX;
    put(&j, (const unsigned char[]){0xff, EOI}, 2); // what is glued behind the end goes
    out->len = j.out;
    return ERR_NONE;
}
