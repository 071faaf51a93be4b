// SPDX-License-Identifier: Apache-2.0
// Files as phones send them: kinds by content, what is taken out of pictures, names, the headers and bodies that carry
// them, and what happens when there is no memory.
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "backend/phone/inside.h"
#include "backend/phone/multipart.h"
#include "backend/phone/tus.h"
#include "base/mem.h"

// ---- JPEG by hand ----

static void add(struct buf *b, int marker, const void *data, size_t len) {
    size_t n = len + 2;
    buf_add(b, (unsigned char[]){0xff, (unsigned char)marker, (unsigned char)(n >> 8), (unsigned char)n}, 4);
    buf_add(b, data, len);
}

static void begin(struct buf *b) {
    buf_init(b, 1 << 20);
    buf_add(b, "\xff\xd8", 2);
}

static void frame(struct buf *b, int width, int height) {
    unsigned char sof[] = {8, (unsigned char)(height >> 8), (unsigned char)height, (unsigned char)(width >> 8),
                           (unsigned char)width, 1, 1, 0x11, 0};
    add(b, 0xc0, sof, sizeof sof);
}

static void picture(struct buf *b) {
    frame(b, 40, 30);
    add(b, 0xda, "\1\1\0\0\77\0", 6);
    buf_add(b, "data\xff\0\xff\xd3more\xff\xd9", 14);
}

static enum err clean(struct buf *b, struct media *m) {
    enum err err = media_clean((unsigned char *)b->data, b->len, m);
    if (!err)
        b->len = m->len;
    return err;
}

static bool holds(const struct buf *b, const char *bytes, size_t len) { return memmem(b->data, b->len, bytes, len) != NULL; }

static const char gps[] = "Exif\0\0II*\0\10\0\0\0\2\0\x12\1\3\0\1\0\0\0\6\0\0\0\x25\x88\4\0\1\0\0\0\x30\0\0\0\0\0\0\0"
                          "51.5 N 0.1 W and what the camera is called";

static void jpeg_loses_the_place_and_keeps_the_turn(void **state) {
    struct buf b;
    struct media m;
    begin(&b);
    add(&b, 0xe0, "JFIF\0\1\2\0\0\1\0\1\1\1THUMB", 19);
    add(&b, 0xe1, gps, sizeof gps - 1);
    add(&b, 0xe1, gps, sizeof gps - 1); // a second one goes, too
    add(&b, 0xe1, "http://ns.adobe.com/xap/1.0/\0<x>home</x>", 40);
    add(&b, 0xe2, "ICC_PROFILE\0\1\1colour", 20);
    add(&b, 0xe2, "MPF\0second picture", 18);
    add(&b, 0xed, "Photoshop 3.0\0caption", 21);
    add(&b, 0xee, "Adobe\0d\0\0\0\0\1extra", 17);
    add(&b, 0xfe, "a comment", 9);
    picture(&b);
    buf_text_add(&b, "a film behind the end");
    assert_int_equal(clean(&b, &m), ERR_NONE);
    assert_int_equal(m.kind, MEDIA_JPEG);
    assert_true(m.width == 40 && m.height == 30);
    static const char *const gone[] = {"51.5", "camera", "home", "second", "caption", "extra", "comment", "film", "THUMB"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_false(holds(&b, gone[i], strlen(gone[i])));
    assert_true(holds(&b, "ICC_PROFILE\0\1\1colour", 20));
    assert_true(holds(&b, "Adobe\0d", 7));
    assert_true(holds(&b, "data\xff\0\xff\xd3more\xff\xd9", 14));
    assert_true(holds(&b, "Exif\0\0MM\0*\0\0\0\10\0\1\1\x12\0\3\0\0\0\1\0\6", 26));
    buf_finish(&b);
}

static void jpeg_upright_needs_no_note(void **state) {
    struct buf b;
    struct media m;
    char upright[sizeof gps];
    memcpy(upright, gps, sizeof gps);
    upright[24] = 1;
    begin(&b);
    add(&b, 0xe1, upright, sizeof gps - 1);
    picture(&b);
    assert_int_equal(clean(&b, &m), ERR_NONE);
    assert_false(holds(&b, "Exif", 4));
    buf_finish(&b);
}

// Whatever the offsets in an Exif block say, nothing outside of it is read.
static void jpeg_exif_that_lies_is_dropped(void **state) {
    for (size_t at = 6; at < 30; at++)
        for (int value = 0; value < 256; value += 51) {
            struct buf b;
            struct media m;
            char wrong[sizeof gps];
            memcpy(wrong, gps, sizeof gps);
            wrong[at] = (char)value;
            begin(&b);
            add(&b, 0xe1, wrong, 30);
            picture(&b);
            assert_int_equal(clean(&b, &m), ERR_NONE);
            buf_finish(&b);
        }
}

static void jpeg_every_cut_is_refused(void **state) {
    struct buf b;
    begin(&b);
    add(&b, 0xe1, gps, sizeof gps - 1);
    add(&b, 0xdb, "0123456789", 10);
    picture(&b);
    for (size_t len = 3; len < b.len; len++) {
        struct media m;
        char *cut = mem_alloc(len);
        assert_non_null(cut);
        memcpy(cut, b.data, len);
        assert_int_equal(media_clean((unsigned char *)cut, len, &m), ERR_SYNTAX);
        mem_free(cut);
    }
    buf_finish(&b);
}

static void jpeg_bombs_are_refused(void **state) {
    static const int sizes[][2] = {{16385, 1}, {1, 16385}, {16000, 16000}};
    struct media m;
    struct buf b;
    for (size_t i = 0; i < 3; i++) {
        begin(&b);
        frame(&b, sizes[i][0], sizes[i][1]);
        buf_add(&b, "\xff\xd9", 2);
        assert_int_equal(clean(&b, &m), ERR_LIMIT);
        buf_finish(&b);
    }
    begin(&b); // many scans: each costs the decoder a whole picture
    frame(&b, 4000, 4000);
    for (int i = 0; i <= MEDIA_SCANS_MAX; i++)
        add(&b, 0xda, "\1\1\0\0\77\0", 6);
    buf_add(&b, "\xff\xd9", 2);
    assert_int_equal(clean(&b, &m), ERR_LIMIT);
    buf_finish(&b);
    begin(&b); // two frames
    frame(&b, 4, 4);
    frame(&b, 8, 8);
    assert_int_equal(clean(&b, &m), ERR_SYNTAX);
    buf_finish(&b);
}

// ---- Kinds ----

static void kinds_by_content(void **state) {
    static const struct { const char *bytes; size_t len; enum media_kind kind; } rows[] = {
        {"\xff\xd8\xff\xe0", 4, MEDIA_JPEG}, {"\x89PNG\r\n\x1a\n", 8, MEDIA_PNG}, {"%PDF-1.4", 8, MEDIA_PDF},
        {"%PDF-9.4", 8, MEDIA_OTHER}, {"PK\3\4", 4, MEDIA_ZIP}, {"<svg", 4, MEDIA_MARKUP}, {" \n\t<html", 8, MEDIA_MARKUP},
        {"\xef\xbb\xbf<?xml", 8, MEDIA_MARKUP}, {"\0\0\0\x18" "ftypheic", 12, MEDIA_HEIC}, {"", 0, MEDIA_OTHER},
        {"GIF89a", 6, MEDIA_OTHER}, {"RIFF....WEBP", 12, MEDIA_OTHER}, {"\0%PDF-1.4", 9, MEDIA_OTHER}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(media_sniff((struct str){rows[i].bytes, rows[i].len}), rows[i].kind);
    assert_int_equal(media_of_type("IMAGE/PNG"), MEDIA_PNG);
    assert_int_equal(media_of_type("image/svg+xml"), MEDIA_OTHER);
    assert_null(media_type(MEDIA_ZIP));
}

static void only_what_was_asked_for(void **state) {
    struct media m;
    enum upload_refusal why;
    unsigned char pdf[] = "%PDF-1.7\n%%EOF";
    assert_true(upload_inspect(pdf, sizeof pdf - 1, 1u << MEDIA_PDF, &m, &why));
    assert_false(upload_inspect(pdf, sizeof pdf - 1, 1u << MEDIA_JPEG | 1u << MEDIA_PNG, &m, &why));
    assert_int_equal(why, REFUSED_TYPE);
}

// ---- Names ----

static void names_are_harmless(void **state) {
    static const char *const rows[][2] = {
        {"lamp.jpeg", "lamp.jpg"}, {"../../etc/passwd", "passwd.jpg"}, {"C:\\Users\\me\\photo.JPG", "photo.jpg"},
        {"..", "file.jpg"}, {"", "file.jpg"}, {".htaccess", "htaccess.jpg"}, {"\xe2\x80\xaegpj.exe", "gpj.jpg"},
        {"a\nb\r\tc\x7f.png", "abc.jpg"}, {"x.php.jpg", "x.php.jpg"}, {"밀 길 사진.png", "밀 길 사진.jpg"}, {"a<b>|\"c\".pdf", "a_b___c_.jpg"},
        {"-rf", "rf.jpg"}, {"name.", "name.jpg"}, {"no extension here", "no extension here.jpg"}, {"v1.0 of the plan.pdf", "v1.0 of the plan.jpg"}};
    struct arena a;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(file_name_clean(&a, rows[i][0], ".jpg"), rows[i][1]);
    char longest[1000];
    memset(longest, 'x', sizeof longest);
    longest[999] = 0;
    memcpy(longest + 113, "\xed\x95\x9c", 3); // does not fit whole
    assert_int_equal(strlen(file_name_clean(&a, longest, ".jpg")), 113 + 3 + 4);
    memcpy(longest + 114, "\xed\x95\x9c", 3);
    longest[113] = 'x';
    assert_int_equal(strlen(file_name_clean(&a, longest, ".jpg")), 114 + 4);
    arena_finish(&a);
}

// ---- tus and multipart ----

static void metadata(void **state) {
    static const struct { const char *header; enum err err; } rows[] = {
        {"", ERR_NONE}, {"filename bGFtcC5qcGc=,private", ERR_NONE}, {"filename bGFtcC5qcGc", ERR_NONE}, {"a,a", ERR_DUPLICATE},
        {"a !", ERR_SYNTAX}, {"a /w==", ERR_SYNTAX}, {"a AA==", ERR_SYNTAX}, {"a YQ==,", ERR_NONE}, {",", ERR_SYNTAX}, {"a YQ=Q", ERR_SYNTAX},
        {"a A", ERR_SYNTAX}, {"a,b,c,d,e,f,g,h,i,j,k,l,m", ERR_LIMIT}};
    struct arena a;
    struct tus_metadata m;
    arena_init(&a, 1 << 20);
    assert_int_equal(tus_metadata_read(&a, NULL, &m), ERR_NONE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(tus_metadata_read(&a, rows[i].header, &m), rows[i].err);
    assert_int_equal(tus_metadata_read(&a, "filename bGFtcC5qcGc=, tv w6k=,private", &m), ERR_NONE);
    assert_string_equal(tus_metadata_get(&m, "filename"), "lamp.jpg");
    assert_string_equal(tus_metadata_get(&m, "tv"), "é");
    assert_string_equal(tus_metadata_get(&m, "private"), "");
    assert_null(tus_metadata_get(&m, "other"));
    arena_finish(&a);
}

static const char form[] = "--x y\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nabc\r\n--x y\r\n"
                           "content-disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\".jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
                           "\xff\xd8\r\n--x\r\n--x y--\r\n";

static void forms(void **state) {
    static const struct { const char *type, *body; enum err err; } rows[] = {
        {"multipart/form-data; boundary=\"xy\"", "--xy--", ERR_NONE}, {"multipart/form-data", "--xy--", ERR_SYNTAX},
        {"text/plain; boundary=xy", "--xy--", ERR_UNSUPPORTED}, {NULL, "", ERR_UNSUPPORTED}, {"multipart/form-data; boundary=", "----", ERR_SYNTAX},
        {"multipart/form-data; boundary=xy", "--zz--", ERR_SYNTAX}, {"multipart/form-data; boundary=xy", "--xy\r\n", ERR_SYNTAX},
        {"multipart/form-data; boundary=xy", "--xy\r\nA: b\r\n\r\nc\r\n--xy--", ERR_SYNTAX},
        {"multipart/form-data; boundary=xy", "--xy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end", ERR_SYNTAX}};
    struct arena a;
    struct multipart m;
    arena_init(&a, 1 << 20);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(multipart_read(&a, rows[i].type, str_of(rows[i].body), &m), rows[i].err);
    assert_int_equal(multipart_read(&a, "multipart/form-data; boundary=\"x=y\"", STR("--x=y--"), &m), ERR_NONE);
    struct buf b;
    buf_init(&b, 1 << 16);
    for (int i = 0; i < 40; i++)
        buf_text_add(&b, "--q\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n");
    assert_int_equal(multipart_read(&a, "multipart/form-data; boundary=q", (struct str){b.data, b.len}, &m), ERR_LIMIT);
    buf_finish(&b);
    arena_finish(&a);
}

static void without_memory(void **state) {
    bool done = false;
    char body[sizeof form];
    memcpy(body, form, sizeof form);
    for (char *p = body; (p = strstr(p, "x y")); p += 3)
        p[1] = '-'; // a boundary has no space
    for (long n = 0; !done; n++) {
        struct arena a;
        struct multipart m;
        struct tus_metadata t;
        arena_init(&a, 1 << 20);
        mem_fail_after(n);
        enum err one = multipart_read(&a, "multipart/form-data; boundary=x-y", (struct str){body, sizeof body - 1}, &m);
        enum err two = tus_metadata_read(&a, "filename bGFtcC5qcGc=", &t);
        const char *name = file_name_clean(&a, "lamp.jpg", ".jpg");
        mem_fail_after(-1);
        done = !one && !two && name;
        assert_true(!one || one == ERR_MEMORY);
        assert_true(!two || two == ERR_MEMORY);
        if (!one) {
            assert_int_equal(m.count, 2);
            assert_string_equal(multipart_text(&m, &a, "csrf"), "abc");
            assert_string_equal(m.parts[1].file, "a \"b\".jpg");
            assert_int_equal(m.parts[1].bytes.len, 7); // a shorter look-alike of the boundary is content
        }
        arena_finish(&a);
        assert_true(n < 100);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jpeg_loses_the_place_and_keeps_the_turn), cmocka_unit_test(jpeg_upright_needs_no_note),
        cmocka_unit_test(jpeg_exif_that_lies_is_dropped), cmocka_unit_test(jpeg_every_cut_is_refused),
        cmocka_unit_test(jpeg_bombs_are_refused), cmocka_unit_test(kinds_by_content),
        cmocka_unit_test(only_what_was_asked_for), cmocka_unit_test(names_are_harmless), cmocka_unit_test(metadata),
        cmocka_unit_test(forms), cmocka_unit_test(without_memory)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
