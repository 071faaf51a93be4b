// SPDX-License-Identifier: Apache-2.0
// The tables of the API's bodies.
#include "contract/service/api.h"

static const struct json_field board_fields[] = {
    {"icon", JSON_TEXT, offsetof(struct api_board_item, icon), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_board_item, title), .required = true},
    {"detail", JSON_TEXT, offsetof(struct api_board_item, detail)},
    {"strong", JSON_TEXT, offsetof(struct api_board_item, strong)},
    {0}};
static const struct json_shape board_shape = {board_fields, sizeof(struct api_board_item)};

static const struct json_field term_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_term, id), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_term, title), .required = true},
    {"icon", JSON_TEXT, offsetof(struct api_term, icon), .required = true},
    {"count", JSON_INT, offsetof(struct api_term, count), .required = true},
    {"business", JSON_BOOL, offsetof(struct api_term, business)},
    {0}};
static const struct json_shape term_shape = {term_fields, sizeof(struct api_term)};

static const struct json_field language_fields[] = {
    {"tag", JSON_TEXT, offsetof(struct api_language, tag), .required = true},
    {"name", JSON_TEXT, offsetof(struct api_language, name), .required = true},
    {0}};
static const struct json_shape language_shape = {language_fields, sizeof(struct api_language)};

static const struct json_field featured_fields[] = {
    {"service", JSON_TEXT, offsetof(struct api_featured, service), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_featured, title), .required = true},
    {"office", JSON_TEXT, offsetof(struct api_featured, office)},
    {"icon", JSON_TEXT, offsetof(struct api_featured, icon)},
    {"verb", JSON_TEXT, offsetof(struct api_featured, verb)},
    {"figure", JSON_TEXT, offsetof(struct api_featured, figure)},
    {"figure_before", JSON_TEXT, offsetof(struct api_featured, figure_before)},
    {"figure_after", JSON_TEXT, offsetof(struct api_featured, figure_after)},
    {0}};
static const struct json_shape featured_shape = {featured_fields, sizeof(struct api_featured)};

static const struct json_field home_fields[] = {
    {"district", JSON_TEXT, offsetof(struct api_home, district), .required = true},
    {"short_name", JSON_TEXT, offsetof(struct api_home, short_name), .required = true},
    {"zone", JSON_TEXT, offsetof(struct api_home, zone), .required = true},
    {"welcome", JSON_TEXT, offsetof(struct api_home, welcome)},
    {"board_title", JSON_TEXT, offsetof(struct api_home, board_title)},
    {"board_source", JSON_TEXT, offsetof(struct api_home, board_source)},
    {"board", JSON_LIST, offsetof(struct api_home, board), .count_at = offsetof(struct api_home, board_count),
     .of = &board_shape, .max = API_LIST_CAP},
    {"featured", JSON_STRUCT, offsetof(struct api_home, featured), .of = &featured_shape},
    {"language", JSON_TEXT, offsetof(struct api_home, language)},
    {"audiences", JSON_LIST, offsetof(struct api_home, audiences), .required = true,
     .count_at = offsetof(struct api_home, audience_count), .of = &term_shape, .max = API_LIST_CAP},
    {"events", JSON_LIST, offsetof(struct api_home, events), .required = true,
     .count_at = offsetof(struct api_home, event_count), .of = &term_shape, .max = API_LIST_CAP},
    {"categories", JSON_LIST, offsetof(struct api_home, categories), .required = true,
     .count_at = offsetof(struct api_home, category_count), .of = &term_shape, .max = API_LIST_CAP},
    {"languages", JSON_LIST, offsetof(struct api_home, languages), .required = true,
     .count_at = offsetof(struct api_home, language_count), .of = &language_shape, .max = API_LIST_CAP},
    {"services", JSON_INT, offsetof(struct api_home, services), .required = true},
    {0}};
const struct json_shape api_home_shape = {home_fields, sizeof(struct api_home)};

static const struct json_field service_item_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_service_item, id), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_service_item, title), .required = true},
    {"office", JSON_TEXT, offsetof(struct api_service_item, office), .required = true},
    {"note", JSON_TEXT, offsetof(struct api_service_item, note)},
    {"icon", JSON_TEXT, offsetof(struct api_service_item, icon), .required = true},
    {"fee", JSON_TEXT, offsetof(struct api_service_item, fee), .required = true},
    {"language", JSON_TEXT, offsetof(struct api_service_item, language)},
    {"minutes", JSON_INT, offsetof(struct api_service_item, minutes), .required = true},
    {"finish_on_tv", JSON_BOOL, offsetof(struct api_service_item, finish_on_tv), .required = true},
    {"no_fee", JSON_BOOL, offsetof(struct api_service_item, no_fee), .required = true},
    {"no_papers", JSON_BOOL, offsetof(struct api_service_item, no_papers), .required = true},
    {0}};
static const struct json_shape service_item_shape = {service_item_fields, sizeof(struct api_service_item)};

static const struct json_field services_fields[] = {
    {"items", JSON_LIST, offsetof(struct api_services, items), .required = true,
     .count_at = offsetof(struct api_services, item_count), .of = &service_item_shape, .max = API_LIST_CAP},
    {"total", JSON_INT, offsetof(struct api_services, total), .required = true},
    {"all", JSON_INT, offsetof(struct api_services, all), .required = true},
    {"events", JSON_LIST, offsetof(struct api_services, events), .required = true,
     .count_at = offsetof(struct api_services, event_count), .of = &term_shape, .max = API_LIST_CAP},
    {"categories", JSON_LIST, offsetof(struct api_services, categories), .required = true,
     .count_at = offsetof(struct api_services, category_count), .of = &term_shape, .max = API_LIST_CAP},
    {"next", JSON_TEXT, offsetof(struct api_services, next)},
    {"language", JSON_TEXT, offsetof(struct api_services, language)},
    {0}};
const struct json_shape api_services_shape = {services_fields, sizeof(struct api_services)};

static const struct json_field office_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_office, id), .required = true},
    {"name", JSON_TEXT, offsetof(struct api_office, name), .required = true},
    {"icon", JSON_TEXT, offsetof(struct api_office, icon)},
    {"phone", JSON_TEXT, offsetof(struct api_office, phone)},
    {"email", JSON_TEXT, offsetof(struct api_office, email)},
    {"url", JSON_TEXT, offsetof(struct api_office, url)},
    {"address", JSON_TEXT, offsetof(struct api_office, address)},
    {"hours", JSON_TEXT, offsetof(struct api_office, hours)},
    {"work", JSON_TEXT, offsetof(struct api_office, work)},
    {"language", JSON_TEXT, offsetof(struct api_office, language)},
    {0}};
static const struct json_shape office_shape = {office_fields, sizeof(struct api_office)};

static const struct json_field item_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_item, id)},
    {"title", JSON_TEXT, offsetof(struct api_item, title), .required = true},
    {"detail", JSON_TEXT, offsetof(struct api_item, detail)},
    {"url", JSON_TEXT, offsetof(struct api_item, url)},
    {0}};
static const struct json_shape item_shape = {item_fields, sizeof(struct api_item)};

static const struct json_field channel_fields[] = {
    {"type", JSON_ENUM, offsetof(struct api_channel, type), .required = true, .names = channel_names},
    {"title", JSON_TEXT, offsetof(struct api_channel, title)},
    {"detail", JSON_TEXT, offsetof(struct api_channel, detail)},
    {"url", JSON_TEXT, offsetof(struct api_channel, url)},
    {"phone", JSON_TEXT, offsetof(struct api_channel, phone)},
    {0}};
static const struct json_shape channel_shape = {channel_fields, sizeof(struct api_channel)};

static const struct json_field clip_fields[] = {
    {"url", JSON_TEXT, offsetof(struct api_clip, url), .required = true},
    {"poster", JSON_TEXT, offsetof(struct api_clip, poster)},
    {"title", JSON_TEXT, offsetof(struct api_clip, title), .required = true},
    {"seconds", JSON_INT, offsetof(struct api_clip, seconds), .required = true},
    {0}};
static const struct json_shape clip_shape = {clip_fields, sizeof(struct api_clip)};

static const struct json_field service_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_service, id), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_service, title), .required = true},
    {"summary", JSON_TEXT, offsetof(struct api_service, summary), .required = true},
    {"easy", JSON_TEXT, offsetof(struct api_service, easy)},
    {"easy_title", JSON_TEXT, offsetof(struct api_service, easy_title)},
    {"easy_who", JSON_TEXT, offsetof(struct api_service, easy_who)},
    {"easy_steps", JSON_TEXTS, offsetof(struct api_service, easy_steps), .required = true,
     .count_at = offsetof(struct api_service, easy_step_count), .max = API_LIST_CAP},
    {"sign_language", JSON_STRUCT, offsetof(struct api_service, sign_language), .of = &clip_shape},
    {"sensitive", JSON_BOOL, offsetof(struct api_service, sensitive), .required = true},
    {"signature", JSON_BOOL, offsetof(struct api_service, signature), .required = true},
    {"icon", JSON_TEXT, offsetof(struct api_service, icon), .required = true},
    {"category", JSON_TEXT, offsetof(struct api_service, category), .required = true},
    {"version", JSON_TEXT, offsetof(struct api_service, version)},
    {"language", JSON_TEXT, offsetof(struct api_service, language), .required = true},
    {"office", JSON_STRUCT, offsetof(struct api_service, office), .required = true, .of = &office_shape},
    {"who", JSON_TEXT, offsetof(struct api_service, who), .required = true},
    {"who_detail", JSON_TEXT, offsetof(struct api_service, who_detail)},
    {"note", JSON_TEXT, offsetof(struct api_service, note)},
    {"fee", JSON_TEXT, offsetof(struct api_service, fee), .required = true},
    {"fee_amount", JSON_INT64, offsetof(struct api_service, fee_amount), .required = true},
    {"currency", JSON_TEXT, offsetof(struct api_service, currency)},
    {"how_long", JSON_TEXT, offsetof(struct api_service, how_long)},
    {"send", JSON_TEXT, offsetof(struct api_service, send), .required = true},
    {"answer_words", JSON_TEXT, offsetof(struct api_service, answer_words)},
    {"late", JSON_TEXT, offsetof(struct api_service, late)},
    {"minutes", JSON_INT, offsetof(struct api_service, minutes), .required = true},
    {"questions", JSON_INT, offsetof(struct api_service, questions), .required = true},
    {"days", JSON_INT, offsetof(struct api_service, days), .required = true},
    {"reopen_days", JSON_INT, offsetof(struct api_service, reopen_days), .required = true},
    {"answer_by", JSON_TEXT, offsetof(struct api_service, answer_by)},
    {"sign_in", JSON_ENUM, offsetof(struct api_service, sign_in), .required = true, .names = sign_in_names},
    {"finish_on_tv", JSON_BOOL, offsetof(struct api_service, finish_on_tv), .required = true},
    {"no_fee", JSON_BOOL, offsetof(struct api_service, no_fee), .required = true},
    {"no_papers", JSON_BOOL, offsetof(struct api_service, no_papers), .required = true},
    {"audiences", JSON_TEXTS, offsetof(struct api_service, audiences), .required = true,
     .count_at = offsetof(struct api_service, audience_count), .max = API_LIST_CAP},
    {"events", JSON_TEXTS, offsetof(struct api_service, events), .required = true,
     .count_at = offsetof(struct api_service, event_count), .max = API_LIST_CAP},
    {"languages", JSON_TEXTS, offsetof(struct api_service, languages), .required = true,
     .count_at = offsetof(struct api_service, language_count), .max = API_LIST_CAP},
    {"requirements", JSON_LIST, offsetof(struct api_service, requirements), .required = true,
     .count_at = offsetof(struct api_service, requirement_count), .of = &item_shape, .max = API_LIST_CAP},
    {"evidence", JSON_LIST, offsetof(struct api_service, evidence), .required = true,
     .count_at = offsetof(struct api_service, evidence_count), .of = &item_shape, .max = API_LIST_CAP},
    {"outputs", JSON_LIST, offsetof(struct api_service, outputs), .required = true,
     .count_at = offsetof(struct api_service, output_count), .of = &item_shape, .max = API_LIST_CAP},
    {"laws", JSON_LIST, offsetof(struct api_service, laws), .required = true,
     .count_at = offsetof(struct api_service, law_count), .of = &item_shape, .max = API_LIST_CAP},
    {"steps", JSON_LIST, offsetof(struct api_service, steps), .required = true,
     .count_at = offsetof(struct api_service, step_count), .of = &item_shape, .max = API_LIST_CAP},
    {"channels", JSON_LIST, offsetof(struct api_service, channels), .required = true,
     .count_at = offsetof(struct api_service, channel_count), .of = &channel_shape, .max = API_LIST_CAP},
    {0}};
const struct json_shape api_service_shape = {service_fields, sizeof(struct api_service)};

static const struct json_field receipt_fields[] = {
    {"number", JSON_TEXT, offsetof(struct api_receipt, number), .required = true, .max = CASE_NUMBER_MAX},
    {"secret", JSON_TEXT, offsetof(struct api_receipt, secret), .required = true, .max = CASE_SECRET_MAX},
    {"title", JSON_TEXT, offsetof(struct api_receipt, title), .required = true},
    {"office", JSON_TEXT, offsetof(struct api_receipt, office), .required = true},
    {"language", JSON_TEXT, offsetof(struct api_receipt, language)},
    {"follow_url", JSON_TEXT, offsetof(struct api_receipt, follow_url), .required = true},
    {"answer_by", JSON_TEXT, offsetof(struct api_receipt, answer_by)},
    {"days", JSON_INT, offsetof(struct api_receipt, days), .required = true},
    {0}};
const struct json_shape api_receipt_shape = {receipt_fields, sizeof(struct api_receipt)};

static const struct json_field timeline_fields[] = {
    {"at", JSON_TEXT, offsetof(struct api_timeline, at), .required = true},
    {"what", JSON_ENUM, offsetof(struct api_timeline, what), .required = true, .names = case_what_names},
    {"who", JSON_ENUM, offsetof(struct api_timeline, who), .required = true, .names = actor_names},
    {"name", JSON_TEXT, offsetof(struct api_timeline, name)},
    {"title", JSON_TEXT, offsetof(struct api_timeline, title), .required = true},
    {"detail", JSON_TEXT, offsetof(struct api_timeline, detail)},
    {"why", JSON_TEXT, offsetof(struct api_timeline, why)},
    {"icon", JSON_TEXT, offsetof(struct api_timeline, icon), .required = true},
    {"now", JSON_BOOL, offsetof(struct api_timeline, now), .required = true},
    {0}};
static const struct json_shape timeline_shape = {timeline_fields, sizeof(struct api_timeline)};

static const struct json_field message_fields[] = {
    {"at", JSON_TEXT, offsetof(struct api_message, at), .required = true},
    {"who", JSON_ENUM, offsetof(struct api_message, who), .required = true, .names = actor_names},
    {"name", JSON_TEXT, offsetof(struct api_message, name)},
    {"text", JSON_TEXT, offsetof(struct api_message, text), .required = true},
    {0}};
static const struct json_shape message_shape = {message_fields, sizeof(struct api_message)};

static const struct json_field move_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_move, id), .required = true},
    {"verb", JSON_TEXT, offsetof(struct api_move, verb), .required = true},
    {"reason", JSON_ENUM, offsetof(struct api_move, reason), .required = true, .names = needs_names},
    {"answer", JSON_ENUM, offsetof(struct api_move, answer), .required = true, .names = needs_names},
    {"reopens", JSON_BOOL, offsetof(struct api_move, reopens), .required = true},
    {0}};
static const struct json_shape move_shape = {move_fields, sizeof(struct api_move)};

static const struct json_field clock_fields[] = {
    {"state", JSON_ENUM, offsetof(struct api_clock, state), .required = true, .names = case_clock_names},
    {"days", JSON_INT, offsetof(struct api_clock, days), .required = true},
    {"used", JSON_INT, offsetof(struct api_clock, used), .required = true},
    {"left", JSON_INT, offsetof(struct api_clock, left), .required = true},
    {"deadline", JSON_TEXT, offsetof(struct api_clock, deadline)},
    {"late", JSON_BOOL, offsetof(struct api_clock, late), .required = true},
    {"words", JSON_TEXT, offsetof(struct api_clock, words)},
    {0}};
static const struct json_shape clock_shape = {clock_fields, sizeof(struct api_clock)};

static const struct json_field state_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_state, id), .required = true},
    {"kind", JSON_ENUM, offsetof(struct api_state, kind), .required = true, .names = state_kind_names},
    {"title", JSON_TEXT, offsetof(struct api_state, title), .required = true},
    {"tells", JSON_TEXT, offsetof(struct api_state, tells)},
    {"icon", JSON_TEXT, offsetof(struct api_state, icon)},
    {0}};
static const struct json_shape state_shape = {state_fields, sizeof(struct api_state)};

static const struct json_field case_fields[] = {
    {"number", JSON_TEXT, offsetof(struct api_case, number), .required = true, .max = CASE_NUMBER_MAX},
    {"service", JSON_TEXT, offsetof(struct api_case, service), .required = true},
    {"service_title", JSON_TEXT, offsetof(struct api_case, service_title), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_case, title), .required = true},
    {"detail", JSON_TEXT, offsetof(struct api_case, detail)},
    {"language", JSON_TEXT, offsetof(struct api_case, language)},
    {"icon", JSON_TEXT, offsetof(struct api_case, icon), .required = true},
    {"office", JSON_STRUCT, offsetof(struct api_case, office), .required = true, .of = &office_shape},
    {"officer", JSON_TEXT, offsetof(struct api_case, officer)},
    {"answer", JSON_TEXT, offsetof(struct api_case, answer)},
    {"opened", JSON_TEXT, offsetof(struct api_case, opened), .required = true},
    {"reopen_until", JSON_TEXT, offsetof(struct api_case, reopen_until)},
    {"state", JSON_STRUCT, offsetof(struct api_case, state), .required = true, .of = &state_shape},
    {"clock", JSON_STRUCT, offsetof(struct api_case, clock), .required = true, .of = &clock_shape},
    {"timeline", JSON_LIST, offsetof(struct api_case, timeline), .required = true,
     .count_at = offsetof(struct api_case, timeline_count), .of = &timeline_shape, .max = CASE_EVENTS_CAP},
    {"messages", JSON_LIST, offsetof(struct api_case, messages), .required = true,
     .count_at = offsetof(struct api_case, message_count), .of = &message_shape, .max = CASE_EVENTS_CAP},
    {"moves", JSON_LIST, offsetof(struct api_case, moves), .required = true,
     .count_at = offsetof(struct api_case, move_count), .of = &move_shape, .max = SERVICE_MOVES_CAP},
    {"can_write", JSON_BOOL, offsetof(struct api_case, can_write), .required = true},
    {0}};
const struct json_shape api_case_shape = {case_fields, sizeof(struct api_case)};

static const struct json_field error_fields[] = {
    {"path", JSON_TEXT, offsetof(struct api_error, path), .required = true},
    {"rule", JSON_TEXT, offsetof(struct api_error, rule), .required = true},
    {"message", JSON_TEXT, offsetof(struct api_error, message), .required = true},
    {0}};
static const struct json_shape error_shape = {error_fields, sizeof(struct api_error)};

static const struct json_field problem_fields[] = {
    {"type", JSON_TEXT, offsetof(struct api_problem, type), .required = true},
    {"title", JSON_TEXT, offsetof(struct api_problem, title), .required = true},
    {"status", JSON_INT, offsetof(struct api_problem, status), .required = true, .min = 400, .max = 599},
    {"detail", JSON_TEXT, offsetof(struct api_problem, detail)},
    {"instance", JSON_TEXT, offsetof(struct api_problem, instance)},
    {"errors", JSON_LIST, offsetof(struct api_problem, errors), .count_at = offsetof(struct api_problem, error_count),
     .of = &error_shape, .max = API_LIST_CAP},
    {0}};
const struct json_shape api_problem_shape = {problem_fields, sizeof(struct api_problem)};
