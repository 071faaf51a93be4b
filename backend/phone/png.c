// SPDX-License-Identifier: Apache-2.0
// Rewrites a PNG in place, chunk by chunk: picture and colours stay; texts, times, Exif and animation go, and so does
// what stands behind the end. The checksum of every chunk that is kept must be right.
#include "backend/phone/media.h"

enum { HEAD = 8, CRC = 4, IHDR_BYTES = 13, ICCP_MAX = 256 << 10 };

static uint32_t four(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

// CRC-32 of PNG annex D, a nibble at a time: sixteen table entries are enough.
static uint32_t checksum(const unsigned char *p, size_t len) {
    static const uint32_t table[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                                       0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                       0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};
    uint32_t crc = 0xffffffff;
    for (size_t i = 0; i < len; i++) {
        crc ^= p[i];
        crc = crc >> 4 ^ table[crc & 15];
        crc = crc >> 4 ^ table[crc & 15];
    }
    return ~crc;
}

static bool is(const unsigned char *type, const char *name) { return !memcmp(type, name, 4); }

static bool kept(const unsigned char *type, size_t len) {
    static const char *const names[] = {"IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(type, names[i]))
            return true;
    return is(type, "iCCP") && len <= ICCP_MAX;
}

static bool letters(const unsigned char *type) {
    for (int i = 0; i < 4; i++)
        if (!((type[i] >= 'A' && type[i] <= 'Z') || (type[i] >= 'a' && type[i] <= 'z')))
            return false;
    return true;
}

static enum err header(const unsigned char *data, size_t len, struct media *out) {
    static const unsigned char depths[7] = {31, 0, 24, 15, 24, 0, 24}; // by colour type: bit n set, depth 1 << n is fine
    if (len != IHDR_BYTES || data[9] > 6 || data[10] || data[11] || data[12] > 1)
        return ERR_SYNTAX;
    int bit = data[8] == 1 ? 0 : data[8] == 2 ? 1 : data[8] == 4 ? 2 : data[8] == 8 ? 3 : data[8] == 16 ? 4 : 7;
    uint32_t width = four(data), height = four(data + 4);
    if (!(depths[data[9]] >> bit & 1) || !width || !height)
        return ERR_SYNTAX;
    if (width > MEDIA_SIDE_MAX || height > MEDIA_SIDE_MAX || (long)width * (long)height > MEDIA_PIXELS_MAX)
        return ERR_LIMIT;
    out->width = (int)width;
    out->height = (int)height;
    return ERR_NONE;
}

struct png {
    unsigned char *bytes;
    size_t len, in, out;
    bool first, data, ended;
};

// One chunk. What is unknown but declared necessary (a capital first letter) is refused.
static enum err chunk(struct png *p, struct media *out) {
    const unsigned char *at = p->bytes + p->in, *type = at + 4;
    if (p->len - p->in < HEAD + CRC || four(at) > p->len - p->in - HEAD - CRC || !letters(type))
        return ERR_SYNTAX;
    size_t len = four(at), whole = HEAD + len + CRC;
    bool keep = kept(type, len);
    if (p->first != is(type, "IHDR") || (!keep && !(type[0] & 0x20)))
        return ERR_SYNTAX;
    if (p->first) {
        enum err err = header(at + HEAD, len, out);
        if (err)
            return err;
        p->first = false;
    }
    p->data |= is(type, "IDAT");
    p->ended = is(type, "IEND");
    if (keep && checksum(type, len + 4) != four(at + HEAD + len))
        return ERR_SYNTAX;
    if (keep) {
        memmove(p->bytes + p->out, at, whole);
        p->out += whole;
    }
    p->in += whole;
    return ERR_NONE;
}

enum err png_clean(unsigned char *bytes, size_t len, struct media *out) {
    struct png p = {.bytes = bytes, .len = len, .in = 8, .out = 8, .first = true};
    if (media_sniff((struct str){(const char *)bytes, len}) != MEDIA_PNG)
        return ERR_SYNTAX;
    while (!p.ended) {
        enum err err = chunk(&p, out);
        if (err)
            return err;
    }
    if (!p.data)
        return ERR_SYNTAX;
    out->len = p.out;
    return ERR_NONE;
}
