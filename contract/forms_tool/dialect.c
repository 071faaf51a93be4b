// SPDX-License-Identifier: Apache-2.0
// The table of component types, sorted by type, and looking things up in it. Sources: the public repositories of NAV
// (navikt/skjemabygging-formio), British Columbia (bcgov/common-hosted-form-service), San Francisco
// (SFDigitalServices/formio-sfds) and Open Forms (open-formulieren), and help.form.io for the plain ones.
#include "contract/forms_tool/dialect.h"
#include "contract/forms_tool/dialect_data.h"

static const char *const does_names[] = {"asks", "shows", "groups", "value", "ignore", "lost"};

static int by_type(const void *type, const void *row) { return strcmp(type, ((const struct dialect_row *)row)->from); }

const struct dialect_row *dialect_find(const struct dialect *d, const char *type, struct dialect_row *room,
                                       struct val *set) {
    const struct val *own = d ? val_get(d->components, type) : NULL;
    *set = val_null;
    if (!own || own->type != VAL_OBJECT) {
        return bsearch(type, dialect_rows, dialect_row_count, sizeof *dialect_rows, by_type);
    }
    const char *does = val_get_text(own, "does", "asks");
    *room = (struct dialect_row){.from = type,
                                 .to = val_get_text(own, "type", "textfield"),
                                 .does = DOES_LOSE,
                                 .set = val_get_text(own, "why", "the dialect file says so")};
    for (int i = 0; i < DOES_LOSE; i++) {
        if (!strcmp(does, does_names[i])) {
            room->does = i;
            room->set = NULL;
        }
    }
    room->flags = val_get_bool(own, "pair", false) ? DIALECT_PAIR : 0;
    const struct val *members = val_get(own, "set");
    *set = members ? *members : val_null;
    return room;
}

// Scripts are compared without white space, semicolons and the assignment in front.
static void squeeze(const char *script, char *to, size_t room) {
    size_t len = 0;
    for (; *script && len + 1 < room; script++) {
        if (!strchr(" \t\r\n;", *script)) {
            to[len++] = *script;
        }
    }
    to[len] = 0;
    if (!strncmp(to, "valid=", 6) || !strncmp(to, "value=", 6)) {
        memmove(to, to + 6, len - 5);
    }
}
bool dialect_script(const struct dialect *d, const char *script, const char **text, const struct val **rule) {
    char wanted[160], known[160];
    *text = NULL;
    *rule = NULL;
    if (strlen(script) > 400) {
        return false;
    }
    squeeze(script, wanted, sizeof wanted);
    const struct val *own = d ? d->scripts : NULL;
    for (uint32_t i = 0; own && own->type == VAL_OBJECT && i < own->count; i++) {
        squeeze(own->members[i].key, known, sizeof known);
        if (!strcmp(wanted, known)) {
            *rule = &own->members[i].value;
            return true;
        }
    }
    for (size_t i = 0; i < dialect_script_count; i++) {
        if (!strcmp(wanted, dialect_scripts[i].script)) {
            *text = dialect_scripts[i].rule;
            return true;
        }
    }
    return false;
}
