// SPDX-License-Identifier: Apache-2.0
// Whole files through plain POSIX calls. The order of the steps in file_replace is what makes it survive a power cut.
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, FIRST_GUESS = 4096 };
static const char NEIGHBOUR[] = ".XXXXXX~"; // what is put behind the path of a file while it is being written

enum err err_of_errno(int code) {
    switch (code) {
    case ENOSPC:
    case EDQUOT: return ERR_FULL;
    case ENOENT: return ERR_NOT_FOUND;
    case EACCES:
    case EPERM: return ERR_DENIED;
    default: return ERR_IO;
    }
}

static enum err failed(struct fault *f, const char *path, const char *act) {
    int code = errno;
    return fault_set(f, err_of_errno(code), path, "cannot %s: %s", act, strerror(code));
}

// Adds to the `len` bytes there are, until the end of the file or until `room` is full.
static bool read_up_to(int fd, char *bytes, size_t room, size_t *len) {
    while (*len < room) {
        ssize_t n = read(fd, bytes + *len, room - *len);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        *len += n > 0 ? (size_t)n : 0;
    }
    return true;
}

static enum err too_large(struct fault *f, const char *path, size_t cap) {
    return fault_set(f, ERR_LIMIT, path, "more than the %zu bytes that are read", cap);
}

// The size a file claims is a first guess: pipes and those of /proc claim none, and another process may be writing.
static enum err read_open(struct arena *a, int fd, const char *path, size_t cap, struct str *out, struct fault *f) {
    struct stat st;
    if (fstat(fd, &st) < 0)
        return failed(f, path, "look at it");
    if (S_ISDIR(st.st_mode))
        return fault_set(f, ERR_IO, path, "is a folder");
    if (st.st_size > 0 && (uint64_t)st.st_size > cap)
        return too_large(f, path, cap);
    size_t room = st.st_size > 0 ? (size_t)st.st_size : FIRST_GUESS, len = 0;
    const char *before = NULL;
    for (;; room *= 2) {
        room = room < cap ? room : cap;
        char *bytes = arena_alloc(a, room + 1); // one more for the terminator, and to see that there is no more
        if (!bytes)
            return fault_set(f, ERR_MEMORY, path, "out of memory");
        if (len)
            memcpy(bytes, before, len);
        if (!read_up_to(fd, bytes, room + 1, &len))
            return failed(f, path, "read it");
        if (len <= room) {
            bytes[len] = '\0';
            *out = (struct str){bytes, len};
            return ERR_NONE;
        }
        before = bytes;
        if (room == cap)
            return too_large(f, path, cap);
    }
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
    bool ok = fsync(fd) == 0 || errno == EINVAL; // some file systems have nothing to sync in a folder
    int code = errno;
    close(fd);
    errno = code;
    return ok;
}

enum err file_replace(const char *path, const void *bytes, size_t len, struct fault *f) {
    char neighbour[PATH_ROOM];
    if (snprintf(neighbour, sizeof neighbour, "%s%s", path, NEIGHBOUR) >= (int)sizeof neighbour)
        return fault_set(f, ERR_LIMIT, path, "the path is too long");
    int fd = mkostemps(neighbour, 1, O_CLOEXEC); // mode 0600; each writer has its own, so that two never mix
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
        return fault_set(f, ERR_LIMIT, path, "the path is too long");
    for (char *p = part; *p; p++) {
        if (*p != '/' || p == part)
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

// What a file_replace that was cut off by a power failure leaves behind.
static bool is_left_over(const char *name) {
    size_t len = strlen(name), tail = sizeof NEIGHBOUR - 1;
    return len > tail && name[len - tail] == '.' && name[len - 1] == '~';
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

struct names {
    const char **list;
    size_t count, room;
};

static bool add_name(struct arena *a, struct names *names, const char *name) {
    if (names->count == names->room) {
        size_t room = names->room ? names->room * 2 : 16;
        const char **list = arena_array(a, room, sizeof *list);
        if (!list)
            return false;
        if (names->count)
            memcpy(list, names->list, names->count * sizeof *list);
        names->list = list;
        names->room = room;
    }
    names->list[names->count] = arena_string(a, name);
    return names->list[names->count++] != NULL;
}

static enum err read_names(struct arena *a, DIR *dir, const char *folder, size_t cap, struct names *names,
                           struct fault *f) {
    struct dirent *entry;
    while (errno = 0, (entry = readdir(dir))) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") || is_left_over(entry->d_name))
            continue;
        if (names->count == cap)
            return fault_set(f, ERR_LIMIT, folder, "more than %zu entries", cap);
        if (!add_name(a, names, entry->d_name))
            return fault_set(f, ERR_MEMORY, folder, "out of memory");
    }
    return errno ? failed(f, folder, "read the folder") : ERR_NONE;
}

enum err file_list(struct arena *a, const char *folder, size_t cap, const char *const **names, size_t *count,
                   struct fault *f) {
    struct names found = {0};
    *count = 0;
    *names = NULL;
    DIR *dir = opendir(folder);
    if (!dir)
        return failed(f, folder, "open the folder");
    enum err err = read_names(a, dir, folder, cap, &found, f);
    closedir(dir);
    if (err)
        return err;
    if (found.count)
        qsort(found.list, found.count, sizeof *found.list, by_bytes);
    *names = found.list;
    *count = found.count;
    return ERR_NONE;
}
