// SPDX-License-Identifier: Apache-2.0
// Calls: functions of JavaScript, Lodash and Form.io, and methods of texts and lists, by table.
#include "contract/logic/node.h"
#include "contract/logic/translate.h"

enum shape {
    AS_IS,     // {op: [self, args...]}
    SWAPPED,   // {op: [arg, self]}
    NUMBERS,   // operands made numbers first
    THE_SELF,  // the value itself
    NO_EFFECT, // nothing happens: console.log
};
struct method {
    const char *name, *op;
    enum shape shape;
    enum ex_type type;
};

// ---- methods of values ----
static const struct method methods[] = {
    {"includes", "in", SWAPPED, EX_BOOL},
    {"indexOf", "_indexOf", AS_IS, EX_NUMBER},
    {"lastIndexOf", "_lastIndexOf", AS_IS, EX_NUMBER},
    {"toLowerCase", "_toLower", AS_IS, EX_TEXT},
    {"toUpperCase", "_toUpper", AS_IS, EX_TEXT},
    {"toLocaleLowerCase", "_toLower", AS_IS, EX_TEXT},
    {"trim", "_trim", AS_IS, EX_TEXT},
    {"trimStart", "_trimStart", AS_IS, EX_TEXT},
    {"trimEnd", "_trimEnd", AS_IS, EX_TEXT},
    {"startsWith", "_startsWith", AS_IS, EX_BOOL},
    {"endsWith", "_endsWith", AS_IS, EX_BOOL},
    {"split", "_split", AS_IS, EX_LIST},
    {"join", "_join", AS_IS, EX_TEXT},
    {"replace", "_replace", AS_IS, EX_TEXT},
    {"replaceAll", "tgov:replaceAll", AS_IS, EX_TEXT},
    {"padStart", "_padStart", AS_IS, EX_TEXT},
    {"padEnd", "_padEnd", AS_IS, EX_TEXT},
    {"repeat", "_repeat", AS_IS, EX_TEXT},
    {"substr", "substr", AS_IS, EX_TEXT},
    {"toString", "cat", AS_IS, EX_TEXT},
    {"toFixed", "tgov:fixed", NUMBERS, EX_TEXT},
    {"concat", "merge", AS_IS, EX_LIST},
    {"reverse", "_reverse", AS_IS, EX_LIST},
    {"at", "_nth", AS_IS, EX_ANY},
    {"valueOf", NULL, THE_SELF, EX_ANY},
    {"normalize", NULL, THE_SELF, EX_TEXT},
    {"hasOwnProperty", "get", AS_IS, EX_ANY},
};

// ---- functions of namespaces. What is not here of Lodash is taken when the operator exists under its name ----
static const struct method functions[] = {
    {"Math.abs", "abs", NUMBERS, EX_NUMBER},
    {"Math.round", "_round", NUMBERS, EX_NUMBER},
    {"Math.floor", "_floor", NUMBERS, EX_NUMBER},
    {"Math.ceil", "_ceil", NUMBERS, EX_NUMBER},
    {"Math.trunc", "trunc", NUMBERS, EX_NUMBER},
    {"Math.sqrt", "sqrt", NUMBERS, EX_NUMBER},
    {"Math.pow", "pow", NUMBERS, EX_NUMBER},
    {"Math.min", "min", NUMBERS, EX_NUMBER},
    {"Math.max", "max", NUMBERS, EX_NUMBER},
    {"Number", "+", NUMBERS, EX_NUMBER},
    {"parseFloat", "tgov:float", AS_IS, EX_NUMBER},
    {"Number.parseFloat", "tgov:float", AS_IS, EX_NUMBER},
    {"parseInt", "_parseInt", AS_IS, EX_NUMBER},
    {"Number.parseInt", "_parseInt", AS_IS, EX_NUMBER},
    {"isNaN", "_isNaN", NUMBERS, EX_BOOL},
    {"Number.isNaN", "_isNaN", AS_IS, EX_BOOL},
    {"isFinite", "_isFinite", NUMBERS, EX_BOOL},
    {"Number.isFinite", "_isFinite", AS_IS, EX_BOOL},
    {"Number.isInteger", "_isInteger", AS_IS, EX_BOOL},
    {"String", "cat", AS_IS, EX_TEXT},
    {"Boolean", "!!", AS_IS, EX_BOOL},
    {"Array.isArray", "_isArray", AS_IS, EX_BOOL},
    {"Object.keys", "_keys", AS_IS, EX_LIST},
    {"Object.values", "_values", AS_IS, EX_LIST},
    {"JSON.parse", "tgov:json", AS_IS, EX_ANY},
    {"_.isEqual", "_isEqual", AS_IS, EX_BOOL},
    {"_.isEmpty", "_isEmpty", AS_IS, EX_BOOL},
    {"_.isNil", "_isNil", AS_IS, EX_BOOL},
    {"_.includes", "_includes", AS_IS, EX_BOOL},
    {"_.toNumber", "+", NUMBERS, EX_NUMBER},
    {"_.sum", "_sum", AS_IS, EX_NUMBER},
    {"_.size", "_size", AS_IS, EX_NUMBER},
    {"_.round", "_round", NUMBERS, EX_NUMBER},
    {"_.trim", "_trim", AS_IS, EX_TEXT},
    {"_.toLower", "_toLower", AS_IS, EX_TEXT},
    {"_.toUpper", "_toUpper", AS_IS, EX_TEXT},
    {"_.has", "get", AS_IS, EX_ANY},
    {"_.keys", "_keys", AS_IS, EX_LIST},
    {"_.values", "_values", AS_IS, EX_LIST},
    {"console.log", NULL, NO_EFFECT, EX_NOTHING},
    {"console.warn", NULL, NO_EFFECT, EX_NOTHING},
    {"console.error", NULL, NO_EFFECT, EX_NOTHING},
    {"instance.getValue", "value", THE_SELF, EX_ANY},
    {"Math.sign", NULL, AS_IS, EX_NUMBER},
};

static const struct method *find(const struct method *table, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++) {
        if (!strcmp(table[i].name, name)) {
            return &table[i];
        }
    }
    return NULL;
}

static struct ex shaped(struct translation *t, const struct js *n, const struct method *m, struct ex *args,
                        uint32_t count) {
    if (m->shape == NO_EFFECT) {
        return ex_nothing();
    }
    if (m->shape == THE_SELF) {
        return m->op ? ex_path(t, 0, m->op) : args[0];
    }
    for (uint32_t i = 0; i < count && m->shape == NUMBERS; i++) {
        args[i] = ex_as_number(t, args[i]);
    }
    if (!m->op) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "the function", m->name);
    }
    if (!strcmp(m->op, "+") && count == 1) {
        return args[0]; // made a number already
    }
    if (m->shape == SWAPPED && count == 2) {
        return ex_op2(t, m->op, m->type, args[1], args[0]);
    }
    if ((!strcmp(m->op, "_parseInt") || !strcmp(m->op, "tgov:float") || !strcmp(m->op, "cat") ||
         !strcmp(m->op, "!!")) &&
        count > 1 && strcmp(m->name, "String") != 0) {
        count = 1; // a radix
    }
    for (uint32_t i = 0; i < count; i++) {
        if (args[i].type == EX_PATTERN) {
            return refuse_ex(t, ERR_UNSUPPORTED, n, "a regular expression", NULL);
        }
    }
    struct ex e = ex_op(t, m->op, m->type, count, args);
    e.maybe = m->type == EX_ANY;
    return !strcmp(m->name, "_.has") || !strcmp(m->name, "hasOwnProperty") ? ex_op2(t, "!=", EX_BOOL, e, ex_nothing())
                                                                           : e;
}

// substring, slice and charAt differ from substr in what their second operand means.
static struct ex part_of_text(struct translation *t, const struct js *n, struct ex *args, uint32_t count) {
    const char *name = n->a->text;
    if (!strcmp(name, "charAt")) {
        return ex_op3(t, "substr", EX_TEXT, args[0], count > 1 ? args[1] : ex_number(0), ex_number(1));
    }
    if (!strcmp(name, "slice") && args[0].type == EX_LIST) {
        return ex_op(t, "_slice", EX_LIST, count, args);
    }
    for (uint32_t i = 1; i < count && !strcmp(name, "substring"); i++) {
        if (ex_is_constant(&args[i]) && args[i].rule.type == VAL_NUMBER && args[i].rule.number < 0) {
            args[i] = ex_number(0);
        }
    }
    return ex_op(t, "tgov:textSlice", EX_TEXT, count, args);
}

static uint32_t arguments(struct translation *t, const struct js *n, struct ex *args, uint32_t from) {
    uint32_t count = from;
    for (uint32_t i = 0; i < n->count && !t->err; i++) {
        if (count == TRANSLATE_ARGS_CAP) {
            refuse_ex(t, ERR_LIMIT, n, "too many operands", NULL);
            break;
        }
        args[count++] = n->list[i]->kind == JS_SPREAD ? follow(t, n->list[i]->a) : follow(t, n->list[i]);
    }
    return count;
}

// /^[0-9]+$/.test(x)
static struct ex pattern_test(struct translation *t, const struct js *n, struct ex pattern, struct ex text) {
    bool ignore_case = pattern.node->number != 0 && ((int)pattern.node->number & 255) == 'i';
    struct ex e = ex_op3(t, "tgov:match", EX_BOOL, text, ex_text(pattern.node->text), ex_text(ignore_case ? "i" : ""));
    return pattern.node->number == 0 || ignore_case
             ? e
             : refuse_ex(t, ERR_UNSUPPORTED, n, "a regular expression with flags", NULL);
}

static struct ex method_call(struct translation *t, const struct js *n, struct ex self) {
    const char *name = n->a->text;
    bool known = false;
    struct ex args[TRANSLATE_ARGS_CAP] = {self};
    if (self.type == EX_NOTHING) {
        return self;
    }
    struct ex e = list_call(t, n, self, name, (const struct js *const *)n->list, n->count, &known);
    if (known || t->err) {
        return e;
    }
    if (!strcmp(name, "push") && n->a->a->kind == JS_NAME && n->count == 1) {
        struct ex one = follow(t, n->list[0]);
        variable_set(t, n->a->a->text, ex_op2(t, "merge", EX_LIST, self, ex_op1(t, "merge", EX_LIST, one)), false);
        return ex_nothing();
    }
    uint32_t count = arguments(t, n, args, 1);
    if (t->err) {
        return ex_nothing();
    }
    if (self.type == EX_PATTERN && !strcmp(name, "test") && count == 2) {
        return pattern_test(t, n, self, args[1]);
    }
    if (!strcmp(name, "match") && count == 2 && args[1].type == EX_PATTERN) {
        return pattern_test(t, n, args[1], self);
    }
    if (self.type == EX_TIME) {
        e = date_method(t, n, self, name, args + 1, count - 1, &known);
        if (known) {
            return e;
        }
    }
    if (!strcmp(name, "substring") || !strcmp(name, "slice") || !strcmp(name, "charAt")) {
        return part_of_text(t, n, args, count);
    }
    const struct method *m = find(methods, sizeof methods / sizeof *methods, name);
    return m ? shaped(t, n, m, args, count) : refuse_ex(t, ERR_UNSUPPORTED, n, "the method", name);
}

// ---- namespaces ----
// _.get(data, "a.b", 0); of Form.io's own objects only the default is known.
static struct ex get_call(struct translation *t, const struct js *n) {
    struct ex of = follow(t, n->list[0]), path = follow(t, n->list[1]),
              other = n->count > 2 ? follow(t, n->list[2]) : ex_nothing();
    if (t->err || !ex_is_constant(&path) || path.rule.type != VAL_STRING) {
        struct ex e = ex_op3(t, "get", EX_ANY, of, path, other);
        e.maybe = other.maybe;
        return e;
    }
    struct str rest = {path.rule.text, path.rule.count};
    for (bool first = true; rest.p && !t->err; first = false) {
        struct str part = str_cut(&rest, '.');
        char *key = arena_copy(t->arena, part.p, part.len);
        if (!key) {
            return refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        }
        if (of.type == EX_SPACE) {
            bool data = first &&
                        (!strcmp(of.name, "submission") || !strcmp(of.name, "form") || !strcmp(of.name, "instance")) &&
                        !strcmp(key, "data");
            if (!data) {
                return other;
            }
            of = ex_path(t, 0, "data");
        } else {
            of = ex_member(t, of, key);
        }
    }
    if (n->count < 3) {
        return of;
    }
    struct ex e = ex_op2(t, "?\?", of.type == other.type ? of.type : EX_ANY, of, other);
    e.maybe = other.maybe;
    return e;
}

// NAV's utils.isBornBeforeYear(1964, "key", submission), isAgeBetween([18, 67], ...), getAge("key", ...): of a birth date, or
// of a national identity number, which starts with the day, month and year of birth.
static struct ex birth_call(struct translation *t, const struct js *n, const char *name) {
    bool age = !strcmp(name, "utils.getAge");
    const struct js *key = n->count > (age ? 0 : 1) ? n->list[!age] : NULL;
    if (!key || key->kind != JS_STRING) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "the function", name);
    }
    struct ex of = ex_path(t, 0, "data");
    struct str rest = str_of(key->text);
    while (rest.p) {
        struct str part = str_cut(&rest, '.');
        char *copy = arena_copy(t->arena, part.p, part.len);
        of = copy ? ex_member(t, of, copy) : refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
    }
    struct ex born = ex_op1(t, "tgov:birth", EX_TIME, of);
    born.maybe = true;
    if (!strcmp(name, "utils.isBornBeforeYear")) {
        struct ex year = ex_op2(t, "tgov:part", EX_NUMBER, born, ex_text("year"));
        year.maybe = true;
        return ex_order(t, "<", year, follow(t, n->list[0]));
    }
    struct ex now = ex_op1(t, "tgov:time", EX_TIME, ex_path(t, 0, "now"));
    struct ex years = ex_op3(t, "tgov:diff", EX_NUMBER, now, born, ex_text("year"));
    years.maybe = true;
    if (age) {
        return years;
    }
    const struct js *range = n->list[0];
    if (range->kind != JS_ARRAY || range->count != 2) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "the function", name);
    }
    struct ex from = ex_order(t, ">=", years, follow(t, range->list[0])),
              to = ex_order(t, "<=", years, follow(t, range->list[1]));
    return ex_op2(t, "and", EX_BOOL, from, to);
}

// instance.root.getComponent("key") stands for that question, utils.getValue(submission, "key") for its answer.
static bool component_call(struct translation *t, const struct js *n, const char *name, struct ex *out) {
    size_t len = strlen(name);
    const struct js *last = n->count ? n->list[n->count - 1] : NULL;
    bool text = last && last->kind == JS_STRING && *last->text && !strchr(last->text, '.');
    if (*name == '@' && len > 9 && !strcmp(name + len - 9, ".getValue")) {
        char *key = arena_copy(t->arena, name + 1, len - 10);
        *out = key ? ex_member(t, ex_path(t, 0, "data"), key)
                   : refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        return true;
    }
    if (text && n->count == 2 && !strcmp(name, "utils.getValue")) {
        *out = ex_member(t, ex_path(t, 0, "data"), last->text);
        return true;
    }
    if (text && n->count == 1 && len > 13 && !strcmp(name + len - 13, ".getComponent") && *name != '_') {
        char *space = arena_printf(t->arena, "@%s", last->text);
        *out = space ? (struct ex){.type = EX_SPACE, .name = space, .size = 1}
                     : refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        return true;
    }
    return false;
}

static struct ex space_call(struct translation *t, const struct js *n, const char *name) {
    struct ex args[TRANSLATE_ARGS_CAP];
    const struct method *m = find(functions, sizeof functions / sizeof *functions, name);
    bool lodash = !strncmp(name, "_.", 2), known = false;
    struct ex of_component;
    if (component_call(t, n, name, &of_component)) {
        return of_component;
    }
    if (!strcmp(name, "_.get") && n->count > 1) {
        return get_call(t, n);
    }
    if (!strcmp(name, "utils.isBornBeforeYear") || !strcmp(name, "utils.isAgeBetween") ||
        !strcmp(name, "utils.getAge")) {
        return birth_call(t, n, name);
    }
    if (m && m->shape == NO_EFFECT) {
        return ex_nothing(); // its operands are not even looked at
    }
    if (lodash && n->count) {
        struct ex e = list_call(t, n, follow(t, n->list[0]), name + 2, (const struct js *const *)n->list + 1,
                                n->count - 1, &known);
        if (known || t->err) {
            return e;
        }
    }
    if (!strcmp(name, "instance.isSubmissionDigital") || !strcmp(name, "instance.isSubmissionPaper")) {
        return ex_bool(name[21] == 'D');
    }
    uint32_t count = arguments(t, n, args, 0);
    if (t->err) {
        return ex_nothing();
    }
    if (!strcmp(name, "moment") || !strcmp(name, "utils.moment") || !strcmp(name, "moment.utc") ||
        !strcmp(name, "Date.parse")) {
        return moment_call(t, n, args, count);
    }
    if (!strcmp(name, "Date.now")) {
        return moment_call(t, n, args, 0);
    }
    if (m && (count || m->shape == THE_SELF)) {
        return shaped(t, n, m, args, count);
    }
    char *op = lodash ? arena_printf(t->arena, "_%s", name + 2) : NULL;
    if (op && op_find(op)) {
        struct ex e = ex_op(t, op, EX_ANY, count, args);
        e.maybe = true;
        return e;
    }
    return refuse_ex(t, ERR_UNSUPPORTED, n, "the function", name);
}

struct ex follow_call(struct translation *t, const struct js *n) {
    struct ex args[TRANSLATE_ARGS_CAP];
    if (n->a->kind == JS_MEMBER) {
        struct ex self = follow(t, n->a->a);
        if (t->err) {
            return self;
        }
        if (self.type == EX_SPACE) {
            char *name = arena_printf(t->arena, "%s.%s", self.name, n->a->text);
            return name ? space_call(t, n, name) : refuse_ex(t, ERR_MEMORY, n, "no memory for the rule", NULL);
        }
        return method_call(t, n, self);
    }
    struct ex f = follow(t, n->a);
    if (f.type == EX_SPACE) {
        return space_call(t, n, f.name);
    }
    if (t->err || f.type != EX_FUNCTION) {
        return refuse_ex(t, ERR_UNSUPPORTED, n, "a call of something that is no function", NULL);
    }
    uint32_t count = arguments(t, n, args, 0);
    return t->err ? f : follow_function(t, f.node, args, count);
}
