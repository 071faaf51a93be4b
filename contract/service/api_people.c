// SPDX-License-Identifier: Apache-2.0
// The tables of the bodies about people.
#include "contract/service/api_people.h"

enum { ID_CAP = 64, TIME_CAP = 40, CODE_CAP = 40, ROLES_CAP = 8, LOG_CAP = 200, TITLE_CAP = 1000 };

const char *const mandate_scope_names[] = {"see", "prepare", "send", NULL};
const char *const mandate_state_names[] = {"offered", "active", "over", NULL};
const char *const trace_what_names[] = {"case", "cases", "draft", "sent", "wrote", "mandate", NULL};

static const struct json_field organisation_fields[] = {
    {"name", JSON_TEXT, offsetof(struct api_organisation, name), .required = true, .max = API_PERSON_CAP},
    {"number", JSON_TEXT, offsetof(struct api_organisation, number), .max = API_PERSON_CAP},
    {0}};
static const struct json_shape organisation_shape = {organisation_fields, sizeof(struct api_organisation)};

static const struct json_field me_fields[] = {
    {"name", JSON_TEXT, offsetof(struct api_me, name), .required = true, .max = API_PERSON_CAP},
    {"roles", JSON_TEXTS, offsetof(struct api_me, roles), .required = true, .count_at = offsetof(struct api_me, role_count), .max = ROLES_CAP},
    {"organisation", JSON_STRUCT, offsetof(struct api_me, organisation), .of = &organisation_shape},
    {0}};
const struct json_shape api_me_shape = {me_fields, sizeof(struct api_me)};

static const struct json_field case_fields[] = {
    {"number", JSON_TEXT, offsetof(struct api_my_case, number), .required = true, .max = ID_CAP},
    {"service", JSON_TEXT, offsetof(struct api_my_case, service), .required = true},
    {"service_title", JSON_TEXT, offsetof(struct api_my_case, service_title)},
    {"title", JSON_TEXT, offsetof(struct api_my_case, title), .required = true},
    {"state", JSON_TEXT, offsetof(struct api_my_case, state), .required = true},
    {"state_title", JSON_TEXT, offsetof(struct api_my_case, state_title)},
    {"icon", JSON_TEXT, offsetof(struct api_my_case, icon)},
    {"opened", JSON_TEXT, offsetof(struct api_my_case, opened), .required = true, .max = TIME_CAP},
    {"language", JSON_TEXT, offsetof(struct api_my_case, language)},
    {"deadline", JSON_TEXT, offsetof(struct api_my_case, deadline), .max = TIME_CAP},
    {"open", JSON_BOOL, offsetof(struct api_my_case, open)},
    {"late", JSON_BOOL, offsetof(struct api_my_case, late)},
    {0}};
static const struct json_shape case_shape = {case_fields, sizeof(struct api_my_case)};

static const struct json_field cases_fields[] = {
    {"items", JSON_LIST, offsetof(struct api_my_cases, items), .required = true,
     .count_at = offsetof(struct api_my_cases, item_count), .of = &case_shape, .max = API_MY_CASES_PAGE},
    {"total", JSON_INT, offsetof(struct api_my_cases, total), .required = true, .max = 1 << 30},
    {0}};
const struct json_shape api_my_cases_shape = {cases_fields, sizeof(struct api_my_cases)};

static const struct json_field new_fields[] = {
    {"scopes", JSON_TEXTS, offsetof(struct api_mandate_new, scopes), .required = true,
     .count_at = offsetof(struct api_mandate_new, scope_count), .max = MANDATE_SCOPES},
    {"service", JSON_TEXT, offsetof(struct api_mandate_new, service), .max = ID_CAP},
    {"until", JSON_TEXT, offsetof(struct api_mandate_new, until), .required = true, .max = TIME_CAP},
    {0}};
const struct json_shape api_mandate_new_shape = {new_fields, sizeof(struct api_mandate_new)};

static const struct json_field offer_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_mandate_offer, id), .required = true, .max = ID_CAP},
    {"code", JSON_TEXT, offsetof(struct api_mandate_offer, code), .required = true, .max = CODE_CAP},
    {"expires", JSON_TEXT, offsetof(struct api_mandate_offer, expires), .required = true, .max = TIME_CAP},
    {0}};
const struct json_shape api_mandate_offer_shape = {offer_fields, sizeof(struct api_mandate_offer)};

static const struct json_field code_fields[] = {
    {"code", JSON_TEXT, offsetof(struct api_mandate_code, code), .required = true, .max = CODE_CAP}, {0}};
const struct json_shape api_mandate_code_shape = {code_fields, sizeof(struct api_mandate_code)};

static const struct json_field mandate_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_mandate, id), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_mandate, name), .max = API_PERSON_CAP},
    {"scopes", JSON_TEXTS, offsetof(struct api_mandate, scopes), .required = true,
     .count_at = offsetof(struct api_mandate, scope_count), .max = MANDATE_SCOPES},
    {"service", JSON_TEXT, offsetof(struct api_mandate, service), .max = ID_CAP},
    {"service_title", JSON_TEXT, offsetof(struct api_mandate, service_title)},
    {"until", JSON_TEXT, offsetof(struct api_mandate, until), .required = true, .max = TIME_CAP},
    {"state", JSON_ENUM, offsetof(struct api_mandate, state), .required = true, .names = mandate_state_names},
    {0}};
const struct json_shape api_mandate_shape = {mandate_fields, sizeof(struct api_mandate)};

static const struct json_field mandates_fields[] = {
    {"given", JSON_LIST, offsetof(struct api_mandates, given), .required = true,
     .count_at = offsetof(struct api_mandates, given_count), .of = &api_mandate_shape, .max = LOG_CAP},
    {"received", JSON_LIST, offsetof(struct api_mandates, received), .required = true,
     .count_at = offsetof(struct api_mandates, received_count), .of = &api_mandate_shape, .max = LOG_CAP},
    {0}};
const struct json_shape api_mandates_shape = {mandates_fields, sizeof(struct api_mandates)};

static const struct json_field draft_fields[] = {
    {"service", JSON_TEXT, offsetof(struct api_draft, service), .max = ID_CAP},
    {"title", JSON_TEXT, offsetof(struct api_draft, title), .required = true, .max = TITLE_CAP},
    {"step", JSON_TEXT, offsetof(struct api_draft, step), .max = TITLE_CAP},
    {"version", JSON_TEXT, offsetof(struct api_draft, version), .max = ID_CAP},
    {"language", JSON_TEXT, offsetof(struct api_draft, language), .max = TIME_CAP},
    {"updated", JSON_TEXT, offsetof(struct api_draft, updated), .max = TIME_CAP},
    {"key", JSON_TEXT, offsetof(struct api_draft, key), .max = ID_CAP},
    {"answers", JSON_VALUE, offsetof(struct api_draft, answers), .required = true},
    {0}};
const struct json_shape api_draft_shape = {draft_fields, sizeof(struct api_draft)};

static const struct json_field draft_item_fields[] = {
    {"service", JSON_TEXT, offsetof(struct api_draft_item, service), .required = true, .max = ID_CAP},
    {"title", JSON_TEXT, offsetof(struct api_draft_item, title), .required = true, .max = TITLE_CAP},
    {"updated", JSON_TEXT, offsetof(struct api_draft_item, updated), .required = true, .max = TIME_CAP},
    {"sensitive", JSON_BOOL, offsetof(struct api_draft_item, sensitive)},
    {0}};
static const struct json_shape draft_item_shape = {draft_item_fields, sizeof(struct api_draft_item)};
static const struct json_field drafts_fields[] = {
    {"items", JSON_LIST, offsetof(struct api_drafts, items), .required = true,
     .count_at = offsetof(struct api_drafts, item_count), .of = &draft_item_shape, .max = LOG_CAP},
    {0}};
const struct json_shape api_drafts_shape = {drafts_fields, sizeof(struct api_drafts)};

static const struct json_field trace_fields[] = {
    {"at", JSON_TEXT, offsetof(struct api_trace, at), .required = true, .max = TIME_CAP},
    {"name", JSON_TEXT, offsetof(struct api_trace, name), .required = true, .max = API_PERSON_CAP},
    {"office", JSON_TEXT, offsetof(struct api_trace, office), .max = API_PERSON_CAP},
    {"about", JSON_TEXT, offsetof(struct api_trace, about), .max = ID_CAP},
    {"what", JSON_ENUM, offsetof(struct api_trace, what), .required = true, .names = trace_what_names},
    {0}};
static const struct json_shape trace_shape = {trace_fields, sizeof(struct api_trace)};

static const struct json_field log_fields[] = {
    {"items", JSON_LIST, offsetof(struct api_log, items), .required = true,
     .count_at = offsetof(struct api_log, item_count), .of = &trace_shape, .max = API_LOG_PAGE},
    {"total", JSON_INT, offsetof(struct api_log, total), .required = true, .max = 1 << 30},
    {0}};
const struct json_shape api_log_shape = {log_fields, sizeof(struct api_log)};
