// SPDX-License-Identifier: Apache-2.0
// Passwords, by yescrypt of libxcrypt.
#include "backend/issuer/inside.h"
#include "base/random.h"
#include <crypt.h>
#include <stdio.h>

enum {
    CHEAP = 1, // 1 ms instead of 25
    COST_LETTERS = 7, // "$y$j9T$"
};

const char *password_hash(struct arena *a, const char *password, bool cheap) {
    char salt[CRYPT_GENSALT_OUTPUT_SIZE];
    struct crypt_data *data = arena_alloc(a, sizeof *data); // 32 KB: not on the stack
    if (!data || !crypt_gensalt_rn("$y$", cheap ? CHEAP : 0, NULL, 0, salt, sizeof salt))
        return NULL;
    const char *hash = crypt_r(password, salt, data);
    return hash && hash[0] != '*' ? arena_string(a, hash) : NULL;
}

bool password_is(struct arena *a, const char *password, const char *hash) {
    struct crypt_data *data = arena_alloc(a, sizeof *data);
    if (!data || strlen(password) > PASSWORD_MAX)
        return false;
    const char *again = crypt_r(password, hash, data);
    bool same = again && strlen(again) == strlen(hash) && CRYPTO_memcmp(again, hash, strlen(hash)) == 0;
    jwk_wipe(data, sizeof *data);
    return same;
}

bool password_fits(struct arena *a, const char *password, const char *hash) {
    // Nobody's password; as dear as a real one, so that time does not tell which names exist.
    static const char nobody[] = "$y$j9T$obFFMijkQicEH2iIOuY.7/$d.CbZSZEJ9OKAwgD5cB6K0.emeRvUMtztLglz1afTw7";
    bool real = hash && *hash, dear = real && !strncmp(hash, nobody, COST_LETTERS);
    bool same = real && password_is(a, password, hash);
    return (dear || !password_is(a, password, nobody)) && same;
}

void password_random(char out[PASSWORD_RANDOM]) {
    char letters[17];
    random_text(letters, 16, RANDOM_BASE32);
    snprintf(out, PASSWORD_RANDOM, "%.4s-%.4s-%.4s-%.4s", letters, letters + 4, letters + 8, letters + 12);
    jwk_wipe(letters, sizeof letters);
}

const char *password_wrong(const char *password, const char *login) {
    size_t count = utf8_count(password, strlen(password));
    if (count < PASSWORD_MIN)
        return "The new password needs at least 12 letters or digits. Several words are fine.";
    if (strlen(password) > PASSWORD_MAX)
        return "The new password is too long. 128 letters are enough.";
    if (strlen(login) >= 4 && strcasestr(password, login))
        return "The new password must not hold your sign-in name.";
    bool same = true; // of one letter only
    for (const char *c = password; *c; c++)
        same = same && *c == *password;
    return same ? "The new password must not be one letter again and again." : NULL;
}
