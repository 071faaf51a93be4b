// SPDX-License-Identifier: Apache-2.0
// A scripted viewer: keys, waits and expectations, one step a line, on the headless platform. `#` starts a comment.
//
//     press DOWN DOWN OK      keys by name (platform/keys.h); OK*3 presses three times
//     type "text"             what a keyboard writes
//     wait "label"            until something with this label, text or value is there; real time, at most 20 s
//     wait-not "label"        until it is gone
//     wait-ready              until the screen waits for nothing any more
//     wait-screen NAME        until this screen is on top
//     expect "label"          it is there now
//     expect-not "label"
//     expect-focus "label"    the focused control is called that
//     expect-screen NAME
//     focus "label"           walks there with arrow keys only; fails when arrows do not reach it
//     choose "label"          focus, then OK
//     fill FILE               answers the questions of a form with the values of a JSON object, until the review
//     open NAME [ARGUMENT]    opens a screen directly
//     language TAG, text-scale N, theme NAME, fault NAME    as the emulator's panel does
//     resize W H
//     advance 300ms           moves the clock
//     listen                  prints what was said since the last one, a line each ("en: Next, button"), then a line "."
//     listen "text"           until something was said that holds the text; at most 20 s
//     listen-not "text"       nothing said so far holds it
//     wait-silence            until nothing is being said any more; at most 20 s
//     headphones in           or out
//     shot NAME               NAME.png in the shots folder, and NAME.txt with the tree
//     tree                    prints the tree
//     audit                   prints what ui_audit complains about; the script goes on and fails at its end
//     audit-all               the same in all text sizes, themes and frames, without showing them; and texts that stand on the
//                             screen at 100 % and nowhere at a larger size
//     audit-pixels            prints texts that stand out less than 7:1 in the pixels shown now; fails as audit does
//     measure-language        prints how long a switch of the language takes until its picture is there
//     quit                    ends the app as a viewer who pulls the plug would not: cleanly
#ifndef TGOV_APP_SCRIPT_H
#define TGOV_APP_SCRIPT_H

#include "app/app.h"

#include <stdio.h>

enum { SCRIPT_BYTES = 1 << 20, SCRIPT_LINE = 1024 };

struct script_options {
    const char *name;  // for messages: the file's name
    const char *shots; // where pictures go
};

// Runs the whole text. On failure `f` holds the line ("journey.script:7") and what was expected, and the tree that was
// there has been printed on stderr.
enum err script_run(struct app *app, struct platform *headless, const char *text, const struct script_options *o,
                    struct fault *f) TGOV_CHECKED;
// The same from a stream, each line as it comes: a program at the other end can look at what was printed before it goes on.
enum err script_stream(struct app *app, struct platform *headless, FILE *from, const struct script_options *o,
                       struct fault *f) TGOV_CHECKED;

#endif
