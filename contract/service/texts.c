// SPDX-License-Identifier: Apache-2.0
// Picking a translation: from a text (lookup along the tag) and from what a request accepts (RFC 4647, 3.4).
#include "contract/service/texts.h"
#include <strings.h>

enum { HEADER_CAP = 1024, RANGES_CAP = 32 };

bool texts_tag_valid(const char *tag) {
    size_t len = tag ? strlen(tag) : 0, part = 0;
    if (len < 2 || len > TEXTS_TAG_CAP)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = tag[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool digit = c >= '0' && c <= '9';
        if (c == '-') {
            if (!part)
                return false;
            part = 0;
        } else if (!letter && !digit) {
            return false;
        } else if (++part > 8) {
            return false;
        }
    }
    return part > 0;
}

// The member whose key is the first `len` bytes of `tag`, without regard to case.
static const struct member *look(const struct val *texts, const char *tag, size_t len) {
    for (uint32_t i = 0; i < texts->count; i++) {
        const struct member *m = &texts->members[i];
        if (m->value.type == VAL_STRING && strlen(m->key) == len && !strncasecmp(m->key, tag, len))
            return m;
    }
    return NULL;
}

// Cuts the last part off a tag of `len` bytes; a single letter before it goes along (RFC 4647, 3.4).
static size_t shorter(const char *tag, size_t len) {
    while (len && tag[len - 1] != '-')
        len--;
    if (!len)
        return 0;
    len--;
    return len >= 2 && tag[len - 2] == '-' ? len - 2 : len;
}

static const struct member *exact(const struct val *texts, const char *language) {
    if (!texts || texts->type != VAL_OBJECT || !language)
        return NULL;
    for (size_t len = strlen(language); len; len = shorter(language, len)) {
        const struct member *found = look(texts, language, len);
        if (found)
            return found;
    }
    return NULL;
}

static const struct member *pick(const struct val *texts, const char *language) {
    if (!texts || texts->type != VAL_OBJECT)
        return NULL;
    const struct member *found = exact(texts, language);
    if (!found)
        found = look(texts, "en", 2);
    for (uint32_t i = 0; !found && i < texts->count; i++)
        if (texts->members[i].value.type == VAL_STRING)
            found = &texts->members[i];
    return found;
}

const char *texts_exact(const struct val *texts, const char *language) {
    const struct member *found = exact(texts, language);
    return found ? found->value.text : NULL;
}

const char *texts_pick(const struct val *texts, const char *language) {
    const struct member *found = pick(texts, language);
    return found ? found->value.text : "";
}

const char *texts_language(const struct val *texts, const char *language) {
    const struct member *found = pick(texts, language);
    return found ? found->key : "";
}

enum err texts_check(const struct val *texts, const char *const *languages, size_t count, const char *path,
                     struct fault *f) {
    if (!texts || texts->type == VAL_NULL)
        return fault_set(f, ERR_MISSING, path, "a text is missing here");
    if (texts->type != VAL_OBJECT)
        return fault_set(f, ERR_TYPE, path, "must be an object of translations, {\"en\": \"…\"}");
    if (texts->count > TEXTS_LANGUAGES_CAP)
        return fault_set(f, ERR_LIMIT, path, "more than %d translations", TEXTS_LANGUAGES_CAP);
    for (uint32_t i = 0; i < texts->count; i++) {
        const struct member *m = &texts->members[i];
        if (!texts_tag_valid(m->key))
            return fault_set(f, ERR_TYPE, path, "\"%.40s\" is not a language tag", m->key);
        if (m->value.type != VAL_STRING || !m->value.count)
            return fault_set(f, ERR_TYPE, path, "the translation \"%s\" must be a text that is not empty", m->key);
        if (m->value.count > TEXTS_BYTES_CAP)
            return fault_set(f, ERR_LIMIT, path, "the translation \"%s\" is over %d bytes", m->key, TEXTS_BYTES_CAP);
    }
    for (size_t i = 0; i < count; i++)
        if (!look(texts, languages[i], strlen(languages[i])))
            return fault_set(f, ERR_MISSING, path, "no translation in \"%s\"", languages[i]);
    return ERR_NONE;
}

// The weight of a range in thousandths, from what stands behind its ';'. 1000 when there is none.
static int weight(struct str params) {
    while (params.len) {
        struct str one = str_trim(str_cut(&params, ';'));
        if (one.len < 3 || (one.p[0] != 'q' && one.p[0] != 'Q') || one.p[1] != '=')
            continue;
        int value = one.p[2] == '1' ? 1000 : 0, unit = 100;
        for (size_t i = 4; i < one.len && unit && value < 1000; i++, unit /= 10) {
            if (one.p[i] < '0' || one.p[i] > '9')
                return 0;
            value += (one.p[i] - '0') * unit;
        }
        return value;
    }
    return 1000;
}

// The index of the available tag that fits a range: equal, or after cutting the range's last parts; or, when the range
// is a plain language, the first variant of it ("zh" takes "zh-Hans").
static bool fits(struct str range, const char *const *available, size_t count, size_t *at) {
    for (size_t len = range.len; len; len = shorter(range.p, len))
        for (size_t i = 0; i < count; i++)
            if (strlen(available[i]) == len && !strncasecmp(available[i], range.p, len)) {
                *at = i;
                return true;
            }
    for (size_t i = 0; i < count; i++)
        if (strlen(available[i]) > range.len && available[i][range.len] == '-' &&
            !strncasecmp(available[i], range.p, range.len)) {
            *at = i;
            return true;
        }
    return false;
}

size_t texts_choose(const char *header, const char *const *available, size_t count) {
    size_t best = 0;
    int best_weight = 0;
    struct str rest = str_of(header);
    if (rest.len > HEADER_CAP)
        rest.len = HEADER_CAP;
    for (int i = 0; i < RANGES_CAP && rest.len; i++) {
        struct str part = str_cut(&rest, ',');
        struct str range = str_trim(str_cut(&part, ';'));
        int w = weight(part);
        size_t at = 0;
        if (range.len && w > best_weight && (str_is(range, "*") || fits(range, available, count, &at))) {
            best = at;
            best_weight = w;
        }
    }
    return best;
}
