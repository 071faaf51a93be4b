// SPDX-License-Identifier: Apache-2.0
// The tables of boxes, phones and files.
#include "backend/phone/boxes.h"

static const char boxes[] =
    "CREATE TABLE box (id TEXT PRIMARY KEY, secret {bytes} NOT NULL, name TEXT NOT NULL, made BIGINT NOT NULL);"
    "CREATE TABLE box_invite (id {serial}, box TEXT NOT NULL, secret {bytes} NOT NULL UNIQUE,"
    " code {bytes} NOT NULL UNIQUE, language TEXT, expires BIGINT NOT NULL);"
    "CREATE INDEX box_invite_by_box ON box_invite (box);"
    // `picture` is null once the phone is allowed.
    "CREATE TABLE phone_pair (id TEXT PRIMARY KEY, phone {bytes} NOT NULL, box TEXT NOT NULL, name TEXT NOT NULL,"
    " picture TEXT, paired BIGINT NOT NULL, seen BIGINT NOT NULL, UNIQUE (phone, box));"
    "CREATE INDEX phone_pair_by_box ON phone_pair (box);";

// `original` is what the person's device called it, cleaned; `state` of enum upload_state; `number` the case that holds
// it. A file's bytes are the pieces in order.
static const char files[] =
    "CREATE TABLE phone_file (id TEXT PRIMARY KEY, box TEXT NOT NULL, pair TEXT NOT NULL, field TEXT NOT NULL,"
    " name TEXT NOT NULL, type TEXT, why TEXT, state INTEGER NOT NULL, kinds INTEGER NOT NULL, size BIGINT NOT NULL,"
    " got BIGINT NOT NULL, pieces INTEGER NOT NULL, made BIGINT NOT NULL, touched BIGINT NOT NULL, number TEXT,"
    " thumbnail {bytes});"
    "CREATE INDEX phone_file_by_box ON phone_file (box);"
    "CREATE INDEX phone_file_by_case ON phone_file (number) WHERE number IS NOT NULL;"
    "CREATE INDEX phone_file_by_age ON phone_file (touched) WHERE number IS NULL;"
    "CREATE TABLE phone_piece (file TEXT NOT NULL, n INTEGER NOT NULL, bytes {bytes} NOT NULL, PRIMARY KEY (file, n));";

// Whose draft at the office holds the file: then it is theirs as well as its box's.
static const char owners[] = "ALTER TABLE phone_file ADD COLUMN owner TEXT;";

static const struct store_migration migrations[] = {{1, "boxes", boxes}, {2, "files", files}, {3, "owners", owners}};
const struct store_module phone_module = {"phone", migrations, sizeof migrations / sizeof *migrations};
