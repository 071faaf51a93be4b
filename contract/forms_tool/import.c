// SPDX-License-Identifier: Apache-2.0
// tgov-forms import: reads the export, writes the service folder, says what was lost.
#include "base/file.h"
#include "base/when.h"
#include "contract/forms_tool/import.h"
#include "contract/forms_tool/tool.h"
#include "contract/service/service.h"
#include <time.h>

struct options {
    const char *file, *id, *into, *dialect, *language;
    bool time;
};

static int usage(const char *what) {
    fprintf(stderr,
            "error: %s\nUsage: tgov-forms import FILE --id ID --into DIR [--dialect FILE] [--language TAG] [--time]\n",
            what);
    return 2;
}
static int read_options(int argc, char **argv, struct options *o) {
    const struct {
        const char *name;
        const char **to;
    } with_value[] = {{"--id", &o->id}, {"--into", &o->into}, {"--dialect", &o->dialect}, {"--language", &o->language}};
    for (int i = 0; i < argc; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof with_value / sizeof *with_value; k++) {
            if (!strcmp(argv[i], with_value[k].name)) {
                if (i + 1 == argc) {
                    return usage("a value is missing behind the last option");
                }
                *with_value[k].to = argv[++i];
                known = true;
                break;
            }
        }
        if (!known && !strcmp(argv[i], "--time")) {
            o->time = true;
        } else if (!known && (argv[i][0] == '-' || o->file)) {
            return usage(argv[i][0] == '-' ? "unknown option" : "more than one FILE");
        } else if (!known) {
            o->file = argv[i];
        }
    }
    if (!o->file || !o->id || !o->into) {
        return usage("FILE, --id and --into are needed");
    }
    return service_id_valid(o->id) ? 0 : usage("an ID is made of a to z, 0 to 9 and \"-\", and begins with a letter");
}

static bool read_dialect(struct arena *a, const char *path, struct dialect *d) {
    struct val v;
    *d = (struct dialect){0};
    if (!path) {
        return true;
    }
    if (!tool_read(a, path, &v)) {
        return false;
    }
    struct val *kept = arena_alloc(a, sizeof *kept);
    if (kept) {
        *kept = v;
        *d = (struct dialect){val_get(kept, "components"), val_get(kept, "scripts")};
    }
    return kept != NULL;
}

static enum err write_json(const char *folder, const char *name, const struct val *v, struct fault *f) {
    struct buf b;
    char path[4096];
    buf_init(&b, TOOL_FILE_CAP);
    json_write_pretty(&b, v);
    buf_char(&b, '\n');
    int len = snprintf(path, sizeof path, "%s/%s", folder, name);
    enum err e = b.err                              ? fault_set(f, b.err, name, "the result is too large")
               : len < 0 || len >= (int)sizeof path ? fault_set(f, ERR_LIMIT, folder, "the path is too long")
                                                    : file_replace(path, b.data, b.len, f);
    buf_finish(&b);
    return e;
}

static double cpu_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void say(const struct import_result *r) {
    for (const struct import_loss *l = r->notes; l; l = l->next) {
        fprintf(stderr, "note: %s: %s\n", l->place, l->what);
    }
    for (const struct import_loss *l = r->losses; l; l = l->next) {
        printf("%s: %s\n", l->place, l->what);
    }
    printf("components %d/%d, expressions %d/%d\n", r->components_kept, r->components, r->expressions_kept,
           r->expressions);
}

static enum err make(struct arena *a, const struct options *o, const struct val *json, const struct dialect *d,
                     struct import_result *r, struct fault *f) {
    struct val service;
    struct buf text;
    struct service read;
    enum err e = import_form(a, json, d, r, f);
    if (e) {
        return e;
    }
    r->language = o->language ? o->language : r->language;
    e = import_service(a, o->id, r, &service);
    if (e) {
        return fault_set(f, e, "service.json", "out of memory");
    }
    buf_init(&text, SERVICE_FILE_CAP);
    json_write(&text, &service);
    e = text.err ? fault_set(f, text.err, "service.json", "too large")
                 : service_read(a, buf_text(&text), text.len, &read, f);
    buf_finish(&text);
    char folder[4096];
    if (!e && snprintf(folder, sizeof folder, "%s/%s", o->into, o->id) >= (int)sizeof folder) {
        e = fault_set(f, ERR_LIMIT, o->into, "the path is too long");
    }
    e = e ? e : file_make_folder(folder, f);
    e = e ? e : write_json(folder, "form.json", &r->form, f);
    return e ? e : write_json(folder, "service.json", &service, f);
}

int tool_import(int argc, char **argv) {
    struct options o = {0};
    struct arena a;
    struct val json;
    struct dialect d;
    struct import_result r;
    struct fault f = {0};
    int code = read_options(argc, argv, &o);
    if (code) {
        return code;
    }
    double start = cpu_ms();
    arena_init(&a, TOOL_ARENA_CAP);
    code = 1;
    if (tool_read(&a, o.file, &json) && read_dialect(&a, o.dialect, &d)) {
        if (make(&a, &o, &json, &d, &r, &f)) {
            tool_fail(o.file, &f);
        } else {
            say(&r);
            code = 0;
        }
    }
    arena_finish(&a);
    if (o.time) {
        fprintf(stderr, "time %.2f ms\n", cpu_ms() - start);
    }
    return code;
}
