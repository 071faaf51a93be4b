// SPDX-License-Identifier: Apache-2.0
// Dates of scripts: JavaScript's Date and moment.js become the tgov: operators on times.
#include "contract/logic/translate.h"

static struct ex today(struct translation *t) { return ex_op1(t, "tgov:time", EX_TIME, ex_path(t, 0, "now")); }

static struct ex as_time(struct translation *t, struct ex e) {
    if (e.type == EX_TIME) {
        return e;
    }
    struct ex time = ex_op1(t, "tgov:time", EX_TIME, e);
    time.maybe = e.maybe || !ex_is_constant(&e);
    return time;
}
static struct ex maybe(struct ex e, bool is) {
    e.maybe = is;
    return e;
}

// moment(), moment(x), moment(x, "YYYY-MM-DD"). tgov:time knows the usual formats by itself, the others by their order.
struct ex moment_call(struct translation *t, const struct js *n, const struct ex *args, uint32_t count) {
    static const char *const formats[] = {"YYYY-MM-DD",       "MM/DD/YYYY",       "M/D/YYYY",
                                          "YYYY-MM-DDTHH:mm", "YYYY-MM-DD HH:mm", "YYYY-MM-DDTHH:mm:ssZ",
                                          "MM/DD/YYYY HH:mm", "YYYY-M-D"};
    if (!count || args[0].type == EX_NOTHING) {
        return today(t);
    }
    if (count == 1 || args[1].type == EX_BOOL) {
        return as_time(t, args[0]);
    }
    if (args[1].type != EX_TEXT || !ex_is_constant(&args[1]) || args[0].type == EX_TIME) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a date format of this kind", NULL);
    }
    const char *format = args[1].rule.text;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!strcmp(format, formats[i])) {
            return as_time(t, args[0]);
        }
    }
    if (strspn(format, "DMYHhmsTZ .:/-") != strlen(format) || strstr(format, "MMM")) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "the date format", format);
    }
    return maybe(ex_op2(t, "tgov:time", EX_TIME, args[0], args[1]), true);
}

struct ex follow_new(struct translation *t, const struct js *n) {
    struct ex of = follow(t, n->a);
    if (t->err || of.type != EX_SPACE || strcmp(of.name, "Date") != 0) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a new object", of.name);
    }
    if (!n->count) {
        return today(t);
    }
    if (n->count > 1) {
        struct ex parts[3];
        for (uint32_t i = 0; i < n->count && i < 3; i++) {
            parts[i] = ex_as_number(t, follow(t, n->list[i]));
        }
        struct ex start = ex_op1(t, "tgov:time", EX_TIME, ex_text("2000-01-01"));
        start = ex_op3(t, "tgov:add", EX_TIME, start, ex_op2(t, "-", EX_NUMBER, parts[0], ex_number(2000)),
                       ex_text("year"));
        start = ex_op3(t, "tgov:add", EX_TIME, start, parts[1], ex_text("month"));
        struct ex days = n->count > 2 ? ex_op2(t, "-", EX_NUMBER, parts[2], ex_number(1)) : ex_number(0);
        return maybe(ex_op3(t, "tgov:add", EX_TIME, start, days, ex_text("day")), true);
    }
    return as_time(t, follow(t, n->list[0]));
}

struct getter {
    const char *name, *unit;
    int less; // JavaScript and moment count months from 0
};
static const struct getter getters[] = {{"getFullYear", "year", 0},  {"getMonth", "month", 1},
                                        {"getDate", "day", 0},       {"getDay", "weekday", 0},
                                        {"getHours", "hour", 0},     {"getMinutes", "minute", 0},
                                        {"getSeconds", "second", 0}, {"year", "year", 0},
                                        {"month", "month", 1},       {"date", "day", 0},
                                        {"day", "weekday", 0},       {"hour", "hour", 0},
                                        {"hours", "hour", 0},        {"minute", "minute", 0},
                                        {"minutes", "minute", 0},    {"getUTCFullYear", "year", 0},
                                        {"getUTCMonth", "month", 1}, {"getUTCDate", "day", 0},
                                        {"quarter", "quarter", 0},   {"second", "second", 0}};

static struct ex part(struct translation *t, struct ex self, const struct getter *g) {
    struct ex e = maybe(ex_op2(t, "tgov:part", EX_NUMBER, self, ex_text(g->unit)), self.maybe);
    return g->less ? ex_op2(t, "-", EX_NUMBER, ex_as_number(t, e), ex_number(g->less)) : e;
}

static struct ex ordered(struct translation *t, struct ex a, const char *op, struct ex b, const struct ex *unit) {
    if (unit) {
        a = maybe(ex_op2(t, "tgov:start", EX_TIME, a, *unit), a.maybe);
        b = maybe(ex_op2(t, "tgov:start", EX_TIME, b, *unit), b.maybe);
    }
    if (!strcmp(op, "==")) {
        struct ex same = ex_op2(t, "==", EX_BOOL, a, b);
        return a.maybe && b.maybe ? ex_op2(t, "and", EX_BOOL, ex_op2(t, "!=", EX_BOOL, a, ex_nothing()), same) : same;
    }
    return ex_order(t, op, a, b);
}
static struct ex between(struct translation *t, struct ex self, const struct ex *args, uint32_t count) {
    const char *bounds = count > 3 && ex_is_constant(&args[3]) && args[3].type == EX_TEXT ? args[3].rule.text : "()";
    const struct ex *unit = count > 2 && args[2].type == EX_TEXT ? &args[2] : NULL;
    struct ex from = ordered(t, self, bounds[0] == '[' ? ">=" : ">", as_time(t, args[0]), unit);
    struct ex to = ordered(t, self, strchr(bounds, ']') ? "<=" : "<", as_time(t, args[1]), unit);
    return ex_op2(t, "and", EX_BOOL, from, to);
}

static struct ex shifted(struct translation *t, const struct js *n, struct ex self, const struct ex *args,
                         uint32_t count, bool back) {
    if (count < 2) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a duration of this kind", NULL);
    }
    bool unit_first = args[0].type == EX_TEXT && ex_is_constant(&args[0]) && args[1].type == EX_NUMBER;
    struct ex number = ex_as_number(t, args[unit_first]), unit = args[!unit_first];
    if (back) {
        number = ex_is_constant(&number) ? ex_number(-number.rule.number) : ex_op1(t, "-", EX_NUMBER, number);
    }
    return maybe(ex_op3(t, "tgov:add", EX_TIME, self, number, unit), true);
}

struct ex date_method(struct translation *t, const struct js *n, struct ex self, const char *name,
                      const struct ex *args, uint32_t count, bool *known) {
    static const struct {
        const char *name, *op;
    } orders[] = {
        {"isBefore", "<"}, {"isAfter", ">"}, {"isSame", "=="}, {"isSameOrBefore", "<="}, {"isSameOrAfter", ">="}};
    *known = true;
    for (size_t i = 0; i < sizeof getters / sizeof *getters && !count; i++) {
        if (!strcmp(name, getters[i].name)) {
            return part(t, self, &getters[i]);
        }
    }
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (!strcmp(name, orders[i].name)) {
            return ordered(t, self, orders[i].op, count ? as_time(t, args[0]) : today(t), count > 1 ? &args[1] : NULL);
        }
    }
    if (!strcmp(name, "isBetween") && count > 1) {
        return between(t, self, args, count);
    }
    if (!strcmp(name, "diff") && count) {
        struct ex all[4] = {self, as_time(t, args[0]), count > 1 ? args[1] : ex_text("millisecond"),
                            count > 2 ? args[2] : ex_bool(false)};
        return maybe(ex_op(t, "tgov:diff", EX_NUMBER, count > 2 ? 4 : 3, all), self.maybe || all[1].maybe);
    }
    if (!strcmp(name, "add") || !strcmp(name, "subtract")) {
        return shifted(t, n, self, args, count, *name == 's');
    }
    if ((!strcmp(name, "startOf") || !strcmp(name, "endOf")) && count) {
        return maybe(ex_op2(t, *name == 's' ? "tgov:start" : "tgov:end", EX_TIME, self, args[0]), self.maybe);
    }
    if (!strcmp(name, "format")) {
        return maybe(ex_op2(t, "tgov:format", EX_TEXT, self, count ? args[0] : ex_text("YYYY-MM-DD")), self.maybe);
    }
    if (!strcmp(name, "isValid")) {
        return ex_op2(t, "!=", EX_BOOL, self, ex_nothing());
    }
    if (!strcmp(name, "toISOString") || !strcmp(name, "toJSON")) {
        return maybe(ex_op2(t, "tgov:format", EX_TEXT, self, ex_text("YYYY-MM-DDTHH:mm:ss.000Z")), self.maybe);
    }
    if (!strcmp(name, "getTime") || !strcmp(name, "valueOf")) {
        self.type = EX_NUMBER;
        return self;
    }
    if (!strcmp(name, "toDate") || !strcmp(name, "clone") || !strcmp(name, "utc") || !strcmp(name, "local") ||
        !strcmp(name, "locale")) {
        return self;
    }
    *known = false;
    return ex_nothing();
}

// d.setFullYear(x): the variable moves by the difference to what it has.
bool date_setter(struct translation *t, const struct js *n) {
    static const struct {
        const char *name, *get;
    } setters[] = {{"setFullYear", "getFullYear"},
                   {"setMonth", "getMonth"},
                   {"setDate", "getDate"},
                   {"setHours", "getHours"},
                   {"setMinutes", "getMinutes"}};
    bool call = n->kind == JS_CALL && n->a->kind == JS_MEMBER && n->a->a->kind == JS_NAME && n->count;
    struct variable *v = call ? variable_find(t, n->a->a->text) : NULL;
    if (!v || v->value.type != EX_TIME) {
        return false;
    }
    for (size_t i = 0; i < sizeof setters / sizeof *setters; i++) {
        if (strcmp(n->a->text, setters[i].name) != 0) {
            continue;
        }
        const struct getter *g = getters;
        while (strcmp(g->name, setters[i].get) != 0) {
            g++;
        }
        struct ex self = v->value, to = ex_as_number(t, follow(t, n->list[0]));
        struct ex by = ex_op2(t, "-", EX_NUMBER, to, ex_as_number(t, part(t, self, g)));
        bool midnight = i == 3 && n->list[0]->kind == JS_NUMBER && n->list[0]->number == 0;
        struct ex moved = midnight ? ex_op2(t, "tgov:start", EX_TIME, self, ex_text("day"))
                                   : ex_op3(t, "tgov:add", EX_TIME, self, by, ex_text(g->unit));
        variable_set(t, n->a->a->text, maybe(moved, self.maybe), false);
        return true;
    }
    return false;
}
