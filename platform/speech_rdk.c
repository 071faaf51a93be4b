// SPDX-License-Identifier: Apache-2.0
// The two speech interfaces of RDK boxes, over one JSON-RPC connection:
//  - Thunder: org.rdk.TextToSpeech with enabletts, setttsconfiguration, speak, cancel, and the events of onspeech...;
//  - Firebolt: TextToSpeech.speak and cancel, and Accessibility.voiceGuidanceSettings, the box's own setting.
// Both speak one text at a time and tell by the id of a speech when it is over. Unknown messages are passed over.
#include "base/str.h"
#include "platform/speech_driver.h"
#include "platform/speech_rpc.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARAMS_CAP = 3 * VOICE_SENTENCE_BYTES, STEPS = 64, USUAL_RATE = 50, FIREBOLT_ENDS = 4 };

struct rdk {
    struct rpc rpc;
    bool firebolt;
    int speak_call, settings_call, guidance_call; // ids of calls whose answers matter; 0: none
    bool saying;
    long speech; // the service's id of it; -1: not known yet
    bool cancel_next; // stopped before its id was known
    char language[SPEECH_LANGUAGE];
    int rate, volume;
};

static bool call(struct rdk *d, int *id, const char *method, const char *params) {
    int made = rpc_call(&d->rpc, method, params);
    if (id)
        *id = made;
    return made != 0;
}

static bool greet_thunder(struct rdk *d) {
    static const char *const events[] = {"onspeechcomplete", "onspeechinterrupted", "onnetworkerror", "onplaybackerror", "onttsstatechanged"};
    char params[96];
    bool ok = true;
    for (size_t i = 0; i < sizeof events / sizeof *events; i++) {
        snprintf(params, sizeof params, "{\"event\":\"%s\",\"id\":\"tgov\"}", events[i]);
        ok &= call(d, NULL, "org.rdk.TextToSpeech.1.register", params);
    }
    return ok && call(d, &d->settings_call, "org.rdk.TextToSpeech.1.isttsenabled", "{}");
}

// The ways in which a speech ends come first: their ids are 1 to FIREBOLT_ENDS.
static bool greet_firebolt(struct rdk *d) {
    return call(d, NULL, "TextToSpeech.onSpeechcomplete", "{\"listen\":true}") &&
           call(d, NULL, "TextToSpeech.onSpeechinterrupted", "{\"listen\":true}") &&
           call(d, NULL, "TextToSpeech.onPlaybackerror", "{\"listen\":true}") &&
           call(d, NULL, "TextToSpeech.onNetworkerror", "{\"listen\":true}") &&
           call(d, &d->guidance_call, "Accessibility.onVoiceGuidanceSettingsChanged", "{\"listen\":true}") &&
           call(d, &d->settings_call, "Accessibility.voiceGuidanceSettings", "{}");
}

static enum err open_any(struct rdk *d, const char *address, const char *path, bool firebolt) {
    if (!address || !*address)
        return ERR_MISSING;
    enum err err = rpc_open(&d->rpc, address, path);
    if (err)
        return err;
    d->firebolt = firebolt;
    d->speech = -1;
    if (firebolt ? greet_firebolt(d) : greet_thunder(d))
        return ERR_NONE;
    rpc_close(&d->rpc);
    return ERR_MEMORY;
}

static enum err open_thunder(void *self, const struct voice_options *o) {
    return open_any(self, o->address ? o->address : getenv("THUNDER_ACCESS"), "/jsonrpc", false);
}

static enum err open_firebolt(void *self, const struct voice_options *o) {
    return open_any(self, o->address ? o->address : getenv("FIREBOLT_ENDPOINT"), "/", true);
}

static void close_any(void *self) { rpc_close(&((struct rdk *)self)->rpc); }

static int fd_of(const void *self, short *events) { return rpc_fd(&((const struct rdk *)self)->rpc, events); }

// ---- What comes ----
static void cancel(struct rdk *d, long speech) {
    char params[48];
    snprintf(params, sizeof params, "{\"speechid\":%ld}", speech);
    (void)!call(d, NULL, d->firebolt ? "TextToSpeech.cancel" : "org.rdk.TextToSpeech.1.cancel", params);
}

static long speech_id(const struct val *v) {
    double id = val_get_number(v, "speechid", -1);
    return id >= 0 && id < 1e9 ? (long)id : -1;
}

// A number of a voice's usual speed: 1 is usual. Older boxes call it "speed".
static int percent_of(const struct val *settings) {
    double rate = val_get_number(settings, "rate", val_get_number(settings, "speed", 0));
    return isfinite(rate) && rate > 0 && rate <= 10 ? (int)(rate * 100) : 0;
}

static void take_settings(const struct val *settings, struct speech_news *news) {
    if (settings->type != VAL_OBJECT || !val_get(settings, "enabled"))
        return;
    news->settings = true;
    news->enabled = val_get_bool(settings, "enabled", false);
    news->rate = percent_of(settings);
}

static void over(struct rdk *d, struct speech_news *news) {
    d->saying = false;
    d->speech = -1;
    news->ended = true;
}

static void take_spoken(struct rdk *d, const struct val *result, struct speech_news *news) {
    long id = result ? speech_id(result) : -1;
    d->speak_call = 0;
    if (d->cancel_next && id >= 0)
        cancel(d, id);
    d->cancel_next = false;
    if (!d->saying)
        return;
    d->speech = id;
    if (id < 0) // refused: disabled, no voice, not ours to speak now
        over(d, news);
}

static void take_answer(struct rdk *d, int id, const struct val *message, struct speech_news *news) {
    const struct val *result = val_get(message, "result");
    if (d->firebolt && id <= FIREBOLT_ENDS && result && speech_id(result) >= 0) { // an event as the answer to its subscription
        if (d->saying && speech_id(result) == d->speech)
            over(d, news);
    } else if (id && id == d->speak_call) {
        take_spoken(d, result, news);
    } else if (result && (id == d->guidance_call || (id == d->settings_call && d->firebolt))) {
        take_settings(result, news);
    } else if (result && id == d->settings_call && val_get(result, "isenabled")) {
        news->settings = true;
        news->enabled = val_get_bool(result, "isenabled", false);
    }
}

// The event's name behind the last dot: "tgov.onspeechcomplete", "TextToSpeech.onSpeechcomplete".
static bool is_event(const char *method, const char *name) {
    const char *dot = strrchr(method, '.');
    struct str s = str_of(dot ? dot + 1 : method);
    for (size_t i = 0; i < s.len; i++)
        if ((s.p[i] | 32) != name[i])
            return false;
    return strlen(name) == s.len;
}

static void take_event(struct rdk *d, const char *method, const struct val *params, struct speech_news *news) {
    static const char *const ends[] = {"onspeechcomplete", "onspeechinterrupted", "onnetworkerror", "onplaybackerror"};
    const struct val *inner = val_get(params, "value");
    const struct val *v = inner && inner->type == VAL_OBJECT ? inner : params;
    if (!v)
        return;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (is_event(method, ends[i]) && d->saying && d->speech >= 0 && speech_id(v) == d->speech)
            over(d, news);
    if (d->firebolt && is_event(method, "onvoiceguidancesettingschanged"))
        take_settings(v, news);
    if (!d->firebolt && is_event(method, "onttsstatechanged") && val_get(v, "state")) {
        news->settings = true;
        news->enabled = val_get_bool(v, "state", false);
    }
}

static void step(void *self, struct speech_news *news) {
    struct rdk *d = self;
    const struct val *message;
    for (int i = 0; i < STEPS && (message = rpc_step(&d->rpc, &news->lost)); i++) {
        const char *method = val_get_text(message, "method", NULL);
        double id = val_get_number(message, "id", 0);
        if (method)
            take_event(d, method, val_get(message, "params"), news);
        else if (id >= 1 && id <= d->rpc.next_id)
            take_answer(d, (int)id, message, news);
    }
}

// ---- What goes ----
// Thunder keeps language, speed and loudness for all that is said; Firebolt leaves them to the box.
static bool configure(struct rdk *d, const struct speech_item *item) {
    char params[192];
    if (!strcmp(d->language, item->language) && d->rate == item->rate && d->volume == item->volume)
        return true;
    if (!d->rate && !call(d, NULL, "org.rdk.TextToSpeech.1.enabletts", "{\"enabletts\":true}")) // who presses the key wants it
        return false;
    (void)text_copy(d->language, sizeof d->language, item->language);
    d->rate = item->rate;
    d->volume = item->volume;
    int rate = item->rate <= 100 ? item->rate * USUAL_RATE / 100 : USUAL_RATE + (item->rate - 100) / 4;
    snprintf(params, sizeof params, "{\"language\":\"%s\",\"volume\":\"%d.0\",\"rate\":\"%d\"}", item->language, item->volume, rate);
    return call(d, NULL, "org.rdk.TextToSpeech.1.setttsconfiguration", params);
}

static enum err say(void *self, const struct speech_item *item) {
    struct rdk *d = self;
    struct buf params;
    if (!d->firebolt && !configure(d, item))
        return ERR_BUSY;
    buf_init(&params, PARAMS_CAP);
    buf_text_add(&params, "{\"callsign\":\"tgov\",\"text\":");
    buf_json_string(&params, item->text, strlen(item->text));
    buf_char(&params, '}');
    bool sent = !params.err && call(d, &d->speak_call, d->firebolt ? "TextToSpeech.speak" : "org.rdk.TextToSpeech.1.speak", params.data);
    buf_finish(&params);
    d->saying = sent;
    d->speech = -1;
    d->cancel_next = false;
    return sent ? ERR_NONE : ERR_BUSY;
}

static void stop(void *self) {
    struct rdk *d = self;
    if (d->saying && d->speech >= 0)
        cancel(d, d->speech);
    else if (d->saying && d->speak_call)
        d->cancel_next = true;
    d->saying = false;
}

const struct speech_driver speech_rdk = {.name = "rdk", .size = sizeof(struct rdk), .eager = true, .open = open_thunder, .close = close_any,
                                         .fd = fd_of, .step = step, .say = say, .stop = stop};
const struct speech_driver speech_firebolt = {.name = "firebolt", .size = sizeof(struct rdk), .eager = true, .open = open_firebolt,
                                              .close = close_any, .fd = fd_of, .step = step, .say = say, .stop = stop};
