// SPDX-License-Identifier: Apache-2.0
// Opens fonts when they are needed and decides which one draws a character.
#include "ui/text/face.h"
#include "base/str.h"
#include "base/err.h"
#include <fcntl.h>
#include <hb-ot.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include FT_MULTIPLE_MASTERS_H

enum { LIST_ARENA = 256 * 1024, MAX_FONT_BYTES = 256 * 1024 * 1024, MAX_AXES = 16, REGULAR = 400, BOLD = 700 };

// A font is mapped, not read: only the pages that are looked at take memory, and every process shares them.
static bool map_file(const char *path, void **bytes, size_t *size) {
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    void *p = MAP_FAILED;
    if (!fstat(fd, &st) && st.st_size > 0 && st.st_size <= MAX_FONT_BYTES)
        p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    close(fd);
    if (p == MAP_FAILED)
        return false;
    *bytes = p;
    *size = (size_t)st.st_size;
    return true;
}

static void close_face(struct face_set *s, struct face *f) {
    if (f->state == FACE_OPEN)
        s->open--;
    if (f->pixels)
        FT_Done_Face(f->pixels);
    hb_font_destroy(f->shaper);
    if (f->bytes)
        munmap(f->bytes, f->size);
    *f = (struct face){0};
}

static bool open_shaper(struct face *f, bool bold) {
    hb_blob_t *blob = hb_blob_create(f->bytes, (unsigned)f->size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    bool ok = (unsigned)f->index < hb_face_count(blob);
    hb_face_t *face = ok ? hb_face_create(blob, (unsigned)f->index) : NULL;
    hb_blob_destroy(blob);
    if (!face)
        return false;
    f->upem = hb_face_get_upem(face);
    f->shaper = hb_font_create(face);
    hb_face_destroy(face);
    hb_font_set_scale(f->shaper, (int)f->upem, (int)f->upem);
    if (hb_ot_var_has_data(face)) {
        hb_variation_t weight = {HB_TAG('w', 'g', 'h', 't'), bold ? BOLD : REGULAR};
        hb_font_set_variations(f->shaper, &weight, 1);
    }
    return f->upem > 0 && hb_face_get_glyph_count(face) > 0;
}

static bool is_of(const struct face_set *s, size_t row, hb_script_t script) {
    for (size_t k = 0; k < s->list.rows[row].script_count; k++)
        if (s->scripts[row][k] == script)
            return true;
    return false;
}

static bool open_face(struct face_set *s, int row, bool bold) {
    struct face *f = &s->faces[row * 2 + bold];
    char path[512];
    if (f->state != FACE_CLOSED)
        return f->state == FACE_OPEN;
    f->index = fontlist_index(&s->list.rows[row], s->language);
    if (!fontlist_find(&s->list, &s->list.rows[row], bold, s->folder, path, sizeof path) ||
        !map_file(path, &f->bytes, &f->size) || !open_shaper(f, bold)) {
        close_face(s, f);
        f->state = FACE_ABSENT;
        return false;
    }
    f->square = is_of(s, (size_t)row, HB_SCRIPT_HAN) || is_of(s, (size_t)row, HB_SCRIPT_HANGUL);
    f->state = FACE_OPEN;
    s->open++;
    s->opened++;
    return true;
}

enum err face_set_init(struct face_set *s, const char *list_path, const char *folder, struct fault *f) {
    *s = (struct face_set){0};
    arena_init(&s->arena, LIST_ARENA);
    enum err e = fontlist_read(&s->arena, list_path, &s->list, f);
    if (e)
        return e;
    s->folder = folder ? arena_string(&s->arena, folder) : NULL;
    if (folder && !s->folder)
        return fault_set(f, ERR_MEMORY, list_path, "no memory");
    for (size_t i = 0; i < s->list.row_count; i++)
        for (size_t k = 0; k < s->list.rows[i].script_count; k++)
            s->scripts[i][k] = hb_script_from_string(s->list.rows[i].scripts[k], -1);
    if (FT_Init_FreeType(&s->library))
        return fault_set(f, ERR_MEMORY, "freetype", "cannot start");
    if (!face_get(s, 0, false))
        return fault_set(f, ERR_NOT_FOUND, list_path, "no file of the first face, \"%s\", can be opened",
                         s->list.rows[0].name);
    return ERR_NONE;
}

void face_set_finish(struct face_set *s) {
    for (int i = 0; i < FACE_MAX; i++)
        close_face(s, &s->faces[i]);
    if (s->library)
        FT_Done_FreeType(s->library);
    s->library = NULL;
    arena_finish(&s->arena);
}

void face_set_language(struct face_set *s, const char *language) {
    (void)text_copy(s->language, sizeof s->language, language);
    memset(s->memo, 0, sizeof s->memo);
    for (size_t i = 0; i < s->list.row_count; i++)
        for (int bold = 0; bold < 2; bold++) {
            struct face *f = &s->faces[i * 2 + (size_t)bold];
            if (f->state == FACE_OPEN && f->index != fontlist_index(&s->list.rows[i], language))
                close_face(s, f);
        }
}

struct face *face_get(struct face_set *s, int row, bool bold) {
    if (open_face(s, row, bold))
        return &s->faces[row * 2 + bold];
    if (open_face(s, row, !bold))
        return &s->faces[row * 2 + !bold];
    return NULL;
}

void face_set_rest(struct face_set *s) {
    if (s->opened == s->rested)
        return;
    s->rested = s->opened;
    for (int i = 0; i < FACE_MAX; i++)
        if (s->faces[i].state == FACE_OPEN)
            (void)madvise(s->faces[i].bytes, s->faces[i].size, MADV_DONTNEED); // a wish: nothing depends on it
}

bool face_has(struct face_set *s, int row, uint32_t code) {
    hb_codepoint_t glyph;
    struct face *f = face_get(s, row, false);
    return f && hb_font_get_nominal_glyph(f->shaper, code, &glyph) && glyph;
}

// The first face, then those made for the script, then any: so an Arabic digit does not open every font on the way.
static int search(struct face_set *s, uint32_t code, hb_script_t script) {
    if (face_has(s, 0, code))
        return 0;
    for (size_t i = 1; i < s->list.row_count; i++)
        if (is_of(s, i, script) && face_has(s, (int)i, code))
            return (int)i;
    for (size_t i = 1; i < s->list.row_count; i++)
        if (!is_of(s, i, script) && face_has(s, (int)i, code))
            return (int)i;
    return -1;
}

int face_row_for(struct face_set *s, uint32_t code, hb_script_t script) {
    struct face_memo *m = &s->memo[(code ^ (uint32_t)script * 31) % FACE_MEMO];
    if (!m->script || m->code != code || m->script != (uint32_t)script)
        *m = (struct face_memo){code, (uint32_t)script, (int16_t)search(s, code, script)};
    return m->row;
}

static bool set_weight(struct face_set *s, FT_Face pixels, bool bold) {
    FT_MM_Var *axes = NULL;
    FT_Fixed at[MAX_AXES];
    if (!FT_HAS_MULTIPLE_MASTERS(pixels))
        return true;
    if (FT_Get_MM_Var(pixels, &axes))
        return false;
    unsigned count = axes->num_axis < MAX_AXES ? axes->num_axis : MAX_AXES;
    for (unsigned i = 0; i < count; i++)
        at[i] = axes->axis[i].tag == FT_MAKE_TAG('w', 'g', 'h', 't') ? (bold ? BOLD : REGULAR) * 65536L : axes->axis[i].def;
    bool ok = !FT_Set_Var_Design_Coordinates(pixels, count, at);
    FT_Done_MM_Var(s->library, axes);
    return ok;
}

FT_Face face_pixels(struct face_set *s, struct face *f, int size_px) {
    if (!f->pixels) {
        FT_Face opened;
        if (FT_New_Memory_Face(s->library, f->bytes, (FT_Long)f->size, f->index, &opened))
            return NULL;
        if (!set_weight(s, opened, face_number(s, f) & 1)) {
            FT_Done_Face(opened);
            return NULL;
        }
        f->pixels = opened;
        s->opened++;
    }
    if (f->pixels_size != size_px) {
        f->pixels_size = 0;
        bool painted = !FT_IS_SCALABLE(f->pixels) && FT_HAS_FIXED_SIZES(f->pixels); // emoji: one picture a glyph, scaled later
        if (painted ? FT_Select_Size(f->pixels, 0) : FT_Set_Pixel_Sizes(f->pixels, 0, (FT_UInt)size_px))
            return NULL;
        f->pixels_size = size_px;
    }
    return f->pixels;
}
