// SPDX-License-Identifier: Apache-2.0
// The part of SVG that our icons and pictures use, for the asset compiler (tools/svgc.c). Whatever is not understood
// is an error that names file and line: a picture must never silently lose a part.
#ifndef TGOV_TOOLS_SVG_H
#define TGOV_TOOLS_SVG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SVG_MAX_STEPS = 32768, SVG_MAX_COLOURS = 16, SVG_MAX_ATTRIBUTES = 24, SVG_MAX_DEPTH = 8 };
enum { SVG_NO_PAINT = -1, SVG_CURRENT_COLOUR = 0 };

struct svg_colour {
    uint32_t rgb;
    int role;
};
struct svg { // one file, compiled
    const char *file;
    int line; // where the parser stands, for messages
    double w, h;
    int unit;
    int16_t steps[SVG_MAX_STEPS];
    size_t step_count;
    struct svg_colour colours[SVG_MAX_COLOURS];
    size_t colour_count;
    bool icon; // only currentColor is allowed
};

struct svg_attribute {
    const char *name, *value; // terminated
};
struct svg_element {
    const char *name;
    struct svg_attribute attributes[SVG_MAX_ATTRIBUTES];
    size_t count;
    bool empty; // ends with "/>"
};

// Prints "svgc: FILE:LINE: ..." and returns false.
bool svg_error(const struct svg *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// Appends one step with its coordinates in px.
bool svg_step(struct svg *s, int step, const double *values, int count);

// The next tag of `*at`, which is cut into pieces in place. *done at the end; *closing for "</name>".
bool svg_next_tag(struct svg *s, char **at, struct svg_element *out, bool *closing, bool *done);
const char *svg_attribute(const struct svg_element *e, const char *name);
// A number, or `fallback` when the attribute is absent.
bool svg_number(struct svg *s, const struct svg_element *e, const char *name, double fallback, double *out);

// A whole file: `text` is modified.
bool svg_read(struct svg *s, char *text);
// Path data (SVG 1.1, 8.3), all commands.
bool svg_path(struct svg *s, const char *d);
// rect, circle, ellipse, line, polyline, polygon, path.
bool svg_shape(struct svg *s, const struct svg_element *e);

#endif
