// SPDX-License-Identifier: Apache-2.0
// What a token or GET /v1/me says about a person.
#include "app/identity/answers.h"

#include "base/json.h"
#include "contract/token/base64url.h"
#include "contract/token/person.h"

enum { PERSON_TEXT = 80, ROLES_ROOM = 64 };
static const char *const known_roles[] = {"citizen", "business", "officer", "admin"};

static bool has_word(const char *list, const char *word) {
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += len)
        if ((at == list || strchr(", \t", at[-1])) && (!at[len] || strchr(", \t", at[len])))
            return true;
    return false;
}

// An array of texts, or one text of words parted by commas or blanks; issuers do both.
static bool has_role(const struct val *roles, const char *word) {
    if (roles && roles->type == VAL_STRING)
        return has_word(roles->text, word);
    for (uint32_t i = 0; roles && roles->type == VAL_ARRAY && i < roles->count; i++)
        if (roles->items[i].type == VAL_STRING && text_same(roles->items[i].text, word))
            return true;
    return false;
}

static const char *first_of(const struct val *v, const char *const *keys, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const char *text = oauth_text(v, keys[i], PERSON_TEXT);
        if (*text)
            return text;
    }
    return "";
}

enum err oauth_read_person(struct arena *a, const struct val *v, struct oauth_claims *out) {
    static const char *const names[] = {"name", "preferred_username", "given_name"};
    char roles[ROLES_ROOM] = "";
    size_t at = 0;
    *out = (struct oauth_claims){.subject = "", .name = "", .organisation = "", .number = "", .roles = ""};
    if (!v || v->type != VAL_OBJECT)
        return ERR_TYPE;
    for (size_t i = 0; i < sizeof known_roles / sizeof *known_roles; i++)
        if (has_role(val_get(v, "roles"), known_roles[i]))
            at += (size_t)snprintf(roles + at, sizeof roles - at, "%s%s", at ? " " : "", known_roles[i]);
    const struct val *organisation = val_get(v, "organisation");
    out->subject = arena_string(a, oauth_text(v, "sub", OAUTH_TEXT_MAX));
    out->name = claims_person_name(a, v, PERSON_TEXT);
    if (out->name && !*out->name)
        out->name = arena_string(a, first_of(v, names, sizeof names / sizeof *names));
    out->organisation = arena_string(a, oauth_text(organisation, "name", PERSON_TEXT));
    out->number = arena_string(a, oauth_text(organisation, "number", PERSON_TEXT));
    out->roles = arena_string(a, roles);
    return out->subject && out->name && out->organisation && out->number && out->roles ? ERR_NONE : ERR_MEMORY;
}

enum err oauth_read_claims(struct arena *a, const char *token, struct oauth_claims *out) {
    struct str rest = str_of(token), bytes = {0};
    struct val v = VAL_NULL_INIT;
    const struct json_limits limits = {.bytes = OAUTH_TOKEN_MAX, .depth = 16, .values = 512};
    *out = (struct oauth_claims){.subject = "", .name = "", .organisation = "", .number = "", .roles = ""};
    if (rest.len > OAUTH_TOKEN_MAX)
        return ERR_LIMIT;
    (void)str_cut(&rest, '.');
    struct str payload = str_cut(&rest, '.');
    if (!rest.p || memchr(rest.p, '.', rest.len)) // three parts, no more: five would be an encrypted one
        return ERR_SYNTAX;
    bool refused = a->failed;
    if (!base64url_read(a, payload, &bytes))
        return a->failed && !refused ? ERR_MEMORY : ERR_SYNTAX;
    enum err err = json_read(a, bytes.p, bytes.len, limits, &v, NULL);
    return err ? err : oauth_read_person(a, &v, out);
}
