// SPDX-License-Identifier: Apache-2.0
#include "helper_type.h"

#include <string.h>

void field_open(struct typing *t, const char *language, enum keyboard keyboard, const char *text) {
    memset(t, 0, sizeof *t);
    typing_start(t, keyboard, text);
    text_copy(t->language, sizeof t->language, language);
}

static void key(struct typing *t, enum key k, bool repeat, when_ms now) {
    (void)typing_event(t, &(struct event){.type = EV_KEY, .key = k, .repeat = repeat, .now = now});
}

enum typing_result act(struct typing *t, int action, int arg) {
    return typing_event(t, &(struct event){.type = EV_ACTION, .action = action, .arg = arg});
}

const char *pressed(struct typing *t, const char *keys) {
    when_ms now = t->tapped;
    for (; *keys; keys++) {
        if (*keys >= '0' && *keys <= '9')
            key(t, (enum key)(KEY_0 + (*keys - '0')), false, now);
        else if (*keys == ' ')
            now += TYPING_PAUSE_MS + 1;
        else if (*keys == '>' || *keys == '<')
            key(t, *keys == '>' ? KEY_RIGHT : KEY_LEFT, false, now);
        else if (*keys == '-')
            key(t, KEY_DELETE, false, now);
        else if (*keys == '_')
            (void)act(t, ACT_TYPE_SPACE, 0);
        else if (*keys == '#') {
            keys++;
            key(t, (enum key)(KEY_0 + (*keys - '0')), false, now);
            for (int i = 0; i < 5; i++)
                key(t, (enum key)(KEY_0 + (*keys - '0')), true, now);
        }
    }
    return t->text;
}

const char *typed(struct typing *t, const char *keys) {
    for (; *keys; keys++) {
        if (*keys == '<')
            key(t, KEY_DELETE, false, 0);
        else
            (void)typing_event(t, &(struct event){.type = EV_TEXT, .text = (char[]){*keys, '\0'}});
    }
    return t->text;
}
