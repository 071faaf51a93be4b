// SPDX-License-Identifier: Apache-2.0
// The tables of the bodies about boxes and phones.
#include "contract/service/api_phone.h"

enum { LABEL_CAP = 1000, ID_CAP = 128, TIME_CAP = 40, FILE_NAME_CAP = 200 };

const char *const wish_kind_names[] = {"none", "text", "file", NULL};
const char *const wish_input_names[] = {"text", "email", "number", "tel", "date", NULL};
const char *const upload_state_names[] = {"sending", "done", "refused", NULL};
const char *const api_upload_why[] = {"type", "broken", "large", "many", "stopped", NULL};

static const struct json_field name_fields[] = {
    {"name", JSON_TEXT, offsetof(struct api_box_name, name), .required = true, .max = API_BOX_NAME_CAP}, {0}};
const struct json_shape api_box_name_shape = {name_fields, sizeof(struct api_box_name)};

static const struct json_field box_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_box, id), .required = true, .max = API_BOX_ID_CAP},
    {"secret", JSON_TEXT, offsetof(struct api_box, secret), .required = true, .max = ID_CAP},
    {0}};
const struct json_shape api_box_shape = {box_fields, sizeof(struct api_box)};

static const struct json_field invite_fields[] = {
    {"language", JSON_TEXT, offsetof(struct api_invite, language), .max = 35},
    {"what", JSON_TEXT, offsetof(struct api_invite, what), .max = 20},
    {0}};
const struct json_shape api_invite_shape = {invite_fields, sizeof(struct api_invite)};

static const struct json_field invitation_fields[] = {
    {"url", JSON_TEXT, offsetof(struct api_invitation, url), .required = true},
    {"at", JSON_TEXT, offsetof(struct api_invitation, at), .required = true},
    {"code", JSON_TEXT, offsetof(struct api_invitation, code), .required = true, .max = 16},
    {"expires", JSON_TEXT, offsetof(struct api_invitation, expires), .required = true, .max = TIME_CAP},
    {0}};
const struct json_shape api_invitation_shape = {invitation_fields, sizeof(struct api_invitation)};

static const struct json_field phone_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_phone, id), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_phone, name), .required = true, .max = API_BOX_NAME_CAP},
    {"paired", JSON_TEXT, offsetof(struct api_phone, paired), .required = true, .max = TIME_CAP},
    {"seen", JSON_TEXT, offsetof(struct api_phone, seen), .max = TIME_CAP},
    {"picture", JSON_TEXT, offsetof(struct api_phone, picture), .max = 40},
    {"connected", JSON_BOOL, offsetof(struct api_phone, connected)},
    {"asks", JSON_BOOL, offsetof(struct api_phone, asks)},
    {0}};
const struct json_shape api_phone_shape = {phone_fields, sizeof(struct api_phone)};

static const struct json_field phones_fields[] = {
    {"items", JSON_LIST, offsetof(struct api_phones, items), .required = true,
     .count_at = offsetof(struct api_phones, item_count), .of = &api_phone_shape, .max = API_PHONES_CAP},
    {0}};
const struct json_shape api_phones_shape = {phones_fields, sizeof(struct api_phones)};

static const struct json_field wish_fields[] = {
    {"kind", JSON_ENUM, offsetof(struct api_wish, kind), .required = true, .names = wish_kind_names},
    {"field", JSON_TEXT, offsetof(struct api_wish, field), .max = ID_CAP},
    {"label", JSON_TEXT, offsetof(struct api_wish, label), .max = LABEL_CAP},
    {"hint", JSON_TEXT, offsetof(struct api_wish, hint), .max = LABEL_CAP},
    {"text", JSON_TEXT, offsetof(struct api_wish, text), .max = API_TEXT_CAP},
    {"next", JSON_TEXT, offsetof(struct api_wish, next), .max = LABEL_CAP},
    {"service", JSON_TEXT, offsetof(struct api_wish, service), .max = LABEL_CAP},
    {"input", JSON_ENUM, offsetof(struct api_wish, input), .names = wish_input_names},
    {"max", JSON_INT, offsetof(struct api_wish, max), .max = API_TEXT_CAP},
    {"private", JSON_BOOL, offsetof(struct api_wish, is_private)},
    {"multiline", JSON_BOOL, offsetof(struct api_wish, multiline)},
    {"types", JSON_TEXTS, offsetof(struct api_wish, types), .count_at = offsetof(struct api_wish, type_count),
     .max = API_WISH_TYPES_CAP},
    {"max_bytes", JSON_INT64, offsetof(struct api_wish, max_bytes), .max = API_FILE_BYTES},
    {"max_files", JSON_INT, offsetof(struct api_wish, max_files), .max = API_UPLOADS_CAP},
    {0}};
const struct json_shape api_wish_shape = {wish_fields, sizeof(struct api_wish)};

static const struct json_field event_phone_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_event_phone, id), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_event_phone, name), .required = true, .max = API_BOX_NAME_CAP},
    {"connected", JSON_BOOL, offsetof(struct api_event_phone, connected)},
    {0}};
const struct json_shape api_event_phone_shape = {event_phone_fields, sizeof(struct api_event_phone)};

static const struct json_field asks_fields[] = {
    {"phone", JSON_TEXT, offsetof(struct api_event_asks, phone), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_event_asks, name), .required = true, .max = API_BOX_NAME_CAP},
    {"picture", JSON_TEXT, offsetof(struct api_event_asks, picture), .required = true, .max = 40},
    {0}};
const struct json_shape api_event_asks_shape = {asks_fields, sizeof(struct api_event_asks)};

static const struct json_field text_fields[] = {
    {"field", JSON_TEXT, offsetof(struct api_event_text, field), .required = true, .max = ID_CAP},
    {"seq", JSON_INT64, offsetof(struct api_event_text, seq), .required = true},
    {"text", JSON_TEXT, offsetof(struct api_event_text, text), .required = true, .max = API_TEXT_CAP},
    {"done", JSON_BOOL, offsetof(struct api_event_text, done)},
    {0}};
const struct json_shape api_event_text_shape = {text_fields, sizeof(struct api_event_text)};

static const struct json_field upload_fields[] = {
    {"field", JSON_TEXT, offsetof(struct api_upload, field), .required = true, .max = ID_CAP},
    {"id", JSON_TEXT, offsetof(struct api_upload, id), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_upload, name), .required = true, .max = FILE_NAME_CAP},
    {"type", JSON_TEXT, offsetof(struct api_upload, type), .max = 40},
    {"why", JSON_TEXT, offsetof(struct api_upload, why), .max = 40},
    {"size", JSON_INT64, offsetof(struct api_upload, size), .required = true},
    {"got", JSON_INT64, offsetof(struct api_upload, got), .required = true},
    {"state", JSON_ENUM, offsetof(struct api_upload, state), .required = true, .names = upload_state_names},
    {"thumbnail", JSON_BOOL, offsetof(struct api_upload, thumbnail)},
    {0}};
const struct json_shape api_upload_shape = {upload_fields, sizeof(struct api_upload)};

static const struct json_field removed_fields[] = {
    {"phone", JSON_TEXT, offsetof(struct api_event_removed, phone), .required = true, .max = ID_CAP}, {0}};
const struct json_shape api_event_removed_shape = {removed_fields, sizeof(struct api_event_removed)};

static const struct json_field state_fields[] = {
    {"id", JSON_TEXT, offsetof(struct api_box_state, id), .required = true, .max = API_BOX_ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_box_state, name), .required = true, .max = API_BOX_NAME_CAP},
    {"phones", JSON_LIST, offsetof(struct api_box_state, phones), .required = true,
     .count_at = offsetof(struct api_box_state, phone_count), .of = &api_phone_shape, .max = API_PHONES_CAP},
    {"uploads", JSON_LIST, offsetof(struct api_box_state, uploads), .required = true,
     .count_at = offsetof(struct api_box_state, upload_count), .of = &api_upload_shape, .max = API_UPLOADS_CAP},
    {"text", JSON_STRUCT, offsetof(struct api_box_state, text), .of = &api_event_text_shape},
    {0}};
const struct json_shape api_box_state_shape = {state_fields, sizeof(struct api_box_state)};

static const struct json_field file_fields[] = {
    {"storage", JSON_TEXT, offsetof(struct api_file, storage), .required = true, .max = 20},
    {"id", JSON_TEXT, offsetof(struct api_file, id), .required = true, .max = ID_CAP},
    {"name", JSON_TEXT, offsetof(struct api_file, name), .required = true, .max = FILE_NAME_CAP},
    {"originalName", JSON_TEXT, offsetof(struct api_file, original_name), .max = FILE_NAME_CAP},
    {"size", JSON_INT64, offsetof(struct api_file, size)},
    {"type", JSON_TEXT, offsetof(struct api_file, type), .max = 40},
    {0}};
const struct json_shape api_file_shape = {file_fields, sizeof(struct api_file)};
