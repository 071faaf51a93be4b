// SPDX-License-Identifier: Apache-2.0
// The history: which screens lie on top of each other, and what the keys do that neither toolkit nor screen wanted.
#include "app/inside.h"

#include "base/mem.h"

#include <assert.h>

struct entry *router_top(struct app *app) {
    assert(app->depth > 0); // from app_create to app_destroy there is always a screen
    return app->stack[app->depth - 1];
}

struct entry *router_find(struct app *app, uint64_t token) {
    for (int i = app->depth - 1; i >= 0; i--)
        if (app->stack[i]->token == token)
            return app->stack[i];
    return NULL;
}

static struct entry *entry_create(struct app *app, const struct screen_def *def) {
    struct entry *e = mem_alloc(sizeof *e);
    if (!e)
        return NULL;
    arena_init(&e->arena, def->arena_cap ? def->arena_cap : SCREEN_ARENA);
    arena_init(&e->turns[0], def->arena_cap ? def->arena_cap : SCREEN_ARENA);
    arena_init(&e->turns[1], def->arena_cap ? def->arena_cap : SCREEN_ARENA);
    e->def = def;
    e->token = ++app->next_token;
    e->state = arena_alloc(&e->arena, def->state_size ? def->state_size : 1);
    if (!e->state) {
        arena_finish(&e->arena);
        mem_free(e);
        return NULL;
    }
    return e;
}

static void entry_destroy(struct app *app, struct entry *e) {
    net_cancel(app->net, e->token);
    timers_forget(app, e->token);
    for (struct kept_reply *k = e->replies; k; k = k->next)
        net_message_free(k->message);
    arena_finish(&e->turns[0]);
    arena_finish(&e->turns[1]);
    arena_finish(&e->arena);
    mem_free(e);
}

// A history that is full loses its oldest screen above home: BACK then goes one step further than it came.
static void make_room(struct app *app) {
    if (app->depth < HISTORY_MAX)
        return;
    entry_destroy(app, app->stack[1]);
    memmove(&app->stack[1], &app->stack[2], sizeof app->stack[0] * (HISTORY_MAX - 2));
    app->depth--;
}

void router_push(struct app *app, enum screen_id id, const char *argument) {
    struct entry *e = entry_create(app, screen_table[id]);
    if (!e)
        return; // out of memory: the viewer stays where they are
    make_room(app);
    app->stack[app->depth++] = e;
    app->dirty = true;
    app_deliver(app, e, &(struct event){.type = EV_ENTER, .text = argument ? argument : ""}, NULL);
}

static void remove_at(struct app *app, int i) {
    struct entry *e = app->stack[i];
    memmove(&app->stack[i], &app->stack[i + 1], sizeof app->stack[0] * (size_t)(app->depth - i - 1));
    app->depth--;
    entry_destroy(app, e);
}

static int index_of(const struct app *app, const struct entry *e) {
    for (int i = 0; i < app->depth; i++)
        if (app->stack[i] == e)
            return i;
    return -1;
}

// The new screen takes the place of the old one, also below others: an answer that comes late must not lay anything over
// the privacy curtain.
void router_replace(struct app *app, struct entry *from, enum screen_id id, const char *argument) {
    int i = index_of(app, from);
    struct entry *e = i < 0 ? NULL : entry_create(app, screen_table[id]);
    if (!e)
        return; // out of memory: the old screen stays
    app->stack[i] = e;
    entry_destroy(app, from);
    app->dirty = true;
    app_deliver(app, e, &(struct event){.type = EV_ENTER, .text = argument ? argument : ""}, NULL);
}

// The screen that asked goes, wherever it is; who was below hears of it when it is on top again.
void router_pop(struct app *app, struct entry *which, const struct val *result) {
    int i = index_of(app, which);
    bool top = i == app->depth - 1;
    if (i < 1)
        return;
    remove_at(app, i);
    app->dirty = true;
    if (top)
        app_deliver(app, router_top(app), &(struct event){.type = EV_RESUME, .value = result}, NULL);
}

void router_home(struct app *app) {
    if (app->depth == 1 && router_top(app)->def->id != SCREEN_HOME)
        return; // still starting
    bool moved = app->depth > 1;
    while (app->depth > 1)
        remove_at(app, app->depth - 1);
    app->dirty = true;
    if (moved)
        app_deliver(app, router_top(app), &(struct event){.type = EV_RESUME}, NULL);
}

void router_forget_below(struct app *app, const struct entry *top) {
    for (int i = app->depth - 1; i > 0; i--)
        if (app->stack[i] != top)
            remove_at(app, i);
    router_tell_all(app, EV_CHANGED); // what stays shows what is left
}

void router_clear(struct app *app) {
    while (app->depth)
        remove_at(app, app->depth - 1);
}

void router_tell_all(struct app *app, enum event_type type) {
    uint64_t tokens[HISTORY_MAX];
    int count = app->depth;
    for (int i = 0; i < count; i++)
        tokens[i] = app->stack[i]->token;
    for (int i = 0; i < count; i++) { // an update may change the stack
        struct entry *e = router_find(app, tokens[i]);
        if (e)
            app_deliver(app, e, &(struct event){.type = type}, NULL);
    }
    app->dirty = true;
}

// On the curtain only OK and red itself bring the screen back; BACK and HOME do not, so that no one uncovers it by habit.
static void open_once(struct app *app, enum screen_id id, const char *argument) {
    if (router_top(app)->def->id != id)
        router_push(app, id, argument);
}

void router_key(struct app *app, enum key key) {
    switch (key) {
    case KEY_BACK: router_pop(app, router_top(app), NULL); break;
    case KEY_HOME: router_home(app); break;
    case KEY_RED:
        speech_session_ended(app); // who hides the screen is not alone
        open_once(app, SCREEN_CURTAIN, "");
        break;
    case KEY_GREEN: speech_green(app); break;
    case KEY_BLUE:
    case KEY_MENU: open_once(app, SCREEN_SETTINGS, ""); break;
    case KEY_HELP:
    case KEY_INFO: open_once(app, SCREEN_HELP, router_top(app)->def->name); break;
    case KEY_MUTE: // what is being said stops; the next focus is spoken again
        if (app->platform->ops->hush)
            app->platform->ops->hush(app->platform);
        break;
    case KEY_SEARCH: open_once(app, SCREEN_SEARCH, ""); break;
    default: break;
    }
}
