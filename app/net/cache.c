// SPDX-License-Identifier: Apache-2.0
// The folder of stored answers.
#include "app/net/cache.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 1024, LISTING_BYTES = 2 << 20 };

struct cache {
    char folder[PATH_BYTES - 64];
    size_t cap, used, files;
};

struct use {
    char name[CACHE_NAME];
    struct timespec at;
    size_t bytes;
};
struct uses {
    struct use *items;
    size_t count;
};

static void path_of(const struct cache *c, const char *name, char path[PATH_BYTES]) {
    snprintf(path, PATH_BYTES, "%s/%s", c->folder, name);
}

static bool is_entry_name(const char *name) {
    return strlen(name) == 32 + 2 && strspn(name, "0123456789abcdef") == 32 && !strcmp(name + 32, ".a");
}

static int by_use(const void *x, const void *y) {
    const struct use *a = x, *b = y;
    if (a->at.tv_sec != b->at.tv_sec)
        return a->at.tv_sec < b->at.tv_sec ? -1 : 1;
    return (a->at.tv_nsec > b->at.tv_nsec) - (a->at.tv_nsec < b->at.tv_nsec);
}

// All entries, the one not used for longest first. What is no entry (the rest of an interrupted write) is removed.
static enum err list(struct cache *c, struct arena *a, struct uses *out, struct fault *f) {
    const char *const *names = NULL;
    size_t count = 0;
    enum err err = file_list(a, c->folder, CACHE_FILES_MAX + 64, &names, &count, f);
    if (err)
        return err;
    *out = (struct uses){.items = arena_array(a, count + 1, sizeof(struct use))};
    if (!out->items)
        return fault_set(f, ERR_MEMORY, c->folder, "no memory for the list of stored answers");
    for (size_t i = 0; i < count; i++) {
        char path[PATH_BYTES];
        struct stat st;
        path_of(c, names[i], path);
        if (!is_entry_name(names[i]) || stat(path, &st)) {
            (void)!unlink(path);
            continue;
        }
        struct use *u = &out->items[out->count++];
        text_copy(u->name, sizeof u->name, names[i]);
        u->at = st.st_mtim;
        u->bytes = (size_t)st.st_size;
    }
    qsort(out->items, out->count, sizeof *out->items, by_use);
    return ERR_NONE;
}

// Counts what is there and removes the oldest until `room` more bytes fit under the cap.
static enum err make_room(struct cache *c, size_t room, struct fault *f) {
    struct arena a;
    struct uses uses;
    arena_init(&a, LISTING_BYTES);
    enum err err = list(c, &a, &uses, f);
    if (!err) {
        c->used = 0;
        c->files = uses.count;
        for (size_t i = 0; i < uses.count; i++)
            c->used += uses.items[i].bytes;
        for (size_t i = 0; i < uses.count && (c->used + room > c->cap || c->files >= CACHE_FILES_MAX); i++)
            cache_drop(c, uses.items[i].name);
    }
    arena_finish(&a);
    return err;
}

enum err cache_open(const char *folder, size_t cap, struct cache **out, struct fault *f) {
    struct cache *c = mem_alloc(sizeof *c);
    if (!c)
        return fault_set(f, ERR_MEMORY, folder, "no memory for the store");
    c->cap = cap;
    enum err err = ERR_NONE;
    if (!text_copy(c->folder, sizeof c->folder, folder))
        err = fault_set(f, ERR_LIMIT, folder, "the folder's name is too long");
    if (!err)
        err = file_make_folder(folder, f);
    if (!err)
        err = make_room(c, 0, f);
    if (err) {
        mem_free(c);
        return err;
    }
    *out = c;
    return ERR_NONE;
}

void cache_close(struct cache *c) { mem_free(c); }

size_t cache_bytes(const struct cache *c) { return c->used; }

void cache_name(const char *url, const char *language, char name[CACHE_NAME]) {
    unsigned char sum[SHA256_DIGEST_LENGTH];
    struct buf b;
    buf_init(&b, 8192);
    buf_printf(&b, "%s\n%s", url, language);
    SHA256((const unsigned char *)buf_text(&b), b.len, sum);
    // Without memory for the whole key two addresses could share a name: then it names nothing that is ever stored.
    if (b.err)
        memset(sum, 0, sizeof sum);
    buf_finish(&b);
    for (int i = 0; i < 16; i++)
        snprintf(name + 2 * i, 3, "%02x", sum[i]);
    memcpy(name + 32, ".a", 3);
}

static bool nameless(const char *name) { return strspn(name, "0") == 32; }

enum err cache_load(struct cache *c, struct arena *a, const char *name, struct cache_entry *e) {
    char path[PATH_BYTES];
    struct str bytes;
    struct fault ignored;
    if (nameless(name))
        return ERR_NOT_FOUND;
    path_of(c, name, path);
    enum err err = file_read(a, path, CACHE_ENTRY_BYTES + 2048, &bytes, &ignored);
    if (!err)
        err = cache_entry_read(a, bytes, e);
    if (!err) {
        (void)!utimensat(AT_FDCWD, path, NULL, 0);
        return ERR_NONE;
    }
    if (err == ERR_MEMORY)
        return err;
    if (err != ERR_NOT_FOUND) {
        log_line(LOG_WARN, "net", "cache-damaged", "err=%s", err_name(err));
        cache_drop(c, name);
    }
    return ERR_NOT_FOUND;
}

void cache_clear(struct cache *c) { (void)!make_room(c, c->cap + 1, NULL); }

static enum err write_file(const char *path, const struct buf *b) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_of_errno(errno);
    size_t at = 0;
    while (at < b->len) {
        ssize_t n = write(fd, b->data + at, b->len - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        at += (size_t)n;
    }
    enum err err = at == b->len ? ERR_NONE : err_of_errno(errno);
    return close(fd) && !err ? ERR_IO : err;
}

void cache_store(struct cache *c, const char *name, const struct cache_entry *e) {
    char path[PATH_BYTES], fresh[PATH_BYTES];
    struct buf b;
    if (e->body.len > CACHE_ENTRY_BYTES || e->body.len > c->cap / 4 || nameless(name))
        return;
    buf_init(&b, CACHE_ENTRY_BYTES + 2048);
    cache_entry_write(&b, e);
    enum err err = b.err;
    cache_drop(c, name);
    if (!err && (c->used + b.len > c->cap || c->files >= CACHE_FILES_MAX))
        err = make_room(c, b.len + c->cap / 8, NULL); // some more, so that not every store lists the folder
    path_of(c, name, path);
    path_of(c, "new", fresh);
    if (!err)
        err = write_file(fresh, &b);
    if (!err && rename(fresh, path))
        err = err_of_errno(errno);
    if (err) {
        (void)!unlink(fresh);
        log_line(LOG_WARN, "net", "cache-not-kept", "err=%s", err_name(err));
    } else {
        c->used += b.len;
        c->files++;
    }
    buf_finish(&b);
}

void cache_drop(struct cache *c, const char *name) {
    char path[PATH_BYTES];
    struct stat st;
    path_of(c, name, path);
    if (stat(path, &st))
        return;
    if (unlink(path))
        return;
    c->used = c->used > (size_t)st.st_size ? c->used - (size_t)st.st_size : 0;
    c->files -= c->files > 0;
}
