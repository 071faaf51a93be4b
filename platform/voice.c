// SPDX-License-Identifier: Apache-2.0
// The client side of SSIP (freebsoft.org/doc/speechd/ssip.html), as much as speaking needs. Commands are sent in one go and
// the answers thrown away: a refused language still speaks, and a lost connection shows when writing.
#include "platform/voice.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LANGUAGE_ROOM = 36 };

struct voice {
    struct sockaddr_un at;
    int fd; // -1: not connected
    bool tried;
    when_ms next_try;
    char language[LANGUAGE_ROOM]; // that the service was told last
};

static bool default_path(char *to, size_t room) {
    static const char prefix[] = "unix_socket:";
    const char *address = getenv("SPEECHD_ADDRESS"), *run = getenv("XDG_RUNTIME_DIR");
    if (address && !strncmp(address, prefix, sizeof prefix - 1))
        return text_copy(to, room, address + sizeof prefix - 1);
    int n = run ? snprintf(to, room, "%s/speech-dispatcher/speechd.sock", run) : -1;
    return n > 0 && (size_t)n < room;
}

struct voice *voice_create(const char *path) {
    struct voice *v = mem_alloc(sizeof *v);
    if (!v)
        return NULL;
    v->fd = -1;
    v->at.sun_family = AF_UNIX;
    bool known = path ? text_copy(v->at.sun_path, sizeof v->at.sun_path, path)
                      : default_path(v->at.sun_path, sizeof v->at.sun_path);
    if (!known)
        v->at.sun_path[0] = '\0';
    return v;
}

static void hang_up(struct voice *v) {
    if (v->fd >= 0)
        close(v->fd);
    v->fd = -1;
    v->language[0] = '\0';
}

void voice_destroy(struct voice *v) {
    if (!v)
        return;
    hang_up(v);
    mem_free(v);
}

// All or nothing: half a command would make nonsense of the next.
static enum err put(struct voice *v, const char *bytes, size_t len) {
    ssize_t n = send(v->fd, bytes, len, MSG_NOSIGNAL);
    if (n == (ssize_t)len)
        return ERR_NONE;
    enum err err = n < 0 && errno == EAGAIN ? ERR_BUSY : ERR_OFFLINE;
    if (n >= 0 || err == ERR_OFFLINE)
        hang_up(v);
    return err;
}

static enum err connect_now(struct voice *v, when_ms now) {
    static const char hello[] = "SET self CLIENT_NAME tv:tgov:main\r\n";
    if (!v->at.sun_path[0] || (v->tried && now < v->next_try))
        return ERR_OFFLINE;
    v->tried = true;
    v->next_try = now + VOICE_RETRY_MS;
    v->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (v->fd < 0 || connect(v->fd, (const struct sockaddr *)&v->at, sizeof v->at)) {
        log_line(LOG_DEBUG, "voice", "absent", "errno=%d", errno);
        hang_up(v);
        return ERR_OFFLINE;
    }
    return put(v, hello, sizeof hello - 1);
}

static void drain_answers(struct voice *v) {
    char bytes[1024];
    ssize_t n;
    while (v->fd >= 0 && (n = recv(v->fd, bytes, sizeof bytes, 0)) != -1)
        if (n == 0)
            hang_up(v);
}

// A language tag has nothing that could end the line early.
static bool plain_tag(const char *tag) {
    return *tag && strlen(tag) < LANGUAGE_ROOM &&
           !tag[strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")];
}

// The text of SPEAK ends with a line of one dot, so lines that begin with one get a second.
static void add_text(struct buf *b, const char *text) {
    bool start = true;
    for (const char *p = text; *p; p++) {
        if (start && *p == '.')
            buf_char(b, '.');
        start = *p == '\n';
        if (start)
            buf_text_add(b, "\r\n");
        else
            buf_char(b, *p == '\r' ? ' ' : *p);
    }
}

enum err voice_speak(struct voice *v, const struct utterance *u, when_ms now) {
    struct buf b;
    drain_answers(v);
    enum err err = v->fd < 0 ? connect_now(v, now) : ERR_NONE;
    if (err)
        return err;
    bool new_language = u->language && plain_tag(u->language) && strcmp(u->language, v->language);
    buf_init(&b, 2 * VOICE_SENTENCE_BYTES);
    if (u->interrupt)
        buf_text_add(&b, "CANCEL self\r\n");
    if (new_language)
        buf_printf(&b, "SET self LANGUAGE %s\r\n", u->language);
    buf_text_add(&b, "SPEAK\r\n");
    add_text(&b, u->text);
    buf_text_add(&b, "\r\n.\r\n");
    err = b.err ? b.err : strlen(u->text) > VOICE_SENTENCE_BYTES ? ERR_LIMIT : put(v, b.data, b.len);
    if (!err && new_language)
        (void)text_copy(v->language, sizeof v->language, u->language);
    buf_finish(&b);
    return err;
}

void voice_hush(struct voice *v) {
    static const char cancel[] = "CANCEL self\r\n";
    if (v->fd >= 0 && put(v, cancel, sizeof cancel - 1))
        log_line(LOG_DEBUG, "voice", "not-hushed", "connected=%d", v->fd >= 0);
}
