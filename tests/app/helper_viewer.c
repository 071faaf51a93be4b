// SPDX-License-Identifier: Apache-2.0
#include "helper_viewer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <ftw.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WAIT_MS = 20000, STEP_MS = 20, QUIET_MS = 400, STEPS = 400 };
static const char start_time[] = "2026-03-10T09:12:00Z";

static struct office {
    pid_t pid;
    char folder[128], url[128];
} office;

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at) {
    (void)st;
    (void)kind;
    (void)at;
    return remove(path);
}

static void make_folder(char *folder, size_t room) {
    snprintf(folder, room, "/tmp/tgov-app-test-XXXXXX");
    assert_non_null(mkdtemp(folder));
}

static const char *from_env(const char *name, const char *otherwise) {
    const char *value = getenv(name);
    return value ? value : otherwise;
}

void office_open(void) {
    char program[512], catalogue[512], store[256], line[256];
    int ends[2];
    snprintf(program, sizeof program, "%s/tgov-backend", from_env("TGOV_BUILD", "build/dev"));
    snprintf(catalogue, sizeof catalogue, "%s/backend/catalogue", from_env("TGOV_SOURCE", "."));
    if (access(program, X_OK) != 0) {
        puts("SKIP: tgov-backend is not built");
        exit(77);
    }
    make_folder(office.folder, sizeof office.folder);
    snprintf(store, sizeof store, "sqlite:%s/tgov.db", office.folder);
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    office.pid = fork();
    assert_true(office.pid >= 0);
    if (office.pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        execl(program, program, "--listen", "127.0.0.1:0", "--catalogue", catalogue, "--store", store, "--rate", "0", "--quiet", (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    FILE *said = fdopen(ends[0], "r");
    while (fgets(line, sizeof line, said) && strcmp(line, "ready\n") != 0)
        if (!strncmp(line, "http://", 7))
            snprintf(office.url, sizeof office.url, "%.*s", (int)strcspn(line, "\n"), line);
    fclose(said);
    assert_true(*office.url);
}

void office_close(void) {
    kill(office.pid, SIGTERM);
    waitpid(office.pid, NULL, 0);
    nftw(office.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void switch_on(struct viewer *v, const char *instant) {
    struct fault f = {0};
    when_ms start = 0;
    char assets[512];
    assert_true(when_read(instant, &start));
    snprintf(assets, sizeof assets, "%s/assets", from_env("TGOV_SOURCE", "."));
    v->p = platform_headless(&(struct platform_options){.width = 1280, .height = 720, .start = start}, &f);
    assert_non_null(v->p);
    struct app_options o = {.platform = v->p, .backend = office.url, .state = v->folder, .assets = assets, .shots = v->folder, .allow_http = true};
    if (app_create(&o, &v->app, &f))
        fail_msg("no app: %s: %s", f.place, f.what);
    viewer_settle(v);
}

static void switch_off(struct viewer *v) {
    app_destroy(v->app);
    v->p->ops->destroy(v->p);
}

void viewer_open(struct viewer *v) {
    make_folder(v->folder, sizeof v->folder);
    switch_on(v, start_time);
}

void viewer_restart(struct viewer *v) { viewer_restart_at(v, start_time); }

void viewer_restart_at(struct viewer *v, const char *instant) {
    switch_off(v);
    switch_on(v, instant);
}

void viewer_close(struct viewer *v) {
    switch_off(v);
    nftw(v->folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void viewer_settle(struct viewer *v) {
    for (int i = 0; i < STEPS; i++) {
        assert_true(app_step(v->app));
        when_ms next = ui_stage_next(app_stage(v->app)), now = v->p->ops->clock(v->p);
        if (next < 0)
            return;
        if (next > now)
            headless_advance(v->p, next - now);
    }
}

void viewer_press(struct viewer *v, enum key key) {
    assert_true(headless_press(v->p, key));
    viewer_settle(v);
}

void viewer_type(struct viewer *v, const char *text) {
    assert_true(headless_type(v->p, text));
    viewer_settle(v);
}

void viewer_wait(struct viewer *v, const char *label) {
    for (int waited = 0; waited < WAIT_MS; waited += STEP_MS) {
        viewer_settle(v);
        if (ui_find_label(ui_stage_root(app_stage(v->app)), label))
            return;
        (void)headless_wait_real(v->p, STEP_MS);
    }
    fail_msg("there is no \"%s\" on the screen \"%s\"", label, app_screen_name(v->app));
}

void viewer_rest(struct viewer *v) {
    do {
        viewer_settle(v);
    } while (headless_wait_real(v->p, QUIET_MS));
}

static const struct ui_node *control(const struct ui_node *n, const char *label) {
    if (n->focusable && n->label && !strcmp(n->label, label))
        return n;
    const struct ui_node *hit = NULL;
    for (const struct ui_node *c = n->first; c && !hit; c = c->next)
        hit = control(c, label);
    return hit;
}

void viewer_focus(struct viewer *v, const char *label) {
    for (int i = 0; i < 60; i++) {
        const struct ui_node *from = ui_stage_focused(app_stage(v->app)), *to = control(ui_stage_root(app_stage(v->app)), label);
        assert_non_null(from);
        assert_non_null(to);
        if (from == to)
            return;
        bool below = to->rect.y >= rect_bottom(from->rect), above = from->rect.y >= rect_bottom(to->rect);
        viewer_press(v, below ? KEY_DOWN : above ? KEY_UP : to->rect.x > from->rect.x ? KEY_RIGHT : KEY_LEFT);
    }
    fail_msg("arrows do not reach \"%s\"", label);
}
