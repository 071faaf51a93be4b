// SPDX-License-Identifier: Apache-2.0
// Sealing with the key of this box.
#include "app/identity/vault.h"

#include "base/file.h"
#include "base/random.h"
#include "contract/token/base64url.h"
#include "contract/token/jwk.h"

enum { NONCE = 12, TAG = 16, MACHINE_MAX = 128 };

void vault_machine(char *to, size_t room) {
    struct arena a;
    struct str id = {0};
    to[0] = '\0';
    arena_init(&a, 4096);
    if (file_read(&a, "/etc/machine-id", MACHINE_MAX, &id, NULL) == ERR_NONE && id.p)
        text_copy(to, room, id.p);
    arena_finish(&a);
}

// The file alone is not enough on another machine, the machine's id alone is no secret.
static bool derive(struct vault *v, const unsigned char *file, const char *machine) {
    static const char label[] = "tgov vault 1\n";
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    unsigned int len = 0;
    bool ok = c && EVP_DigestInit_ex(c, EVP_sha256(), NULL) == 1 && EVP_DigestUpdate(c, label, sizeof label) == 1 &&
              EVP_DigestUpdate(c, file, VAULT_KEY) == 1 && EVP_DigestUpdate(c, machine, strlen(machine)) == 1 &&
              EVP_DigestFinal_ex(c, v->key, &len) == 1 && len == VAULT_KEY;
    EVP_MD_CTX_free(c);
    v->ready = ok;
    return ok;
}

enum err vault_open(struct vault *v, const char *folder, const char *machine, struct fault *f) {
    struct arena a;
    struct str file = {0};
    *v = (struct vault){.ready = false};
    if (strlen(folder) > sizeof v->path - 16)
        return fault_set(f, ERR_LIMIT, "vault", "the name of the state folder is too long");
    snprintf(v->path, sizeof v->path, "%s/box.key", folder);
    arena_init(&a, 4096);
    enum err err = file_read(&a, v->path, VAULT_KEY, &file, f);
    if (err == ERR_NOT_FOUND) {
        err = ERR_NONE;
    } else if (!err && file.len == VAULT_KEY) { // another length: not a key of ours; the next seal makes a new one
        if (!derive(v, (const unsigned char *)file.p, machine))
            err = fault_set(f, ERR_MEMORY, "vault", "no key");
        jwk_wipe((void *)(uintptr_t)file.p, file.len);
    }
    arena_finish(&a);
    return err;
}

static enum err make_key(struct vault *v, const char *machine, struct fault *f) {
    unsigned char file[VAULT_KEY];
    random_bytes(file, sizeof file);
    enum err err = file_replace(v->path, file, sizeof file, f);
    if (!err && !derive(v, file, machine))
        err = fault_set(f, ERR_MEMORY, "vault", "no key");
    jwk_wipe(file, sizeof file);
    return err;
}

static bool encrypt(const struct vault *v, const char *about, struct str text, unsigned char *out) {
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    int n = 0, last = 0;
    bool ok = c && EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, v->key, out) == 1 &&
              EVP_EncryptUpdate(c, NULL, &n, (const unsigned char *)about, (int)strlen(about)) == 1 &&
              EVP_EncryptUpdate(c, out + NONCE, &n, (const unsigned char *)text.p, (int)text.len) == 1 &&
              EVP_EncryptFinal_ex(c, out + NONCE + n, &last) == 1 &&
              EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG, out + NONCE + text.len) == 1;
    EVP_CIPHER_CTX_free(c);
    return ok;
}

enum err vault_seal(struct vault *v, struct arena *a, const char *machine, const char *about, struct str text,
                    const char **sealed, struct fault *f) {
    if (text.len > VAULT_TEXT_MAX)
        return fault_set(f, ERR_LIMIT, "vault", "too much to seal");
    enum err err = v->ready ? ERR_NONE : make_key(v, machine, f);
    unsigned char *out = err ? NULL : arena_alloc(a, NONCE + text.len + TAG);
    if (!out)
        return err ? err : fault_set(f, ERR_MEMORY, "vault", "no memory");
    random_bytes(out, NONCE);
    *sealed = encrypt(v, about, text, out) ? base64url_write(a, out, NONCE + text.len + TAG) : NULL;
    return *sealed ? ERR_NONE : fault_set(f, ERR_MEMORY, "vault", "no memory");
}

static bool decrypt(const struct vault *v, const char *about, const unsigned char *in, size_t len, unsigned char *out) {
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    unsigned char tag[TAG];
    int n = 0, last = 0;
    memcpy(tag, in + NONCE + len, TAG);
    bool ok = c && EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, v->key, in) == 1 &&
              EVP_DecryptUpdate(c, NULL, &n, (const unsigned char *)about, (int)strlen(about)) == 1 &&
              EVP_DecryptUpdate(c, out, &n, in + NONCE, (int)len) == 1 &&
              EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_SET_TAG, TAG, tag) == 1 && EVP_DecryptFinal_ex(c, out + n, &last) == 1;
    EVP_CIPHER_CTX_free(c);
    return ok;
}

enum err vault_unseal(const struct vault *v, struct arena *a, const char *about, const char *sealed, struct str *text) {
    struct str in = {0};
    bool refused = a->failed;
    if (!v->ready)
        return ERR_DENIED;
    if (!base64url_read(a, str_of(sealed), &in))
        return a->failed && !refused ? ERR_MEMORY : ERR_DENIED;
    if (in.len < NONCE + TAG || in.len > NONCE + TAG + VAULT_TEXT_MAX)
        return ERR_DENIED;
    size_t len = in.len - NONCE - TAG;
    unsigned char *out = arena_alloc(a, len + 1);
    if (!out)
        return ERR_MEMORY;
    if (!decrypt(v, about, (const unsigned char *)in.p, len, out)) {
        jwk_wipe(out, len);
        return ERR_DENIED;
    }
    *text = (struct str){(const char *)out, len};
    return ERR_NONE;
}

enum err vault_erase(struct vault *v, struct fault *f) {
    jwk_wipe(v->key, sizeof v->key);
    v->ready = false;
    return file_remove(v->path, f);
}
