// SPDX-License-Identifier: Apache-2.0
// The steps of a script, one function each, and what they share. Each returns whether the step succeeded; otherwise the
// fault says what it expected. `args` is the rest of the line.
#ifndef TGOV_APP_SCRIPT_STEPS_H
#define TGOV_APP_SCRIPT_STEPS_H

#include "app/script_fill.h"

#include <stdio.h>

enum err script_expected(struct run *r, const char *what, const char *text) TGOV_CHECKED;
const char *script_skip_space(const char *s);
void script_print_tree(struct run *r, FILE *to);

enum err step_advance(struct run *r, const char *args) TGOV_CHECKED;
enum err step_audit(struct run *r, const char *args) TGOV_CHECKED;
enum err step_audit_all(struct run *r, const char *args) TGOV_CHECKED;
enum err step_audit_pixels(struct run *r, const char *args) TGOV_CHECKED;
enum err step_choose(struct run *r, const char *args) TGOV_CHECKED;
enum err step_expect(struct run *r, const char *args) TGOV_CHECKED;
enum err step_expect_focus(struct run *r, const char *args) TGOV_CHECKED;
enum err step_expect_not(struct run *r, const char *args) TGOV_CHECKED;
enum err step_expect_screen(struct run *r, const char *args) TGOV_CHECKED;
enum err step_fault(struct run *r, const char *args) TGOV_CHECKED;
enum err step_fill(struct run *r, const char *args) TGOV_CHECKED;
enum err step_focus(struct run *r, const char *args) TGOV_CHECKED;
enum err step_language(struct run *r, const char *args) TGOV_CHECKED;
enum err step_measure_language(struct run *r, const char *args) TGOV_CHECKED;
enum err step_measure_text(struct run *r, const char *args) TGOV_CHECKED;
enum err step_open(struct run *r, const char *args) TGOV_CHECKED;
enum err step_press(struct run *r, const char *args) TGOV_CHECKED;
enum err step_quit(struct run *r, const char *args) TGOV_CHECKED;
enum err step_resize(struct run *r, const char *args) TGOV_CHECKED;
enum err step_shot(struct run *r, const char *args) TGOV_CHECKED;
enum err step_text_scale(struct run *r, const char *args) TGOV_CHECKED;
enum err step_theme(struct run *r, const char *args) TGOV_CHECKED;
enum err step_tree(struct run *r, const char *args) TGOV_CHECKED;
enum err step_type(struct run *r, const char *args) TGOV_CHECKED;
enum err step_wait(struct run *r, const char *args) TGOV_CHECKED;
enum err step_wait_not(struct run *r, const char *args) TGOV_CHECKED;
enum err step_wait_ready(struct run *r, const char *args) TGOV_CHECKED;
enum err step_wait_screen(struct run *r, const char *args) TGOV_CHECKED;
enum err step_headphones(struct run *r, const char *args) TGOV_CHECKED;
enum err step_listen(struct run *r, const char *args) TGOV_CHECKED;
enum err step_wait_silence(struct run *r, const char *args) TGOV_CHECKED;
enum err step_listen_not(struct run *r, const char *args) TGOV_CHECKED;

#endif
