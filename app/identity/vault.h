// SPDX-License-Identifier: Apache-2.0
// Texts that only this box can read: AES-256-GCM under a key made from a random file of the state folder (box.key, mode
// 0600) and the machine's id, where there is one. A state folder that is carried to another box opens there, but its sealed
// texts do not: whoever they belong to signs in again. It does not protect from somebody who runs programs on this box.
#ifndef TGOV_APP_IDENTITY_VAULT_H
#define TGOV_APP_IDENTITY_VAULT_H

#include "base/arena.h"
#include "base/str.h"

enum { VAULT_KEY = 32, VAULT_TEXT_MAX = 32 << 10 };
struct vault {
    char path[1024]; // of box.key
    unsigned char key[VAULT_KEY];
    bool ready;
};

// Reads the key; without one nothing can be opened, and vault_seal makes it. `machine` is any text that other machines do
// not have, "" when nothing is known; vault_machine finds it. ERR_LIMIT for a long folder name, else the errors of file_read.
enum err vault_open(struct vault *v, const char *folder, const char *machine, struct fault *f) TGOV_CHECKED;
void vault_machine(char *to, size_t room);
// `about` (the profile's id) is bound to the text: sealed for one, it does not open for another.
enum err vault_seal(struct vault *v, struct arena *a, const char *machine, const char *about, struct str text,
                    const char **sealed, struct fault *f) TGOV_CHECKED;
// ERR_DENIED: of another box or another profile, changed, or the key is gone. ERR_MEMORY.
enum err vault_unseal(const struct vault *v, struct arena *a, const char *about, const char *sealed, struct str *text) TGOV_CHECKED;
// The key goes: what was sealed can never be opened again.
enum err vault_erase(struct vault *v, struct fault *f) TGOV_CHECKED;

#endif
