// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

enum err err_of_errno(int code) {
    switch (code) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return ERR_FULL;
    case ENOENT:
    case ENOTDIR: return ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS: return ERR_DENIED;
    case ENOMEM: return ERR_MEMORY;
    default: return ERR_IO;
    }
}

static enum err failed(struct fault *f, const char *path, const char *act) {
    int code = errno;
    return fault_set(f, err_of_errno(code), path, "cannot %s: %s", act, strerror(code));
}

static enum err read_open(struct arena *a, int fd, const char *path, size_t cap, struct str *out, struct fault *f) {
    struct stat st;
    if (fstat(fd, &st) < 0)
        return failed(f, path, "look at it");
    if (S_ISDIR(st.st_mode))
        return fault_set(f, ERR_IO, path, "is a folder");
    if (st.st_size > 0 && (uint64_t)st.st_size > cap)
        return fault_set(f, ERR_LIMIT, path, "%lld bytes, at most %zu are read", (long long)st.st_size, cap);
    size_t room = S_ISREG(st.st_mode) ? (size_t)st.st_size : cap, len = 0;
    char *bytes = room < SIZE_MAX ? arena_alloc(a, room + 1) : NULL;
    if (!bytes)
        return fault_set(f, ERR_MEMORY, path, "out of memory");
    while (len < room) {
        ssize_t n = read(fd, bytes + len, room - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return failed(f, path, "read it");
        if (n == 0)
            break;
        len += (size_t)n;
    }
    bytes[len] = '\0';
    *out = (struct str){bytes, len};
    return ERR_NONE;
}

enum err file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct fault *f) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return failed(f, path, "open it");
    enum err err = read_open(a, fd, path, cap, out, f);
    close(fd);
    return err;
}

static bool write_all(int fd, const char *bytes, size_t len) {
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
    return true;
}

// A rename is durable only when the folder is.
static bool sync_folder_of(const char *path) {
    char folder[PATH_ROOM];
    text_copy(folder, sizeof folder, path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = fsync(fd) == 0;
    close(fd);
    return ok;
}

enum err file_replace(const char *path, const void *bytes, size_t len, struct fault *f) {
    char neighbour[PATH_ROOM];
    if (snprintf(neighbour, sizeof neighbour, "%s.XXXXXX", path) >= (int)sizeof neighbour)
        return fault_set(f, ERR_LIMIT, path, "path too long");
    int fd = mkostemp(neighbour, O_CLOEXEC); // mode 0600
    if (fd < 0)
        return failed(f, path, "make a file beside it");
    bool ok = write_all(fd, bytes, len) && fsync(fd) == 0;
    int code = errno;
    ok = close(fd) == 0 && ok;
    if (!ok || rename(neighbour, path) < 0) {
        code = ok ? errno : code;
        unlink(neighbour);
        errno = code;
        return failed(f, path, "write it");
    }
    return sync_folder_of(path) ? ERR_NONE : failed(f, path, "make it durable");
}

enum err file_remove(const char *path, struct fault *f) {
    return unlink(path) == 0 || errno == ENOENT ? ERR_NONE : failed(f, path, "remove it");
}

enum err file_make_folder(const char *path, struct fault *f) {
    char part[PATH_ROOM];
    struct stat st;
    if (!text_copy(part, sizeof part, path))
        return fault_set(f, ERR_LIMIT, path, "path too long");
    for (char *p = part + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(part, 0700) < 0 && errno != EEXIST)
            return failed(f, part, "make the folder");
        *p = '/';
    }
    if (mkdir(part, 0700) < 0 && errno != EEXIST)
        return failed(f, path, "make the folder");
    if (stat(path, &st) < 0)
        return failed(f, path, "look at it");
    return S_ISDIR(st.st_mode) ? ERR_NONE : fault_set(f, ERR_IO, path, "is not a folder");
}

bool file_exists(const char *path) { return access(path, F_OK) == 0; }

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static enum err read_names(struct arena *a, DIR *dir, const char *folder, size_t cap, const char **names, size_t *count,
                           struct fault *f) {
    struct dirent *entry;
    while ((entry = readdir(dir))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (*count == cap)
            return fault_set(f, ERR_LIMIT, folder, "more than %zu entries", cap);
        names[*count] = arena_string(a, entry->d_name);
        if (!names[(*count)++])
            return fault_set(f, ERR_MEMORY, folder, "out of memory");
    }
    qsort(names, *count, sizeof *names, by_bytes);
    return ERR_NONE;
}

enum err file_list(struct arena *a, const char *folder, size_t cap, const char *const **names, size_t *count,
                   struct fault *f) {
    const char **list = arena_array(a, cap, sizeof *list);
    *count = 0;
    if (!list)
        return fault_set(f, ERR_MEMORY, folder, "out of memory");
    DIR *dir = opendir(folder);
    if (!dir)
        return failed(f, folder, "open the folder");
    enum err err = read_names(a, dir, folder, cap, list, count, f);
    closedir(dir);
    *names = list;
    return err;
}
