// SPDX-License-Identifier: Apache-2.0
// tgov: the television application. Reads its options, makes a platform, runs the loop or a script.
#include "app/app.h"
#include "app/script.h"
#include "base/file.h"
#include "base/log.h"
#include "platform/voice.h"

#include <getopt.h>

enum { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, SIZE_MAX_PX = 7680 };

static const char usage[] =
    "tgov: government services on the television\n\n"
    "  --backend URL         https://host:port of the backend (required)\n"
    "  --ca FILE             the only certificate authorities to trust, PEM (default: the system's)\n"
    "  --platform NAME       sdl2 (desktop emulator), headless, or stb (set-top box); default sdl2\n"
    "  --script FILE         a scripted viewer, one step a line (headless); - is standard input\n"
    "  --shots DIR           where pictures go (default: .)\n"
    "  --state DIR           what the box keeps (default: ~/.local/share/tgov)\n"
    "  --assets DIR          fonts.json and translations (default: found beside the program)\n"
    "  --language TAG        en, ko, ar, ... (default: what was chosen before, else en)\n"
    "  --text-scale N        100, 125, 150 or 200\n"
    "  --theme NAME          day, evening or contrast (default: by the time of day)\n"
    "  --size WxH            of the television: 1280x720, 1920x1080, 3840x2160\n"
    "  --time INSTANT        what the clock shows at the start (headless), RFC 3339\n"
    "  --zone MINUTES        what local time is ahead of UTC (headless)\n"
    "  --speech NAME         who reads aloud: auto, ssip, espeak, rdk, firebolt, log, none (default: auto; headless: none)\n"
    "  --set-up              a script begins where a new box does: with its first set-up\n"
    "  --files DIR           where sticks with pictures and papers are mounted (default: /media)\n"
    "  --keymap FILE         stb: a JSON key map\n"
    "  --input PATH          stb: a FIFO or device instead of /dev/input\n"
    "  --allow-http          plain http to this machine, for development\n"
    "  --verbose             debug lines in the log\n"
    "  --help, --version\n";

struct arguments {
    struct app_options app;
    struct platform_options platform;
    const char *platform_name, *script;
    bool set_up;
};

enum { OPT_BACKEND = 1, OPT_CA, OPT_PLATFORM, OPT_SCRIPT, OPT_SHOTS, OPT_STATE, OPT_ASSETS, OPT_LANGUAGE, OPT_SCALE, OPT_THEME, OPT_SIZE,
       OPT_TIME, OPT_ZONE, OPT_SPEECH, OPT_FILES, OPT_KEYMAP, OPT_INPUT, OPT_HTTP, OPT_SET_UP, OPT_VERBOSE, OPT_HELP, OPT_VERSION };

static const struct option options[] = {
    {"backend", required_argument, NULL, OPT_BACKEND}, {"ca", required_argument, NULL, OPT_CA},
    {"platform", required_argument, NULL, OPT_PLATFORM}, {"script", required_argument, NULL, OPT_SCRIPT},
    {"shots", required_argument, NULL, OPT_SHOTS}, {"state", required_argument, NULL, OPT_STATE},
    {"assets", required_argument, NULL, OPT_ASSETS}, {"language", required_argument, NULL, OPT_LANGUAGE},
    {"text-scale", required_argument, NULL, OPT_SCALE}, {"theme", required_argument, NULL, OPT_THEME},
    {"size", required_argument, NULL, OPT_SIZE}, {"time", required_argument, NULL, OPT_TIME}, {"zone", required_argument, NULL, OPT_ZONE},
    {"speech", required_argument, NULL, OPT_SPEECH}, {"files", required_argument, NULL, OPT_FILES},
    {"keymap", required_argument, NULL, OPT_KEYMAP}, {"input", required_argument, NULL, OPT_INPUT},
    {"allow-http", no_argument, NULL, OPT_HTTP}, {"set-up", no_argument, NULL, OPT_SET_UP}, {"verbose", no_argument, NULL, OPT_VERBOSE},
    {"help", no_argument, NULL, OPT_HELP}, {"version", no_argument, NULL, OPT_VERSION}, {0},
};

static int bad(const char *what, const char *value) {
    fprintf(stderr, "tgov: %s: \"%s\"; see tgov --help\n", what, value);
    return EXIT_USAGE;
}

static bool size_of(const char *text, struct platform_options *o) {
    char rest;
    return sscanf(text, "%dx%d%c", &o->width, &o->height, &rest) == 2 && o->width >= 640 && o->height >= 360 &&
           o->width <= SIZE_MAX_PX && o->height <= SIZE_MAX_PX;
}

static int one(struct arguments *a, int option, const char *value) {
    enum text_scale scale;
    enum theme_name theme;
    long number;
    switch (option) {
    case OPT_BACKEND: a->app.backend = value; break;
    case OPT_CA: a->app.ca_file = value; break;
    case OPT_PLATFORM: a->platform_name = value; break;
    case OPT_SCRIPT: a->script = value; break;
    case OPT_SHOTS: a->app.shots = value; break;
    case OPT_STATE: a->app.state = value; break;
    case OPT_ASSETS: a->app.assets = value; break;
    case OPT_LANGUAGE: a->app.language = value; break;
    case OPT_SCALE:
        a->app.text_scale = value;
        return text_integer(value, 100, 200, &number) && scale_from_percent((int)number, &scale) ? EXIT_OK : bad("no such text size", value);
    case OPT_THEME: a->app.theme = value; return theme_from_word(value, &theme) ? EXIT_OK : bad("no such theme", value);
    case OPT_SIZE: return size_of(value, &a->platform) ? EXIT_OK : bad("no such size", value);
    case OPT_TIME: return when_read(value, &a->platform.start) ? EXIT_OK : bad("no such time", value);
    case OPT_ZONE:
        if (!text_integer(value, -1440, 1440, &number))
            return bad("no such zone", value);
        a->platform.zone = (int)number;
        break;
    case OPT_SPEECH: a->platform.speech = value; return voice_knows(value) ? EXIT_OK : bad("no such voice", value);
    case OPT_FILES: a->app.files = value; break;
    case OPT_KEYMAP: a->platform.keymap = value; break;
    case OPT_INPUT: a->platform.input_path = value; break;
    case OPT_HTTP: a->app.allow_http = true; break;
    case OPT_SET_UP: a->set_up = true; break;
    case OPT_VERBOSE: log_set_level(LOG_DEBUG); break;
    case OPT_HELP: fputs(usage, stdout); exit(EXIT_OK);
    case OPT_VERSION: puts("tgov " TGOV_VERSION); exit(EXIT_OK);
    default: return EXIT_USAGE; // getopt has said what is wrong
    }
    return EXIT_OK;
}

static int read_arguments(int argc, char **argv, struct arguments *a) {
    int option, status;
    while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
        if ((status = one(a, option, optarg)) != EXIT_OK)
            return status;
    if (optind < argc)
        return bad("not understood", argv[optind]);
    if (!a->app.backend)
        return bad("an address is needed", "--backend");
    if (!a->platform_name)
        a->platform_name = a->script ? "headless" : "sdl2";
    a->app.set_up = !a->app.language && (a->set_up || !a->script);
    if (a->script && !text_same(a->platform_name, "headless"))
        return bad("scripts run on", "--platform headless");
    return EXIT_OK;
}

static const char *default_state(char *room, size_t size) {
    const char *home = getenv("HOME"), *data = getenv("XDG_DATA_HOME");
    if (data && *data)
        snprintf(room, size, "%s/tgov", data);
    else
        snprintf(room, size, "%s/.local/share/tgov", home ? home : "/var/lib");
    return room;
}

struct maker {
    const char *name;
    struct platform *(*make)(const struct platform_options *o, struct fault *f);
};
static const struct maker makers[] = {{"headless", platform_headless}, {"sdl2", platform_sdl2}, {"stb", platform_stb}};

static const struct maker *find_maker(const char *name) {
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (text_same(name, makers[i].name))
            return &makers[i];
    return NULL;
}

static int failed(const struct fault *f) {
    fprintf(stderr, "tgov: %s: %s\n", f->place, f->what);
    return EXIT_FAILED;
}

static int run_script(struct app *app, const struct arguments *a, struct platform *p) {
    struct arena arena;
    struct fault f = {0};
    struct str text = {0};
    struct script_options o = {.name = a->script, .shots = a->app.shots ? a->app.shots : "."};
    if (text_same(a->script, "-"))
        return script_stream(app, p, stdin, &o, &f) ? failed(&f) : EXIT_OK;
    arena_init(&arena, 2 * SCRIPT_BYTES);
    enum err err = file_read(&arena, a->script, SCRIPT_BYTES, &text, &f);
    if (!err)
        err = script_run(app, p, text.p, &o, &f);
    arena_finish(&arena);
    return err ? failed(&f) : EXIT_OK;
}

int main(int argc, char **argv) {
    char state[512];
    struct fault f = {0};
    struct app *app = NULL;
    struct arguments a = {.platform.title = "Tgov"};
    signals_block();
    int status = read_arguments(argc, argv, &a);
    if (status != EXIT_OK)
        return status;
    if (!a.app.state)
        a.app.state = default_state(state, sizeof state);
    const struct maker *maker = find_maker(a.platform_name);
    if (!maker)
        return bad("no such platform", a.platform_name);
    struct platform *p = maker->make(&a.platform, &f);
    if (!p)
        return failed(&f);
    a.app.platform = p;
    if (app_create(&a.app, &app, &f) != ERR_NONE) {
        status = failed(&f);
    } else if (a.script) {
        status = run_script(app, &a, p);
    } else {
        app_run(app);
    }
    app_destroy(app);
    p->ops->destroy(p);
    return status;
}
