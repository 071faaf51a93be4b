// SPDX-License-Identifier: Apache-2.0
// Path data to pen steps: everything becomes moves, lines and cubic curves.
#include "tools/svg.h"
#include "ui/text/picture_data.h"
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct point {
    double x, y;
};
struct pen {
    struct svg *svg;
    const char *at;
    struct point now, start, control; // control: the last one of a curve, for S and T
    char last;                        // upper case
};

static void skip(struct pen *p) {
    while (*p->at && (isspace((unsigned char)*p->at) || *p->at == ','))
        p->at++;
}

static bool number(struct pen *p, double *out) {
    skip(p);
    const char *c = p->at + (*p->at == '-' || *p->at == '+');
    if (!isdigit((unsigned char)*c) && !(*c == '.' && isdigit((unsigned char)c[1])))
        return svg_error(p->svg, "a number is missing in the path at \"%.12s\"", p->at);
    char *end;
    *out = strtod(p->at, &end);
    p->at = end;
    return true;
}

static bool flag(struct pen *p, bool *out) {
    skip(p);
    if (*p->at != '0' && *p->at != '1')
        return svg_error(p->svg, "a flag of an arc is 0 or 1, not \"%.12s\"", p->at);
    *out = *p->at++ == '1';
    return true;
}

static bool point(struct pen *p, bool relative, struct point *out) {
    if (!number(p, &out->x) || !number(p, &out->y))
        return false;
    if (relative)
        *out = (struct point){out->x + p->now.x, out->y + p->now.y};
    return true;
}

static bool line_to(struct pen *p, struct point to) {
    p->now = to;
    return svg_step(p->svg, PEN_LINE, (double[]){to.x, to.y}, 2);
}

static bool curve_to(struct pen *p, struct point a, struct point b, struct point to) {
    p->now = to;
    return svg_step(p->svg, PEN_CUBIC, (double[]){a.x, a.y, b.x, b.y, to.x, to.y}, 6);
}

// SVG 1.1, F.6.5: from end points to centre, then one cubic for each quarter turn or less.
static bool arc_to(struct pen *p, double rx, double ry, double degrees, bool large, bool sweep, struct point to) {
    struct point from = p->now;
    rx = fabs(rx), ry = fabs(ry);
    if (rx == 0 || ry == 0 || (from.x == to.x && from.y == to.y))
        return line_to(p, to);
    double phi = degrees * M_PI / 180, c = cos(phi), s = sin(phi), dx = (from.x - to.x) / 2, dy = (from.y - to.y) / 2;
    double x1 = c * dx + s * dy, y1 = c * dy - s * dx;
    double grow = x1 * x1 / (rx * rx) + y1 * y1 / (ry * ry);
    if (grow > 1)
        rx *= sqrt(grow), ry *= sqrt(grow);
    double below = rx * rx * y1 * y1 + ry * ry * x1 * x1;
    double root = sqrt(fmax(0, rx * rx * ry * ry / below - 1)) * (large == sweep ? -1 : 1);
    double cx = root * rx * y1 / ry, cy = -root * ry * x1 / rx;
    double a = atan2((y1 - cy) / ry, (x1 - cx) / rx), turn = atan2((-y1 - cy) / ry, (-x1 - cx) / rx) - a;
    if (sweep && turn < 0)
        turn += 2 * M_PI;
    if (!sweep && turn > 0)
        turn -= 2 * M_PI;
    struct point centre = {c * cx - s * cy + (from.x + to.x) / 2, s * cx + c * cy + (from.y + to.y) / 2};
    int pieces = (int)ceil(fabs(turn) / (M_PI / 2) - 1e-9);
    double step = turn / pieces, k = 4.0 / 3 * tan(step / 4);
    for (int i = 0; i < pieces; i++, a += step) {
        double u[3][2] = {{cos(a) - k * sin(a), sin(a) + k * cos(a)},
                          {cos(a + step) + k * sin(a + step), sin(a + step) - k * cos(a + step)},
                          {cos(a + step), sin(a + step)}};
        struct point q[3];
        for (int n = 0; n < 3; n++)
            q[n] = (struct point){centre.x + c * rx * u[n][0] - s * ry * u[n][1],
                                  centre.y + s * rx * u[n][0] + c * ry * u[n][1]};
        if (!curve_to(p, q[0], q[1], i == pieces - 1 ? to : q[2]))
            return false;
    }
    return true;
}

static struct point mirrored(const struct pen *p, const char *after) {
    if (!p->last || !strchr(after, p->last))
        return p->now;
    return (struct point){2 * p->now.x - p->control.x, 2 * p->now.y - p->control.y};
}

static bool cubic(struct pen *p, char upper, bool relative) {
    struct point a = mirrored(p, "CS"), b, to;
    if ((upper == 'C' && !point(p, relative, &a)) || !point(p, relative, &b) || !point(p, relative, &to))
        return false;
    p->control = b;
    return curve_to(p, a, b, to);
}

static bool quadratic(struct pen *p, char upper, bool relative) {
    struct point q = mirrored(p, "QT"), to, from = p->now;
    if ((upper == 'Q' && !point(p, relative, &q)) || !point(p, relative, &to))
        return false;
    p->control = q;
    return curve_to(p, (struct point){from.x + (q.x - from.x) * 2 / 3, from.y + (q.y - from.y) * 2 / 3},
                    (struct point){to.x + (q.x - to.x) * 2 / 3, to.y + (q.y - to.y) * 2 / 3}, to);
}

static bool arc(struct pen *p, bool relative) {
    double rx, ry, angle;
    bool large = false, sweep = false;
    struct point to;
    return number(p, &rx) && number(p, &ry) && number(p, &angle) && flag(p, &large) && flag(p, &sweep) &&
           point(p, relative, &to) && arc_to(p, rx, ry, angle, large, sweep, to);
}

static bool straight(struct pen *p, char upper, bool relative) {
    struct point to = p->now;
    double v;
    if (upper == 'L')
        return point(p, relative, &to) && line_to(p, to);
    if (!number(p, &v))
        return false;
    if (upper == 'H')
        to.x = relative ? to.x + v : v;
    else
        to.y = relative ? to.y + v : v;
    return line_to(p, to);
}

static bool move(struct pen *p, bool relative) {
    struct point to;
    if (!point(p, relative, &to))
        return false;
    p->start = p->now = to;
    return svg_step(p->svg, PEN_MOVE, (double[]){p->now.x, p->now.y}, 2);
}

static bool command(struct pen *p, char c) {
    char upper = (char)toupper((unsigned char)c);
    bool relative = c != upper, ok = false;
    if (!p->last && upper != 'M')
        return svg_error(p->svg, "a path starts with M, not with '%c'", c);
    switch (upper) {
    case 'M': ok = move(p, relative); break;
    case 'Z':
        p->now = p->start;
        ok = svg_step(p->svg, PEN_CLOSE, NULL, 0);
        break;
    case 'L': case 'H': case 'V': ok = straight(p, upper, relative); break;
    case 'C': case 'S': ok = cubic(p, upper, relative); break;
    case 'Q': case 'T': ok = quadratic(p, upper, relative); break;
    case 'A': ok = arc(p, relative); break;
    default: return svg_error(p->svg, "unknown path command '%c'", c);
    }
    p->last = upper;
    return ok;
}

bool svg_path(struct svg *s, const char *d) {
    struct pen p = {.svg = s, .at = d};
    char c = 0;
    for (skip(&p); *p.at; skip(&p)) {
        if (isalpha((unsigned char)*p.at))
            c = *p.at++;
        else if (c == 'M' || c == 'm') // further pairs behind a move are lines
            c = c == 'M' ? 'L' : 'l';
        else if (!c || c == 'Z' || c == 'z')
            return svg_error(s, "a command is missing in the path at \"%.12s\"", p.at);
        // A path that goes on behind Z without M starts where the last one did.
        if (p.last == 'Z' && c != 'M' && c != 'm' && c != 'Z' && c != 'z' &&
            !svg_step(s, PEN_MOVE, (double[]){p.now.x, p.now.y}, 2))
            return false;
        if (!command(&p, c))
            return false;
    }
    return true;
}
