// SPDX-License-Identifier: Apache-2.0
// Tags and attributes, inherited colours, and the basic shapes.
#include "tools/svg.h"
#include "ui/text/picture_data.h"
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---- Tags ----

static char *skip_space(struct svg *s, char *at) {
    for (; isspace((unsigned char)*at); at++)
        s->line += *at == '\n';
    return at;
}

static char *skip_to(struct svg *s, char *at, const char *end) {
    for (; *at && strncmp(at, end, strlen(end)); at++)
        s->line += *at == '\n';
    return *at ? at + strlen(end) : at;
}

static bool is_name(char c) { return isalnum((unsigned char)c) || c == '-' || c == ':' || c == '_'; }

// name="value"; both are terminated in place.
static bool read_attribute(struct svg *s, char **at, struct svg_attribute *out) {
    char *c = *at, *name = c;
    while (is_name(*c))
        c++;
    char *end = c;
    if (end == name || c[0] != '=' || (c[1] != '"' && c[1] != '\''))
        return svg_error(s, "an attribute is expected at \"%.12s\"", name);
    char quote = c[1], *value = c + 2;
    for (c = value; *c && *c != quote; c++)
        if (*c == '&' || *c == '<')
            return svg_error(s, "entities are not supported");
    if (!*c)
        return svg_error(s, "the value of an attribute does not end");
    *end = *c = 0;
    *out = (struct svg_attribute){name, value};
    *at = c + 1;
    return true;
}

bool svg_next_tag(struct svg *s, char **at, struct svg_element *out, bool *closing, bool *done) {
    char *c = skip_space(s, *at);
    while (!strncmp(c, "<!--", 4) || !strncmp(c, "<?", 2))
        c = skip_space(s, skip_to(s, c, c[1] == '?' ? "?>" : "-->"));
    *done = !*c;
    *closing = *c == '<' && c[1] == '/';
    *out = (struct svg_element){0};
    if (*done)
        return true;
    if (*c != '<')
        return svg_error(s, "text is not supported: \"%.12s\"", c);
    out->name = c += 1 + *closing;
    while (is_name(*c))
        c++;
    char *end = c, stop;
    for (c = skip_space(s, c); *c && *c != '>' && *c != '/'; c = skip_space(s, c)) {
        if (out->count == SVG_MAX_ATTRIBUTES)
            return svg_error(s, "too many attributes");
        if (!read_attribute(s, &c, &out->attributes[out->count++]))
            return false;
    }
    stop = *c;
    out->empty = stop == '/' && c[1] == '>';
    if (stop != '>' && !out->empty)
        return svg_error(s, "the tag does not end");
    *end = 0;
    *at = c + 1 + out->empty;
    return true;
}

const char *svg_attribute(const struct svg_element *e, const char *name) {
    for (size_t i = 0; i < e->count; i++)
        if (!strcmp(e->attributes[i].name, name))
            return e->attributes[i].value;
    return NULL;
}

bool svg_number(struct svg *s, const struct svg_element *e, const char *name, double fallback, double *out) {
    const char *text = svg_attribute(e, name);
    char *end;
    *out = fallback;
    if (!text)
        return true;
    *out = strtod(text, &end);
    if (end == text || *end || !isfinite(*out))
        return svg_error(s, "%s=\"%s\" is not a plain number", name, text);
    return true;
}

// ---- Shapes ----

static bool polygon(struct svg *s, const struct svg_element *e, bool close) {
    const char *points = svg_attribute(e, "points");
    char path[4096];
    int n = snprintf(path, sizeof path, "M%s%s", points ? points : "", close ? "Z" : "");
    if (n < 0 || (size_t)n >= sizeof path)
        return svg_error(s, "too many points");
    return svg_path(s, path);
}

static bool ellipse(struct svg *s, double cx, double cy, double rx, double ry) {
    char path[256];
    (void)snprintf(path, sizeof path, "M%.6f %.6fA%.6f %.6f 0 0 1 %.6f %.6fA%.6f %.6f 0 0 1 %.6f %.6fZ", cx - rx, cy, rx,
                   ry, cx + rx, cy, rx, ry, cx - rx, cy);
    return svg_path(s, path);
}

static bool rect(struct svg *s, const struct svg_element *e) {
    double x, y, w, h, rx, ry;
    char d[512];
    if (!svg_number(s, e, "x", 0, &x) || !svg_number(s, e, "y", 0, &y) || !svg_number(s, e, "width", 0, &w) ||
        !svg_number(s, e, "height", 0, &h) || !svg_number(s, e, "ry", 0, &ry) || !svg_number(s, e, "rx", ry, &rx))
        return false;
    ry = svg_attribute(e, "ry") ? ry : rx;
    rx = fmin(rx, w / 2), ry = fmin(ry, h / 2);
    if (rx <= 0 || ry <= 0)
        (void)snprintf(d, sizeof d, "M%.6f %.6fH%.6fV%.6fH%.6fZ", x, y, x + w, y + h, x);
    else
        (void)snprintf(d, sizeof d,
                       "M%.6f %.6fH%.6fa%.6f %.6f 0 0 1 %.6f %.6fV%.6fa%.6f %.6f 0 0 1 %.6f %.6fH%.6fa%.6f %.6f 0 0 1 "
                       "%.6f %.6fV%.6fa%.6f %.6f 0 0 1 %.6f %.6fZ",
                       x + rx, y, x + w - rx, rx, ry, rx, ry, y + h - ry, rx, ry, -rx, ry, x + rx, rx, ry, -rx, -ry,
                       y + ry, rx, ry, rx, -ry);
    return svg_path(s, d);
}

bool svg_shape(struct svg *s, const struct svg_element *e) {
    double cx, cy, r, ry;
    char d[256];
    if (!strcmp(e->name, "path"))
        return svg_path(s, svg_attribute(e, "d") ? svg_attribute(e, "d") : "");
    if (!strcmp(e->name, "rect"))
        return rect(s, e);
    if (!strcmp(e->name, "polyline") || !strcmp(e->name, "polygon"))
        return polygon(s, e, e->name[4] == 'g');
    if (!strcmp(e->name, "line")) {
        if (!svg_number(s, e, "x1", 0, &cx) || !svg_number(s, e, "y1", 0, &cy) || !svg_number(s, e, "x2", 0, &r) ||
            !svg_number(s, e, "y2", 0, &ry))
            return false;
        (void)snprintf(d, sizeof d, "M%.6f %.6fL%.6f %.6f", cx, cy, r, ry);
        return svg_path(s, d);
    }
    bool circle = !strcmp(e->name, "circle");
    if (!circle && strcmp(e->name, "ellipse"))
        return svg_error(s, "<%s> is not supported", e->name);
    if (!svg_number(s, e, "cx", 0, &cx) || !svg_number(s, e, "cy", 0, &cy) ||
        !svg_number(s, e, circle ? "r" : "rx", 0, &r) || !svg_number(s, e, circle ? "r" : "ry", 0, &ry))
        return false;
    return ellipse(s, cx, cy, r, ry);
}

// ---- Colours, and the whole file ----

struct style {
    int fill, stroke; // SVG_NO_PAINT, or an index of svg.colours
    double width;
};

static bool paint(struct svg *s, const char *text, const char *role, int *out) {
    static const char *const roles[] = {"", "seal", "on-seal"}; // enum picture_role
    struct svg_colour c = {0};
    if (!strcmp(text, "none")) {
        *out = SVG_NO_PAINT;
        return true;
    }
    if (!strcmp(text, "currentColor")) {
        *out = SVG_CURRENT_COLOUR;
        return s->icon || svg_error(s, "a picture needs colours of its own, not currentColor");
    }
    char *end;
    c.rgb = (uint32_t)strtoul(text[0] ? text + 1 : text, &end, 16);
    if (text[0] != '#' || strlen(text) != 7 || *end)
        return svg_error(s, "colour \"%s\" is not #RRGGBB", text);
    if (s->icon)
        return svg_error(s, "an icon has no colour of its own, only currentColor");
    for (int i = 1; role && i < 3; i++)
        c.role = !strcmp(role, roles[i]) ? i : c.role;
    if (role && !c.role)
        return svg_error(s, "unknown data-role \"%s\"", role);
    for (size_t i = 0; i < s->colour_count; i++)
        if (s->colours[i].rgb == c.rgb && s->colours[i].role == c.role) {
            *out = (int)i;
            return true;
        }
    if (s->colour_count == SVG_MAX_COLOURS)
        return svg_error(s, "more than %d colours", SVG_MAX_COLOURS);
    s->colours[s->colour_count] = c;
    *out = (int)s->colour_count++;
    return true;
}

static bool known(struct svg *s, const struct svg_element *e) {
    static const char *const names[] = {"xmlns", "width", "height", "viewBox", "x", "y", "rx", "ry", "cx", "cy", "r",
        "x1", "y1", "x2", "y2", "d", "points", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
        "data-role"};
    for (size_t i = 0; i < e->count; i++) {
        const struct svg_attribute *a = &e->attributes[i];
        size_t k = 0;
        while (k < sizeof names / sizeof *names && strcmp(names[k], a->name))
            k++;
        if (k == sizeof names / sizeof *names)
            return svg_error(s, "the attribute %s is not supported", a->name);
        if (!strncmp(a->name, "stroke-line", 11) && strcmp(a->value, "round"))
            return svg_error(s, "%s is always round here", a->name);
    }
    return true;
}

static bool inherit(struct svg *s, const struct svg_element *e, struct style *style) {
    const char *fill = svg_attribute(e, "fill"), *stroke = svg_attribute(e, "stroke");
    const char *role = svg_attribute(e, "data-role");
    if (role && !fill)
        return svg_error(s, "data-role needs a fill beside it");
    return (!fill || paint(s, fill, role, &style->fill)) && (!stroke || paint(s, stroke, NULL, &style->stroke)) &&
           svg_number(s, e, "stroke-width", style->width, &style->width);
}

static bool shape_with(struct svg *s, const struct svg_element *e, const struct style *style) {
    if (!svg_shape(s, e))
        return false;
    if (style->fill == SVG_NO_PAINT && style->stroke == SVG_NO_PAINT)
        return svg_error(s, "<%s> has neither fill nor stroke", e->name);
    if (style->fill != SVG_NO_PAINT && !svg_step(s, PEN_FILL, (double[]){style->fill}, 1))
        return false;
    return style->stroke == SVG_NO_PAINT || svg_step(s, PEN_STROKE, (double[]){style->stroke, style->width}, 2);
}

static bool view_box(struct svg *s, const struct svg_element *e) {
    const char *text = svg_attribute(e, "viewBox");
    double x, y;
    char rest;
    if (strcmp(e->name, "svg") || !text || sscanf(text, "%lf %lf %lf %lf%c", &x, &y, &s->w, &s->h, &rest) != 4 || x != 0 ||
        y != 0 || s->w < 1 || s->h < 1 || s->w > 2000 || s->h > 2000)
        return svg_error(s, "the file starts with <svg viewBox=\"0 0 W H\">, at most 2000 px");
    s->unit = s->w > 480 || s->h > 480 ? 16 : 64;
    return true;
}

bool svg_read(struct svg *s, char *text) {
    struct style stack[SVG_MAX_DEPTH] = {{SVG_NO_PAINT, SVG_NO_PAINT, 1}};
    struct svg_element e;
    int depth = 0;
    bool closing, done, seen = false;
    s->line = 1;
    while (svg_next_tag(s, &text, &e, &closing, &done) && !done) {
        if (closing) {
            if (--depth < 0)
                return svg_error(s, "</%s> closes nothing", e.name);
            continue;
        }
        bool group = !seen || !strcmp(e.name, "g");
        if (depth + 1 >= SVG_MAX_DEPTH)
            return svg_error(s, "deeper than %d", SVG_MAX_DEPTH);
        stack[depth + 1] = stack[depth];
        if ((!seen && !view_box(s, &e)) || !known(s, &e) || !inherit(s, &e, &stack[depth + 1]) ||
            (!group && !shape_with(s, &e, &stack[depth + 1])))
            return false;
        seen = true;
        depth += !e.empty;
    }
    if (!done)
        return false;
    if (depth || !seen)
        return svg_error(s, "the file ends too early");
    return svg_step(s, PEN_END, NULL, 0);
}
