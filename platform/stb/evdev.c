// SPDX-License-Identifier: Apache-2.0
// Opening, watching and reading input devices.
#include "platform/stb/evdev.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum {
    NAME_ROOM = 32,      // "event12"; longer names are no devices
    FOLDER_ENTRIES = 256,
    READ_BYTES = 64 * STREAM_RECORD_ROOM,
};

struct source {
    int fd;
    char name[NAME_ROOM]; // in the folder; "" for options.path
    struct stream stream;
};

struct evdev {
    struct evdev_options options;
    char *folder;
    int inotify; // -1: no folder
    struct source sources[EVDEV_SOURCES];
    size_t count;
};

// True for what is no kernel device, and for devices with a key we know. A mouse or a microphone is neither.
static bool has_wanted_key(const struct evdev *e, int fd) {
    unsigned char bits[STREAM_CODES / 8] = {0};
    if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof bits), bits) < 0)
        return errno == ENOTTY || errno == EINVAL || errno == ENOSYS; // the last is how qemu-user says it
    for (unsigned code = 0; code < STREAM_CODES; code++)
        if (bits[code / 8] >> (code % 8) & 1 && e->options.wanted(e->options.with, (uint16_t)code))
            return true;
    return false;
}

// A keyboard that a person writes on, and not a remote with a few keys.
static bool has_letters(int fd) {
    static const uint16_t some[] = {KEY_Q, KEY_P, KEY_A, KEY_L, KEY_Z, KEY_M, KEY_SPACE};
    unsigned char bits[STREAM_CODES / 8] = {0};
    if (ioctl(fd, EVIOCGBIT(EV_KEY, sizeof bits), bits) < 0)
        return false;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        if (!(bits[some[i] / 8] >> (some[i] % 8) & 1))
            return false;
    return true;
}

static bool add_source(struct evdev *e, int fd, const char *name) {
    if (e->count == EVDEV_SOURCES) {
        log_line(LOG_WARN, "input", "ignored", "reason=too-many most=%d", EVDEV_SOURCES);
        close(fd);
        return false;
    }
    if (!has_wanted_key(e, fd)) {
        log_line(LOG_DEBUG, "input", "ignored", "reason=no-key device=%s", name);
        close(fd);
        return false;
    }
    if (e->options.grab && ioctl(fd, EVIOCGRAB, 1) < 0)
        log_line(LOG_DEBUG, "input", "not-grabbed", "device=%s errno=%d", name, errno);
    struct source *s = &e->sources[e->count++];
    *s = (struct source){.fd = fd, .stream.letters = has_letters(fd)};
    (void)text_copy(s->name, sizeof s->name, name);
    log_line(LOG_DEBUG, "input", "opened", "device=%s", name);
    return true;
}

static struct source *find_source(struct evdev *e, const char *name) {
    for (size_t i = 0; i < e->count; i++)
        if (!strcmp(e->sources[i].name, name))
            return &e->sources[i];
    return NULL;
}

static void drop_source(struct evdev *e, struct source *s, stream_sink *sink, void *with) {
    log_line(LOG_DEBUG, "input", "lost", "device=%s", s->name);
    stream_end(&s->stream, sink, with);
    close(s->fd);
    *s = e->sources[--e->count];
}

static void open_named(struct evdev *e, const char *name) {
    char path[PATH_MAX];
    if (strncmp(name, "event", 5) || strlen(name) >= NAME_ROOM || find_source(e, name))
        return;
    int n = snprintf(path, sizeof path, "%s/%s", e->folder, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return;
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0)
        (void)add_source(e, fd, name);
    else // udev sets the rights a moment after the node appears; IN_ATTRIB brings us back
        log_line(LOG_DEBUG, "input", "not-opened", "device=%s errno=%d", name, errno);
}

static enum err watch_folder(struct evdev *e) {
    struct arena a;
    const char *const *names;
    size_t count;
    e->folder = mem_copy_string(e->options.folder);
    if (!e->folder)
        return ERR_MEMORY;
    e->inotify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (e->inotify >= 0 && inotify_add_watch(e->inotify, e->folder, IN_CREATE | IN_ATTRIB | IN_DELETE) < 0) {
        log_line(LOG_WARN, "input", "no-folder", "folder=%s errno=%d", e->folder, errno);
        close(e->inotify);
        e->inotify = -1;
        return ERR_NONE;
    }
    arena_init(&a, 64 * 1024);
    enum err err = file_list(&a, e->folder, FOLDER_ENTRIES, &names, &count, NULL);
    for (size_t i = 0; !err && i < count; i++)
        open_named(e, names[i]);
    arena_finish(&a);
    return err == ERR_MEMORY ? err : ERR_NONE;
}

// O_RDWR keeps a FIFO open while no writer is there; devices that refuse it are opened for reading.
static enum err open_path(struct evdev *e, struct fault *f) {
    const char *path = e->options.path;
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return fault_set(f, err_of_errno(errno), path, "cannot read keys: %s", strerror(errno));
    if (!add_source(e, fd, ""))
        return fault_set(f, ERR_UNSUPPORTED, path, "this device has no key of the key map");
    return ERR_NONE;
}

struct evdev *evdev_create(const struct evdev_options *o, struct fault *f) {
    struct evdev *e = mem_alloc(sizeof *e);
    if (!e) {
        (void)fault_set(f, ERR_MEMORY, "input", "no memory for the reader of keys");
        return NULL;
    }
    e->options = *o;
    e->inotify = -1;
    enum err err = o->path ? open_path(e, f) : ERR_NONE;
    if (!err && o->folder && (err = watch_folder(e)))
        (void)fault_set(f, err, o->folder, "no memory for the list of devices");
    if (err) {
        evdev_destroy(e);
        return NULL;
    }
    return e;
}

void evdev_destroy(struct evdev *e) {
    if (!e)
        return;
    for (size_t i = 0; i < e->count; i++)
        close(e->sources[i].fd);
    if (e->inotify >= 0)
        close(e->inotify);
    mem_free(e->folder);
    mem_free(e);
}

size_t evdev_poll_fds(const struct evdev *e, struct pollfd fds[EVDEV_FDS]) {
    size_t n = 0;
    for (size_t i = 0; i < e->count; i++)
        fds[n++] = (struct pollfd){.fd = e->sources[i].fd, .events = POLLIN};
    if (e->inotify >= 0)
        fds[n++] = (struct pollfd){.fd = e->inotify, .events = POLLIN};
    return n;
}

// False when the device is gone.
static bool drain(struct source *s, stream_sink *sink, void *with) {
    unsigned char bytes[READ_BYTES];
    for (;;) {
        ssize_t n = read(s->fd, bytes, sizeof bytes);
        if (n > 0)
            stream_feed(&s->stream, bytes, (size_t)n, sink, with);
        else if (n == 0 || (errno != EINTR && errno != EAGAIN))
            return false;
        else if (errno == EAGAIN)
            return true;
    }
}

static void read_folder(struct evdev *e, stream_sink *sink, void *with) {
    _Alignas(struct inotify_event) char bytes[4096];
    ssize_t n;
    while ((n = read(e->inotify, bytes, sizeof bytes)) > 0) {
        for (ssize_t at = 0; at < n;) {
            struct inotify_event event;
            memcpy(&event, bytes + at, sizeof event);
            const char *name = event.len ? bytes + at + sizeof event : "";
            struct source *s = event.mask & IN_DELETE && *name ? find_source(e, name) : NULL;
            if (s)
                drop_source(e, s, sink, with);
            else if (event.mask & (IN_CREATE | IN_ATTRIB))
                open_named(e, name);
            at += (ssize_t)sizeof event + (ssize_t)event.len;
        }
    }
}

// Reading a FIFO that nobody has opened for writing gives 0 like a lost device, so only readable ones are read.
void evdev_read(struct evdev *e, stream_sink *sink, void *with) {
    struct pollfd fds[EVDEV_FDS];
    if (e->inotify >= 0)
        read_folder(e, sink, with);
    size_t n = evdev_poll_fds(e, fds);
    if (poll(fds, (nfds_t)n, 0) <= 0)
        return;
    for (size_t i = e->count; i-- > 0;) // downwards: a lost one is replaced by the last, which was read already
        if (fds[i].revents && !drain(&e->sources[i], sink, with))
            drop_source(e, &e->sources[i], sink, with);
}

size_t evdev_count(const struct evdev *e) {
    return e->count;
}
