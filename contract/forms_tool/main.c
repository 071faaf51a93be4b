// SPDX-License-Identifier: Apache-2.0
// tgov-forms: brings real forms into the catalogue, checks and walks them, and runs suites of rules.
#include "contract/forms_tool/tool.h"

static const char help[] =
    "Usage: tgov-forms COMMAND ...\n"
    "\n"
    "  import FILE --id ID --into DIR [--dialect FILE] [--language TAG] [--time]\n"
    "                     turn a Form.io export into DIR/ID/service.json and DIR/ID/form.json; says what was lost\n"
    "  check DIR          load every service folder below DIR, or the one folder DIR, as the backend would\n"
    "  walk DIR           answer every question of a form with valid values and print the answers as JSON;\n"
    "                     [--seed N] varies them, [--today YYYY-MM-DD] sets the day\n"
    "  suite FILE... [--forms]\n"
    "                     run JsonLogic suites in their public format; --forms: in the manner of forms in a browser\n"
    "\n"
    "For measuring and testing:\n"
    "  bench-logic FILE   nanoseconds per evaluation of a suite's rules, compiled\n"
    "  expression FILE    translate and evaluate the scripts of a JSON array of {\"source\", \"result\", \"data\": "
    "[...]}\n"
    "\n"
    "  --help, --version\n"
    "Exit code: 0 success, 1 failure, 2 wrong usage. Errors go to stderr and name the file and the JSON path.\n";

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {{"bench-logic", tool_bench_logic}, {"check", tool_check}, {"expression", tool_expression},
                    {"import", tool_import},           {"suite", tool_suite}, {"walk", tool_walk}};
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            fputs(help, stdout);
            return 0;
        }
    }
    if (argc > 1 && !strcmp(argv[1], "--version")) {
        printf("tgov-forms %s\n", TGOV_VERSION);
        return 0;
    }
    for (size_t i = 0; argc > 1 && i < sizeof commands / sizeof *commands; i++) {
        if (!strcmp(argv[1], commands[i].name)) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    if (argc > 1) {
        fprintf(stderr, "error: there is no command \"%s\"\n\n", argv[1]);
    }
    fputs(help, stderr);
    return 2;
}
