// SPDX-License-Identifier: Apache-2.0
// The driver of a set-top box: SDL for the screen, our own reader for the remote. It sleeps in poll() on the input
// devices and one eventfd, so nothing runs while nobody touches the remote.
#include "base/log.h"
#include "base/mem.h"
#include "platform/host.h"
#include "platform/platform.h"
#include "platform/stb/evdev.h"
#include "platform/stb/jack.h"
#include "platform/stb/keymap.h"
#include "platform/stb/typing.h"
#include "platform/stb/video.h"
#include "platform/stb/watch.h"
#include "platform/voice.h"
#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { INPUTS = 128 }; // queued; a held key repeats 30 times a second, so more means that the app hangs

struct stb {
    struct platform platform; // first
    struct video *video;
    struct evdev *evdev;
    struct voice *voice;
    struct watch *watch; // NULL where poll() alone is enough
    struct keymap map;
    struct typing typing;
    bool down[KEY_COUNT];
    const char *jack_folder; // where the jack of headphones is looked for; NULL: nowhere
    int wake; // eventfd
    struct input inputs[INPUTS]; // a ring
    size_t first, queued;
};

static struct stb *stb_of(struct platform *p) {
    return (struct stb *)p;
}

static void push(struct stb *s, const struct input *in) {
    if (s->queued == INPUTS) {
        log_line(LOG_WARN, "input", "dropped", "reason=queue-full");
        return;
    }
    s->inputs[(s->first + s->queued++) % INPUTS] = *in;
}

static void take_key(void *with, struct stream_key k) {
    struct stb *s = with;
    enum key key = keymap_key(&s->map, k.code);
    struct input text = {.type = INPUT_TEXT, .repeat = k.value == STREAM_REPEAT};
    bool typed = typing_take(&s->typing, k, text.text);
    bool edits = typed && ((unsigned char)text.text[0] < ' ' || text.text[0] == 0x7F); // Ctrl with an arrow, HOME of a keyboard
    if (typed && (edits || key == KEY_NONE || key_is_digit(key))) { // a map may use letters as keys
        push(s, &text);
        return;
    }
    if (key == KEY_NONE) {
        log_line(LOG_DEBUG, "input", "unknown-code", "code=%d", k.code);
        return;
    }
    if (k.value == STREAM_UP && !s->down[key])
        return; // what went down was a symbol
    s->down[key] = k.value != STREAM_UP;
    push(s, &(struct input){.type = k.value == STREAM_UP ? INPUT_KEY_UP : INPUT_KEY, .key = key,
                            .repeat = k.value == STREAM_REPEAT});
}

static bool wanted(void *with, uint16_t code) {
    return keymap_key(with, code) != KEY_NONE;
}

static void take_news(struct stb *s) {
    enum video_news news = video_news(s->video);
    if (news == VIDEO_QUIT)
        push(s, &(struct input){.type = INPUT_QUIT});
    else if (news == VIDEO_LOST)
        push(s, &(struct input){.type = INPUT_RESIZED});
}

static bool poll_input(struct platform *p, struct input *in) {
    struct stb *s = stb_of(p);
    if (!s->queued) {
        evdev_read(s->evdev, take_key, s);
        take_news(s);
    }
    if (!s->queued)
        return voice_take(s->voice, in);
    *in = s->inputs[s->first];
    s->first = (s->first + 1) % INPUTS;
    s->queued--;
    return true;
}

static when_ms get_clock(struct platform *p) {
    (void)p;
    return when_monotonic();
}

static int time_left(when_ms until) {
    if (until == -1)
        return -1;
    when_ms left = until - when_monotonic();
    return left <= 0 ? 0 : left > 3600000 ? 3600000 : (int)left;
}

// Sleeps until a descriptor has news; in `fds`, whose first is the eventfd of wake. -1 when a signal came.
static int sleep_on(struct stb *s, struct pollfd *fds, size_t n, int timeout) {
    if (!s->watch)
        return poll(fds, (nfds_t)n, timeout);
    watch_arm(s->watch, fds, n);
    video_wait(s->video, timeout);
    watch_disarm(s->watch);
    take_news(s);
    return poll(fds, (nfds_t)n, 0);
}

static void wait_input(struct platform *p, when_ms until) {
    struct stb *s = stb_of(p);
    for (;;) {
        struct pollfd fds[EVDEV_FDS + 1] = {{.fd = s->wake, .events = POLLIN}};
        size_t n = 1 + evdev_poll_fds(s->evdev, fds + 1);
        int ready = sleep_on(s, fds, n, s->queued ? 0 : time_left(until));
        if (ready < 0 && errno == EINTR)
            return; // a signal: the app looks at its flags
        uint64_t count;
        if (fds[0].revents && read(s->wake, &count, sizeof count) > 0)
            return;
        if (ready > 0)
            evdev_read(s->evdev, take_key, s); // may be nothing of ours: a new device, an unknown code
        if (s->queued || (until != -1 && when_monotonic() >= until))
            return;
    }
}

static void nudge(void *with) {
    video_nudge(((struct stb *)with)->video);
}

static void wake(struct platform *p) {
    uint64_t one = 1;
    if (write(stb_of(p)->wake, &one, sizeof one) < 0)
        return; // the counter is full: it is awake anyway
}

// From the voice's thread.
static void wake_us(void *arg) {
    wake(arg);
}

static struct frame get_frame(struct platform *p) {
    return video_frame(stb_of(p)->video);
}

static enum err present(struct platform *p, const struct rect *changed, size_t count) {
    return video_present(stb_of(p)->video, changed, count);
}

static enum err speak(struct platform *p, const struct utterance *u) {
    return voice_speak(stb_of(p)->voice, u);
}

static void hush(struct platform *p) {
    voice_hush(stb_of(p)->voice);
}

static bool talking(struct platform *p) {
    return voice_talking(stb_of(p)->voice);
}

static bool headphones(struct platform *p) {
    return jack_plugged(stb_of(p)->jack_folder);
}

static void destroy(struct platform *p) {
    struct stb *s = stb_of(p);
    if (!s)
        return;
    watch_destroy(s->watch);
    voice_destroy(s->voice);
    evdev_destroy(s->evdev);
    video_destroy(s->video);
    if (s->wake >= 0)
        close(s->wake);
    mem_free(s);
}

static const struct platform_ops ops = {
    .name = "stb",
    .destroy = destroy,
    .frame = get_frame,
    .present = present,
    .poll = poll_input,
    .wait = wait_input,
    .wake = wake,
    .clock = get_clock,
    .wall = host_wall,
    .zone_minutes = host_zone_minutes,
    .speak = speak,
    .hush = hush,
    .talking = talking,
    .headphones = headphones,
};

static enum err start(struct stb *s, const struct platform_options *o, struct fault *f) {
    enum err err = ERR_NONE;
    keymap_built_in(&s->map);
    if (o->keymap && (err = keymap_load(&s->map, o->keymap, f)))
        return err;
    s->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (s->wake < 0)
        return fault_set(f, ERR_IO, "input", "no eventfd: errno %d", errno);
    s->jack_folder = o->input_path ? NULL : "/dev/input";
    s->voice = voice_create(&(struct voice_options){.driver = o->speech, .wake = wake_us, .wake_arg = &s->platform});
    if (!s->voice)
        return fault_set(f, ERR_MEMORY, "voice", "no memory");
    // SDL first: its own reader of keyboards must not be the one that holds the grab.
    s->video = video_create(o->width, o->height, f);
    if (!s->video)
        return ERR_IO;
    s->evdev = evdev_create(&(struct evdev_options){.folder = o->input_path ? NULL : "/dev/input", .path = o->input_path,
                                                    .grab = true, .wanted = wanted, .with = &s->map}, f);
    if (!s->evdev)
        return ERR_IO;
    if (video_windowed(s->video) && !(s->watch = watch_create(nudge, s)))
        return fault_set(f, ERR_MEMORY, "input", "no thread to watch the remote");
    return ERR_NONE;
}

struct platform *platform_stb(const struct platform_options *o, struct fault *f) {
    struct stb *s = mem_alloc(sizeof *s);
    if (!s) {
        (void)fault_set(f, ERR_MEMORY, "stb", "no memory");
        return NULL;
    }
    s->platform.ops = &ops;
    s->wake = -1;
    if (start(s, o, f)) {
        destroy(&s->platform);
        return NULL;
    }
    return &s->platform;
}
