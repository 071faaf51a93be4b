// SPDX-License-Identifier: Apache-2.0
// The command espeak-ng: one process an utterance, which reads the text from its standard input and plays it. It is
// GPL-3.0+ and therefore never linked. What is said never stands in an argument, where every user of the box could read it.
// The pipe from its standard error tells the end: it closes when the process does.
#include "base/log.h"
#include "base/str.h"
#include "platform/speech_driver.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PROGRAM_ROOM = 256, PATH_ROOM = 300, USUAL_WORDS = 175, SLOWEST = 80, FASTEST = 450 };

struct espeak {
    char program[PROGRAM_ROOM], record[PROGRAM_ROOM];
    int number; // of the recording
    pid_t pid;  // 0: none
    int in, err; // its standard input until all is written, and its standard error; -1: closed
    const char *rest; // of the text, not yet written
};

// The names of its voices where they are not the tag's language: our nine, and any other by its first part.
static void voice_of(const char *tag, char *to, size_t room) {
    static const struct { const char *tag, *voice; } voices[] = {
        {"en", "en-gb"}, {"pt-BR", "pt-br"}, {"pt", "pt"}, {"zh-CN", "cmn"}, {"zh", "cmn"},
    };
    for (size_t i = 0; i < sizeof voices / sizeof *voices; i++) {
        if (!strcmp(tag, voices[i].tag)) {
            (void)text_copy(to, room, voices[i].voice);
            return;
        }
    }
    snprintf(to, room, "%.*s", (int)strcspn(tag, "-"), tag);
    if (!*tag)
        (void)text_copy(to, room, "en");
}

static bool on_path(const char *program) {
    const char *path = getenv("PATH");
    char full[PATH_ROOM];
    if (strchr(program, '/'))
        return access(program, X_OK) == 0;
    while (path && *path) {
        size_t n = strcspn(path, ":");
        int len = snprintf(full, sizeof full, "%.*s/%s", (int)n, path, program);
        if (len > 0 && (size_t)len < sizeof full && access(full, X_OK) == 0)
            return true;
        path += n + (path[n] == ':');
    }
    return false;
}

static enum err open_espeak(void *self, const struct voice_options *o) {
    struct espeak *e = self;
    e->in = e->err = -1;
    (void)text_copy(e->program, sizeof e->program, o->program ? o->program : "espeak-ng");
    (void)text_copy(e->record, sizeof e->record, o->record ? o->record : "");
    return on_path(e->program) ? ERR_NONE : ERR_NOT_FOUND;
}

static void shut(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

// The exit status; waits no longer than the process needs to end.
static int reap(struct espeak *e) {
    int status = 0;
    while (e->pid && waitpid(e->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    e->pid = 0;
    shut(&e->in);
    shut(&e->err);
    return status;
}

static void stop(void *self) {
    struct espeak *e = self;
    if (!e->pid)
        return;
    kill(e->pid, SIGKILL);
    (void)reap(e);
}

static int fd_of(const void *self, short *events) {
    const struct espeak *e = self;
    *events = e->in >= 0 ? POLLOUT : POLLIN;
    return e->in >= 0 ? e->in : e->err;
}

static void write_rest(struct espeak *e) {
    while (e->in >= 0) {
        size_t left = strlen(e->rest);
        ssize_t n = left ? write(e->in, e->rest, left) : 0;
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (n <= 0)
            shut(&e->in); // all is written, or it does not want more: its end tells which
        else
            e->rest += n;
    }
}

static void step(void *self, struct speech_news *news) {
    struct espeak *e = self;
    char bytes[512];
    ssize_t n = -1;
    if (!e->pid)
        return;
    write_rest(e);
    while ((n = read(e->err, bytes, sizeof bytes)) > 0)
        continue; // its complaints may hold what was said
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    int status = reap(e);
    news->ended = true;
    news->missing = WIFEXITED(status) && WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 127;
    news->lost = WIFEXITED(status) && WEXITSTATUS(status) == 127;
}

static bool pipes(int in[2], int err[2]) {
    if (pipe2(in, O_CLOEXEC) < 0)
        return false;
    if (pipe2(err, O_CLOEXEC) == 0) {
        (void)fcntl(in[1], F_SETFL, O_NONBLOCK);
        (void)fcntl(err[0], F_SETFL, O_NONBLOCK);
        return true;
    }
    close(in[0]);
    close(in[1]);
    return false;
}

// The app blocks signals in all its threads; the command must not inherit that.
static int spawn(struct espeak *e, char *const *args, int in, int err) {
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none, pipes_too;
    sigemptyset(&none);
    sigemptyset(&pipes_too);
    sigaddset(&pipes_too, SIGPIPE);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &pipes_too);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    int failed = posix_spawnp(&e->pid, e->program, &actions, &attr, args, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    return failed;
}

static int words_a_minute(int percent) {
    int words = USUAL_WORDS * percent / 100;
    return words < SLOWEST ? SLOWEST : words > FASTEST ? FASTEST : words;
}

static enum err say(void *self, const struct speech_item *item) {
    struct espeak *e = self;
    char voice[SPEECH_LANGUAGE], speed[16], volume[16], file[PATH_ROOM];
    int in[2], err[2];
    voice_of(item->language, voice, sizeof voice);
    snprintf(speed, sizeof speed, "%d", words_a_minute(item->rate));
    snprintf(volume, sizeof volume, "%d", item->volume);
    snprintf(file, sizeof file, "%s/%d.wav", e->record, ++e->number);
    // -b 1: UTF-8; --stdin: all of it as one text. Written by hand: exec wants no const.
    char *const play[] = {e->program, (char *)"-b", (char *)"1", (char *)"-v", voice, (char *)"-s", speed, (char *)"-a", volume,
                          (char *)"--stdin", *e->record ? (char *)"-w" : NULL, file, NULL};
    if (!pipes(in, err))
        return ERR_BUSY;
    int failed = spawn(e, play, in[0], err[1]);
    close(in[0]);
    close(err[1]);
    e->in = in[1];
    e->err = err[0];
    if (failed) {
        e->pid = 0;
        shut(&e->in);
        shut(&e->err);
        log_line(LOG_WARN, "voice", "not-started", "errno=%d", failed);
        return ERR_OFFLINE;
    }
    e->rest = item->text;
    write_rest(e);
    return ERR_NONE;
}

static void close_espeak(void *self) { stop(self); }

const struct speech_driver speech_espeak = {.name = "espeak", .size = sizeof(struct espeak), .open = open_espeak, .close = close_espeak,
                                            .fd = fd_of, .step = step, .say = say, .stop = stop};
