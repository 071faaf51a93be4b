// SPDX-License-Identifier: Apache-2.0
// Which Form.io component becomes which question.
#include "contract/form/read.h"

const char *const question_kind_names[] = {
    "text", "long-text", "email", "phone", "url", "number", "integer", "money", "date", "time", "date-time", "day",
    "yes-no", "choice", "choices", "address", "file", "signature", "tags", "matrix", "rows", "group", "info", "value", NULL};

// Sorted by type: a test checks it.
static const struct component_kind kinds[] = {
    {"address", COMPONENT_ASKS, ASK_ADDRESS, KEYS_LINES},
    {"button", COMPONENT_IGNORED, ASK_INFO, KEYS_NONE}, // sending and turning pages is the app's
    {"checkbox", COMPONENT_ASKS, ASK_YES_NO, KEYS_NONE},
    {"columns", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
    {"container", COMPONENT_ASKS, ASK_GROUP, KEYS_NONE},
    {"content", COMPONENT_INFO, ASK_INFO, KEYS_NONE},
    {"currency", COMPONENT_ASKS, ASK_MONEY, KEYS_DECIMAL},
    {"datagrid", COMPONENT_ASKS, ASK_ROWS, KEYS_NONE},
    {"datetime", COMPONENT_ASKS, ASK_DATE_TIME, KEYS_DATE},
    {"day", COMPONENT_ASKS, ASK_DAY, KEYS_DATE},
    {"editgrid", COMPONENT_ASKS, ASK_ROWS, KEYS_NONE},
    {"email", COMPONENT_ASKS, ASK_EMAIL, KEYS_EMAIL},
    {"fieldset", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
    {"file", COMPONENT_ASKS, ASK_FILE, KEYS_NONE},
    {"hidden", COMPONENT_ASKS, ASK_VALUE, KEYS_NONE},
    {"htmlelement", COMPONENT_INFO, ASK_INFO, KEYS_NONE},
    {"number", COMPONENT_ASKS, ASK_NUMBER, KEYS_DECIMAL},
    {"panel", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
    {"password", COMPONENT_ASKS, ASK_TEXT, KEYS_TEXT},
    {"phoneNumber", COMPONENT_ASKS, ASK_PHONE, KEYS_PHONE},
    {"radio", COMPONENT_ASKS, ASK_CHOICE, KEYS_NONE},
    {"select", COMPONENT_ASKS, ASK_CHOICE, KEYS_NONE},
    {"selectboxes", COMPONENT_ASKS, ASK_CHOICES, KEYS_NONE},
    {"signature", COMPONENT_ASKS, ASK_SIGNATURE, KEYS_NONE},
    {"survey", COMPONENT_ASKS, ASK_MATRIX, KEYS_NONE},
    {"table", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
    {"tabs", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
    {"tags", COMPONENT_ASKS, ASK_TAGS, KEYS_TEXT},
    {"textarea", COMPONENT_ASKS, ASK_LONG_TEXT, KEYS_LINES},
    {"textfield", COMPONENT_ASKS, ASK_TEXT, KEYS_TEXT},
    {"time", COMPONENT_ASKS, ASK_TIME, KEYS_TIME},
    {"url", COMPONENT_ASKS, ASK_URL, KEYS_URL},
    {"well", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE},
};
static const struct component_kind unknown = {"", COMPONENT_UNKNOWN, ASK_INFO, KEYS_NONE};
static const struct component_kind unknown_group = {"", COMPONENT_GROUPS, ASK_INFO, KEYS_NONE};

static int by_type(const void *key, const void *row) { return strcmp(key, ((const struct component_kind *)row)->type); }

const struct component_kind *component_kind_of(const struct val *component) {
    const char *type = val_get_text(component, "type", "");
    const struct component_kind *k = bsearch(type, kinds, sizeof kinds / sizeof *kinds, sizeof *kinds, by_type);
    if (k)
        return k;
    const struct val *inner = val_get(component, "components"), *input = val_get(component, "input");
    bool holds = inner && inner->type == VAL_ARRAY, asks = input && input->type == VAL_BOOL && input->boolean;
    return holds && !asks ? &unknown_group : &unknown;
}
