// SPDX-License-Identifier: Apache-2.0
// The asset compiler: `svgc OUT.c ICON.svg... --pictures PICTURE.svg...` writes one C table of all of them (see
// ui/text/picture_data.h), sorted by name. It runs while Tgov is built, on the machine that builds. Exit 1 when a
// file holds something it does not understand, 2 for wrong usage.
#include "tools/svg.h"
#include "ui/text/picture_data.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FILES = 400, MAX_FILE_BYTES = 64 * 1024, NUMBERS_A_LINE = 24 };

bool svg_error(const struct svg *s, const char *fmt, ...) {
    va_list args;
    fprintf(stderr, "svgc: %s:%d: ", s->file, s->line);
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputc('\n', stderr);
    return false;
}

bool svg_step(struct svg *s, int step, const double *values, int count) {
    if (s->step_count + 8 > SVG_MAX_STEPS)
        return svg_error(s, "more than %d numbers", SVG_MAX_STEPS);
    s->steps[s->step_count++] = (int16_t)step;
    for (int i = 0; i < count; i++) {
        bool colour = i == 0 && (step == PEN_FILL || step == PEN_STROKE);
        double v = round(colour ? values[i] : values[i] * s->unit);
        if (!(v >= INT16_MIN && v <= INT16_MAX))
            return svg_error(s, "the coordinate %g is out of range", values[i]);
        s->steps[s->step_count++] = (int16_t)v;
    }
    return true;
}

// "assets/icons/lamp.svg" -> "lamp"
static bool name_of(const char *path, char *out, size_t room) {
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path, *dot = strrchr(base, '.');
    size_t n = dot && !strcmp(dot, ".svg") ? (size_t)(dot - base) : 0;
    if (!n || n >= room || strspn(base, "abcdefghijklmnopqrstuvwxyz0123456789-") < n)
        return false;
    memcpy(out, base, n);
    out[n] = 0;
    return true;
}

static int by_name(const void *a, const void *b) {
    char x[64], y[64];
    bool named = name_of(*(const char *const *)a, x, sizeof x) && name_of(*(const char *const *)b, y, sizeof y);
    return named ? strcmp(x, y) : 0;
}

static bool load(struct svg *s, char *text, size_t room) {
    FILE *in = fopen(s->file, "rb");
    size_t n = in ? fread(text, 1, room - 1, in) : 0;
    bool whole = in && !ferror(in) && n < room - 1;
    if (in)
        fclose(in);
    text[n] = 0;
    return whole || svg_error(s, "cannot be read, or is larger than %d bytes", MAX_FILE_BYTES);
}

static bool compile_file(FILE *out, const char *path, bool icon, const char *kind, size_t index) {
    struct svg s = {.file = path, .icon = icon};
    char text[MAX_FILE_BYTES];
    if (!load(&s, text, sizeof text) || !svg_read(&s, text))
        return false;
    fprintf(out, "static const int16_t %s_steps_%zu[] = {", kind, index);
    for (size_t i = 0; i < s.step_count; i++)
        fprintf(out, "%s%d,", i % NUMBERS_A_LINE ? "" : "\n    ", s.steps[i]);
    fprintf(out, "\n};\n");
    if (!icon) {
        fprintf(out, "static const struct picture_colour %s_colours_%zu[] = {", kind, index);
        for (size_t i = 0; i < s.colour_count; i++)
            fprintf(out, "{0x%06X, %d}, ", (unsigned)s.colours[i].rgb, s.colours[i].role);
        fprintf(out, "};\n");
    }
    fprintf(out, "enum { %s_w_%zu = %d, %s_h_%zu = %d, %s_unit_%zu = %d };\n", kind, index, (int)s.w, kind, index, (int)s.h,
            kind, index, s.unit);
    return true;
}

static bool compile_all(FILE *out, char **files, size_t count, bool icons) {
    const char *kind = icons ? "icon" : "picture";
    char name[64], last[64] = "";
    qsort(files, count, sizeof *files, by_name);
    for (size_t i = 0; i < count; i++)
        if (!compile_file(out, files[i], icons, kind, i))
            return false;
    fprintf(out, "const struct picture_data picture_table_%ss[] = {\n", kind);
    for (size_t i = 0; i < count; i++) {
        if (!name_of(files[i], name, sizeof name) || !strcmp(name, last)) {
            fprintf(stderr, "svgc: %s: a name is lower-case letters, digits and '-', ends with .svg, and is used once\n",
                    files[i]);
            return false;
        }
        fprintf(out, "    {\"%s\", %s_w_%zu, %s_h_%zu, %s_unit_%zu, %s_steps_%zu, ", name, kind, i, kind, i, kind, i, kind,
                i);
        if (icons)
            fprintf(out, "NULL},\n");
        else
            fprintf(out, "picture_colours_%zu},\n", i);
        memcpy(last, name, sizeof last);
    }
    fprintf(out, "    {NULL, 0, 0, 0, NULL, NULL},\n};\nconst size_t picture_table_%s_count = %zu;\n\n", kind, count);
    return true;
}

int main(int argc, char **argv) {
    int split = 2;
    while (split < argc && strcmp(argv[split], "--pictures"))
        split++;
    if (argc < 4 || split == argc || argc > MAX_FILES) {
        fprintf(stderr, "usage: svgc OUT.c ICON.svg... --pictures PICTURE.svg...\n");
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    fprintf(out, "// Made by tools/svgc.c from assets/; not edited by hand.\n#include \"ui/text/picture_data.h\"\n\n");
    bool ok = compile_all(out, argv + 2, (size_t)(split - 2), true) &&
              compile_all(out, argv + split + 1, (size_t)(argc - split - 1), false);
    if (fclose(out))
        ok = false;
    if (!ok)
        (void)remove(argv[1]); // a half-written table must not be compiled by the next run
    return ok ? 0 : 1;
}
