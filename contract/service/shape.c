// SPDX-License-Identifier: Apache-2.0
// The tables of service.json: what its members are called, where they go, how large they may be.
#include "contract/service/inside.h"

static const struct json_field office_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service_office, id), .required = true, .max = SERVICE_ID_CAP},
    {"icon", JSON_TEXT, offsetof(struct service_office, icon), .max = SERVICE_ID_CAP},
    {"phone", JSON_TEXT, offsetof(struct service_office, phone), .max = 64},
    {"email", JSON_TEXT, offsetof(struct service_office, email), .max = 200},
    {"url", JSON_TEXT, offsetof(struct service_office, url), .max = 1000},
    {"name", JSON_VALUE, offsetof(struct service_office, name)},
    {"address", JSON_VALUE, offsetof(struct service_office, address)},
    {"hours", JSON_VALUE, offsetof(struct service_office, hours)},
    {"work", JSON_VALUE, offsetof(struct service_office, work)},
    {0}};
const struct json_shape service_office_shape = {office_fields, sizeof(struct service_office)};

static const struct json_field item_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service_item, id), .max = SERVICE_ID_CAP},
    {"url", JSON_TEXT, offsetof(struct service_item, url), .max = 1000},
    {"title", JSON_VALUE, offsetof(struct service_item, title), .required = true},
    {"detail", JSON_VALUE, offsetof(struct service_item, detail)},
    {0}};
static const struct json_shape item_shape = {item_fields, sizeof(struct service_item)};

static const struct json_field cost_fields[] = {
    {"amount", JSON_INT64, offsetof(struct service_cost, amount), .max = 1e15},
    {"currency", JSON_TEXT, offsetof(struct service_cost, currency), .max = 3},
    {"words", JSON_VALUE, offsetof(struct service_cost, words)},
    {0}};
static const struct json_shape cost_shape = {cost_fields, sizeof(struct service_cost)};

static const struct json_field channel_fields[] = {
    {"type", JSON_ENUM, offsetof(struct service_channel, type), .required = true, .names = channel_names},
    {"url", JSON_TEXT, offsetof(struct service_channel, url), .max = 1000},
    {"phone", JSON_TEXT, offsetof(struct service_channel, phone), .max = 64},
    {"office", JSON_TEXT, offsetof(struct service_channel, office), .max = SERVICE_ID_CAP},
    {"words", JSON_VALUE, offsetof(struct service_channel, words)},
    {0}};
static const struct json_shape channel_shape = {channel_fields, sizeof(struct service_channel)};

static const struct json_field time_fields[] = {
    {"working_days", JSON_INT, offsetof(struct service_time, working_days), .max = 400},
    {"words", JSON_VALUE, offsetof(struct service_time, words), .required = true},
    {0}};
static const struct json_shape time_shape = {time_fields, sizeof(struct service_time)};

static const struct json_field prefill_fields[] = {
    {"answer", JSON_TEXT, offsetof(struct service_prefill, answer), .required = true, .max = 200},
    {"source", JSON_TEXT, offsetof(struct service_prefill, source), .required = true, .max = SERVICE_ID_CAP},
    {"field", JSON_TEXT, offsetof(struct service_prefill, field), .required = true, .max = 200},
    {"consent", JSON_BOOL, offsetof(struct service_prefill, consent)},
    {"words", JSON_VALUE, offsetof(struct service_prefill, words)},
    {0}};
static const struct json_shape prefill_shape = {prefill_fields, sizeof(struct service_prefill)};

static const struct json_field clip_fields[] = {
    {"url", JSON_TEXT, offsetof(struct service_clip, url), .required = true, .max = 1000},
    {"poster", JSON_TEXT, offsetof(struct service_clip, poster), .max = 1000},
    {"title", JSON_VALUE, offsetof(struct service_clip, title), .required = true},
    {"seconds", JSON_INT, offsetof(struct service_clip, seconds), .required = true, .max = SERVICE_CLIP_SECONDS},
    {0}};
static const struct json_shape clip_shape = {clip_fields, sizeof(struct service_clip)};

static const struct json_field state_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service_state, id), .required = true, .max = SERVICE_ID_CAP},
    {"icon", JSON_TEXT, offsetof(struct service_state, icon), .max = SERVICE_ID_CAP},
    {"kind", JSON_ENUM, offsetof(struct service_state, kind), .required = true, .names = state_kind_names},
    {"title", JSON_VALUE, offsetof(struct service_state, title), .required = true},
    {"tells", JSON_VALUE, offsetof(struct service_state, tells), .required = true},
    {0}};
static const struct json_shape state_shape = {state_fields, sizeof(struct service_state)};

static const struct json_field move_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service_move, id), .required = true, .max = SERVICE_ID_CAP},
    {"to", JSON_TEXT, offsetof(struct service_move, to), .required = true, .max = SERVICE_ID_CAP},
    {"icon", JSON_TEXT, offsetof(struct service_move, icon), .max = SERVICE_ID_CAP},
    {"from", JSON_TEXTS, offsetof(struct service_move, from), .required = true,
     .count_at = offsetof(struct service_move, from_count), .max = SERVICE_STATES_CAP},
    {"by", JSON_ENUM, offsetof(struct service_move, by), .required = true, .names = actor_names},
    {"reason", JSON_ENUM, offsetof(struct service_move, reason), .names = needs_names},
    {"answer", JSON_ENUM, offsetof(struct service_move, answer), .names = needs_names},
    {"clock", JSON_ENUM, offsetof(struct service_move, clock), .names = clock_effect_names},
    {"transfers", JSON_BOOL, offsetof(struct service_move, transfers)},
    {"assigns", JSON_BOOL, offsetof(struct service_move, assigns)},
    {"reopens", JSON_BOOL, offsetof(struct service_move, reopens)},
    {"verb", JSON_VALUE, offsetof(struct service_move, verb)},
    {"title", JSON_VALUE, offsetof(struct service_move, title), .required = true},
    {"message", JSON_VALUE, offsetof(struct service_move, message)},
    {0}};
static const struct json_shape move_shape = {move_fields, sizeof(struct service_move)};

static const struct json_field extension_fields[] = {
    {"count", JSON_INT, offsetof(struct service_extension, count), .required = true, .max = 10},
    {"days", JSON_INT, offsetof(struct service_extension, days), .required = true, .max = 100},
    {"reason", JSON_BOOL, offsetof(struct service_extension, reason)},
    {0}};
static const struct json_shape extension_shape = {extension_fields, sizeof(struct service_extension)};

static const struct json_field lapse_fields[] = {
    {"office", JSON_TEXT, offsetof(struct service_lapse, office), .max = SERVICE_ID_CAP},
    {"tells", JSON_VALUE, offsetof(struct service_lapse, tells), .required = true},
    {0}};
static const struct json_shape lapse_shape = {lapse_fields, sizeof(struct service_lapse)};

static const struct json_field procedure_fields[] = {
    {"like", JSON_TEXT, offsetof(struct service_procedure, like), .max = SERVICE_ID_CAP},
    {"start", JSON_TEXT, offsetof(struct service_procedure, start), .required = true, .max = SERVICE_ID_CAP},
    {"days", JSON_INT, offsetof(struct service_procedure, days), .max = 250},
    {"reopen_days", JSON_INT, offsetof(struct service_procedure, reopen_days), .max = 3650},
    {"reopened_least", JSON_INT, offsetof(struct service_procedure, reopened_least), .max = 250},
    {"extension", JSON_STRUCT, offsetof(struct service_procedure, extension), .of = &extension_shape},
    {"lapse", JSON_STRUCT, offsetof(struct service_procedure, lapse), .of = &lapse_shape},
    {"sent", JSON_VALUE, offsetof(struct service_procedure, sent), .required = true},
    {"states", JSON_LIST, offsetof(struct service_procedure, states), .required = true,
     .count_at = offsetof(struct service_procedure, state_count), .of = &state_shape, .max = SERVICE_STATES_CAP},
    {"moves", JSON_LIST, offsetof(struct service_procedure, moves), .required = true,
     .count_at = offsetof(struct service_procedure, move_count), .of = &move_shape, .max = SERVICE_MOVES_CAP},
    {0}};
static const struct json_shape procedure_shape = {procedure_fields, sizeof(struct service_procedure)};

static const struct json_field service_fields[] = {
    {"id", JSON_TEXT, offsetof(struct service, id), .required = true, .max = SERVICE_ID_CAP},
    {"icon", JSON_TEXT, offsetof(struct service, icon), .required = true, .max = SERVICE_ID_CAP},
    {"category", JSON_TEXT, offsetof(struct service, category), .required = true, .max = SERVICE_ID_CAP},
    {"version", JSON_TEXT, offsetof(struct service, version), .max = 64},
    {"languages", JSON_TEXTS, offsetof(struct service, languages), .required = true,
     .count_at = offsetof(struct service, language_count), .max = TEXTS_LANGUAGES_CAP},
    {"title", JSON_VALUE, offsetof(struct service, title), .required = true},
    {"summary", JSON_VALUE, offsetof(struct service, summary), .required = true},
    {"easy", JSON_VALUE, offsetof(struct service, easy_written)},
    {"sign_language", JSON_STRUCT, offsetof(struct service, sign_language), .of = &clip_shape},
    {"sensitive", JSON_BOOL, offsetof(struct service, sensitive)},
    {"signature", JSON_BOOL, offsetof(struct service, signature)},
    {"who", JSON_VALUE, offsetof(struct service, who)},
    {"who_detail", JSON_VALUE, offsetof(struct service, who_detail)},
    {"note", JSON_VALUE, offsetof(struct service, note)},
    {"send", JSON_VALUE, offsetof(struct service, send)},
    {"answer_words", JSON_VALUE, offsetof(struct service, answer_words)},
    {"case_title", JSON_VALUE, offsetof(struct service, case_title)},
    {"case_detail", JSON_VALUE, offsetof(struct service, case_detail)},
    {"keywords", JSON_VALUE, offsetof(struct service, keywords)},
    {"authority", JSON_STRUCT, offsetof(struct service, authority), .required = true, .of = &service_office_shape},
    {"audiences", JSON_TEXTS, offsetof(struct service, audiences), .required = true,
     .count_at = offsetof(struct service, audience_count), .max = AUDIENCE_COUNT},
    {"events", JSON_TEXTS, offsetof(struct service, events), .count_at = offsetof(struct service, event_count),
     .max = SERVICE_ITEMS_CAP},
    {"requirements", JSON_LIST, offsetof(struct service, requirements),
     .count_at = offsetof(struct service, requirement_count), .of = &item_shape, .max = SERVICE_ITEMS_CAP},
    {"evidence", JSON_LIST, offsetof(struct service, evidence), .count_at = offsetof(struct service, evidence_count),
     .of = &item_shape, .max = SERVICE_ITEMS_CAP},
    {"outputs", JSON_LIST, offsetof(struct service, outputs), .count_at = offsetof(struct service, output_count),
     .of = &item_shape, .max = SERVICE_ITEMS_CAP},
    {"laws", JSON_LIST, offsetof(struct service, laws), .count_at = offsetof(struct service, law_count),
     .of = &item_shape, .max = SERVICE_ITEMS_CAP},
    {"steps", JSON_LIST, offsetof(struct service, steps), .count_at = offsetof(struct service, step_count),
     .of = &item_shape, .max = SERVICE_ITEMS_CAP},
    {"cost", JSON_STRUCT, offsetof(struct service, cost), .of = &cost_shape},
    {"processing", JSON_STRUCT, offsetof(struct service, processing), .of = &time_shape},
    {"minutes", JSON_INT, offsetof(struct service, minutes), .max = 600},
    {"rank", JSON_INT, offsetof(struct service, rank), .max = 1000000},
    {"sign_in", JSON_ENUM, offsetof(struct service, sign_in), .names = sign_in_names},
    {"channels", JSON_LIST, offsetof(struct service, channels), .count_at = offsetof(struct service, channel_count),
     .of = &channel_shape, .max = SERVICE_ITEMS_CAP},
    {"prefill", JSON_LIST, offsetof(struct service, prefill), .count_at = offsetof(struct service, prefill_count),
     .of = &prefill_shape, .max = SERVICE_PREFILL_CAP},
    {"procedure", JSON_STRUCT, offsetof(struct service, procedure), .required = true, .of = &procedure_shape},
    {0}};
const struct json_shape service_shape = {service_fields, sizeof(struct service)};
