// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include "base/file.h"

#include <sys/stat.h>

enum { PATH_ROOM = 1024, ENTRIES_MAX = 2000 };

static const struct kind {
    const char *ending, *type, *start;
    size_t start_len;
} kinds[] = {
    {".jpg", "image/jpeg", "\xFF\xD8\xFF", 3},
    {".jpeg", "image/jpeg", "\xFF\xD8\xFF", 3},
    {".png", "image/png", "\x89PNG\r\n\x1A\n", 8},
    {".pdf", "application/pdf", "%PDF-", 5},
};

static const struct kind *kind_of(const char *name) {
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t end = strlen(kinds[i].ending);
        if (len > end && !strcasecmp(name + len - end, kinds[i].ending))
            return &kinds[i];
    }
    return NULL;
}

struct listing {
    struct arena *arena;
    struct val_builder found;
};

static bool add_file(struct listing *l, const char *path, const char *name, const struct kind *kind, long size) {
    struct val_builder b = val_build(l->arena);
    char *kept_name = arena_string(l->arena, name), *kept_path = arena_string(l->arena, path);
    return kept_name && kept_path && val_set(&b, "name", val_text(kept_name)) && val_set(&b, "path", val_text(kept_path)) &&
           val_set(&b, "size", val_number((double)size)) && val_set(&b, "type", val_text(kind->type)) &&
           val_push(&l->found, val_object(&b));
}

// `below`: folders inside are looked into as well, once.
static enum err look(struct listing *l, const char *folder, bool below, struct fault *f) {
    const char *const *names;
    size_t count;
    int folders = 0;
    enum err err = file_list(l->arena, folder, ENTRIES_MAX, &names, &count, f);
    for (size_t i = 0; i < count && !err && l->found.count < FILES_SHOWN; i++) {
        char path[PATH_ROOM];
        struct stat st;
        const struct kind *kind = kind_of(names[i]);
        if (names[i][0] == '.' || snprintf(path, sizeof path, "%s/%s", folder, names[i]) >= PATH_ROOM || lstat(path, &st) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && below && folders++ < FILES_FOLDERS) {
            if (look(l, path, false, f) == ERR_MEMORY) // one folder that cannot be read does not hide the others
                err = ERR_MEMORY;
        } else if (S_ISREG(st.st_mode) && kind && utf8_valid(names[i], strlen(names[i]))) {
            err = add_file(l, path, names[i], kind, (long)st.st_size) ? ERR_NONE : ERR_MEMORY;
        }
    }
    return err;
}

enum err files_list(struct arena *a, const char *folder, struct val *out, struct fault *f) {
    struct listing l = {.arena = a, .found = val_build(a)};
    enum err err = look(&l, folder, true, f);
    *out = val_array(&l.found);
    return err;
}

static char *base64(struct arena *a, struct str bytes, const char *type) {
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t head = strlen("data:;base64,") + strlen(type), at = head;
    char *to = arena_alloc(a, head + (bytes.len + 2) / 3 * 4 + 1);
    if (!to)
        return NULL;
    snprintf(to, head + 1, "data:%s;base64,", type);
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t left = bytes.len - i;
        unsigned n = (unsigned)(unsigned char)bytes.p[i] << 16;
        n |= left > 1 ? (unsigned)(unsigned char)bytes.p[i + 1] << 8 : 0;
        n |= left > 2 ? (unsigned char)bytes.p[i + 2] : 0;
        to[at++] = letters[n >> 18];
        to[at++] = letters[n >> 12 & 63];
        to[at++] = left > 1 ? letters[n >> 6 & 63] : '=';
        to[at++] = left > 2 ? letters[n & 63] : '=';
    }
    return to;
}

enum err files_answer(struct arena *a, const char *folder, const char *path, struct val *out, struct fault *f) {
    struct str bytes;
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const struct kind *k = kind_of(name);
    if (!k || strncmp(path, folder, strlen(folder)) != 0 || strstr(path, "/../"))
        return fault_set(f, ERR_DENIED, "file", "not one of the files of the stick");
    enum err err = file_read(a, path, FILES_BYTES, &bytes, f);
    if (err)
        return err;
    if (bytes.len < k->start_len || memcmp(bytes.p, k->start, k->start_len) != 0)
        return fault_set(f, ERR_UNSUPPORTED, "file", "the content is not what the name says");
    struct val_builder b = val_build(a);
    char *url = base64(a, bytes, k->type), *kept = arena_string(a, name);
    bool ok = url && kept && val_set(&b, "name", val_text(kept)) && val_set(&b, "originalName", val_text(kept)) &&
              val_set(&b, "size", val_number((double)bytes.len)) && val_set(&b, "type", val_text(k->type)) &&
              val_set(&b, "storage", val_text("base64")) && val_set(&b, "url", val_text(url));
    *out = val_object(&b);
    return ok ? ERR_NONE : fault_set(f, ERR_MEMORY, "file", "out of memory");
}
