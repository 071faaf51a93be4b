// SPDX-License-Identifier: Apache-2.0
// speech-dispatcher, the speech service of Linux desktops and of boxes that have one, by its text protocol SSIP over its
// Unix socket (freebsoft.org/doc/speechd/ssip.html), as much as speaking needs. A whole utterance is written in one go; of
// the answers only the number of the message (225-N) and the events that it ended (70x-N) matter.
#include "base/buf.h"
#include "base/str.h"
#include "platform/speech_driver.h"
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { LINE = 256, WRITE_CAP = 2 * VOICE_SENTENCE_BYTES + 1024, USUAL_WORDS = 170, SLOWEST = 80, FASTEST = 450 };

struct ssip {
    int fd;
    char language[SPEECH_LANGUAGE]; // what the service was told last
    int rate, volume;
    char line[LINE];
    size_t len;
    int unanswered; // SPEAKs whose number has not come yet
    long message;   // of the present utterance; -1: not known yet
    bool saying;
    struct buf out; // of which `sent` bytes are written
    size_t sent;
};

static bool default_path(char *to, size_t room) {
    static const char prefix[] = "unix_socket:";
    const char *address = getenv("SPEECHD_ADDRESS"), *run = getenv("XDG_RUNTIME_DIR");
    if (address && !strncmp(address, prefix, sizeof prefix - 1))
        return text_copy(to, room, address + sizeof prefix - 1);
    int n = run ? snprintf(to, room, "%s/speech-dispatcher/speechd.sock", run) : -1;
    return n > 0 && (size_t)n < room;
}

static void write_out(struct ssip *s) {
    while (s->sent < s->out.len) {
        ssize_t n = send(s->fd, s->out.data + s->sent, s->out.len - s->sent, MSG_NOSIGNAL);
        if (n <= 0)
            return; // poll tells when there is room again, or that it is gone
        s->sent += (size_t)n;
    }
    buf_reset(&s->out);
    s->sent = 0;
}

static enum err open_ssip(void *self, const struct voice_options *o) {
    struct ssip *s = self;
    struct sockaddr_un at = {.sun_family = AF_UNIX};
    bool known = o->address ? text_copy(at.sun_path, sizeof at.sun_path, o->address) : default_path(at.sun_path, sizeof at.sun_path);
    if (!known)
        return ERR_MISSING;
    s->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (s->fd < 0 || connect(s->fd, (const struct sockaddr *)&at, sizeof at)) {
        if (s->fd >= 0)
            close(s->fd);
        return ERR_OFFLINE;
    }
    buf_init(&s->out, WRITE_CAP);
    s->message = -1;
    s->rate = s->volume = -1;
    buf_text_add(&s->out, "SET self CLIENT_NAME tv:tgov:main\r\nSET self NOTIFICATION END on\r\nSET self NOTIFICATION CANCEL on\r\n");
    write_out(s);
    return ERR_NONE;
}

static void close_ssip(void *self) {
    struct ssip *s = self;
    buf_finish(&s->out);
    close(s->fd);
}

static int fd_of(const void *self, short *events) {
    const struct ssip *s = self;
    *events = s->sent < s->out.len ? POLLIN | POLLOUT : POLLIN;
    return s->fd;
}

// "225-12" numbers the last message; "702-12" says that one has ended, "703-12" that it was cancelled.
static void take_line(struct ssip *s, struct speech_news *news) {
    long number;
    bool numbered = s->len > 4 && s->line[3] == '-' && text_integer(s->line + 4, 0, 1L << 60, &number);
    if (!numbered)
        return;
    if (!strncmp(s->line, "225", 3) && s->unanswered > 0) {
        s->unanswered--;
        if (s->saying && !s->unanswered)
            s->message = number;
    } else if ((!strncmp(s->line, "702", 3) || !strncmp(s->line, "703", 3)) && s->saying && number == s->message) {
        // The event has three lines, each with its code: only the first is the number of the message.
        s->saying = false;
        s->message = -1;
        news->ended = true;
    }
}

static void step(void *self, struct speech_news *news) {
    struct ssip *s = self;
    char bytes[1024];
    ssize_t n;
    while ((n = recv(s->fd, bytes, sizeof bytes, 0)) > 0) {
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] == '\n') {
                s->line[s->len] = '\0';
                take_line(s, news);
                s->len = 0;
            } else if (bytes[i] != '\r' && s->len + 1 < sizeof s->line) {
                s->line[s->len++] = bytes[i]; // what is longer is nothing we need
            }
        }
    }
    news->lost = n == 0 || (errno != EAGAIN && errno != EINTR);
    write_out(s);
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
            buf_char(b, *p);
    }
}

// SSIP's scale is -100 to 100 with the usual speed at 0; its modules spread that over words a minute.
static int rate_of(int percent) {
    int words = USUAL_WORDS * percent / 100;
    words = words < SLOWEST ? SLOWEST : words > FASTEST ? FASTEST : words;
    return words < USUAL_WORDS ? (words - USUAL_WORDS) * 100 / (USUAL_WORDS - SLOWEST) : (words - USUAL_WORDS) * 100 / (FASTEST - USUAL_WORDS);
}

static void add_settings(struct ssip *s, const struct speech_item *item) {
    if (*item->language && strcmp(item->language, s->language)) {
        // The names of espeak-ng's voices: Chinese is known by its main form of speech.
        const char *tag = !strncmp(item->language, "zh", 2) ? "cmn" : item->language;
        buf_printf(&s->out, "SET self LANGUAGE %s\r\n", tag);
        (void)text_copy(s->language, sizeof s->language, item->language);
    }
    if (item->rate != s->rate)
        buf_printf(&s->out, "SET self RATE %d\r\n", rate_of(s->rate = item->rate));
    if (item->volume != s->volume)
        buf_printf(&s->out, "SET self VOLUME %d\r\n", (s->volume = item->volume) * 2 - 100);
}

static enum err say(void *self, const struct speech_item *item) {
    struct ssip *s = self;
    size_t before = s->out.len;
    add_settings(s, item);
    // One at a time and in our own order: the service's priorities would only drop what we want said.
    buf_printf(&s->out, "SET self PRIORITY %s\r\nSPEAK\r\n", item->how == SAY_FIRST ? "important" : "message");
    add_text(&s->out, item->text);
    buf_text_add(&s->out, "\r\n.\r\n");
    if (s->out.err) { // it does not read: nothing half may stand before the next
        s->out.len = before;
        s->out.err = ERR_NONE;
        *s->language = '\0';
        s->rate = s->volume = -1;
        return ERR_BUSY;
    }
    s->unanswered++;
    s->saying = true;
    s->message = -1;
    write_out(s);
    return ERR_NONE;
}

static void stop(void *self) {
    struct ssip *s = self;
    s->saying = false;
    buf_text_add(&s->out, "CANCEL self\r\n");
    if (s->out.err)
        s->out.err = ERR_NONE;
    write_out(s);
}

const struct speech_driver speech_ssip = {.name = "ssip", .size = sizeof(struct ssip), .open = open_ssip, .close = close_ssip,
                                          .fd = fd_of, .step = step, .say = say, .stop = stop};
