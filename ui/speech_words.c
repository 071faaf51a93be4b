// SPDX-License-Identifier: Apache-2.0
#include "ui/speech_words.h"

enum { UTTERANCE_CAP = 12 << 10, CODE_LEAST = 4, DIGITS_LEAST = 6, PHONE_LEAST = 7, GROUP = 4 };

// ---- Codes ----
static bool code_char(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; }
static bool word_char(char c) { return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80; }

// "BCDF-GHJK", "26-000123", "5551234567": what has letters and digits, letters that are no word, or more digits than a
// number. Dates (2026-03-10) are none.
static bool is_code(const char *s, size_t len) {
    size_t letters = 0, digits = 0, vowels = 0, dashes = 0;
    for (size_t i = 0; i < len; i++) {
        dashes += s[i] == '-';
        digits += s[i] >= '0' && s[i] <= '9';
        letters += s[i] >= 'A' && s[i] <= 'Z';
        vowels += s[i] && strchr("AEIOU", s[i]);
    }
    if (s[0] == '-' || s[len - 1] == '-')
        return false;
    if (!letters)
        return dashes ? digits >= PHONE_LEAST && !(len == 10 && s[4] == '-' && s[7] == '-') : digits >= DIGITS_LEAST;
    return letters + digits >= CODE_LEAST && (digits || !vowels);
}

static size_t group_of(const char *s, size_t len) {
    size_t n = 0;
    while (n < len && s[n] != '-')
        n++;
    return n;
}

static void spell(struct buf *to, const char *s, size_t len) {
    bool first = true;
    for (size_t at = 0; at < len;) {
        size_t n = group_of(s + at, len - at);
        for (size_t i = 0; i < n; i++) {
            bool pause = i ? i % GROUP == 0 && n > GROUP + 1 : !first;
            if (!first)
                buf_text_add(to, pause ? ", " : " ");
            buf_char(to, s[at + i]);
            first = false;
        }
        at += n + 1;
    }
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "332 094": six digits in two groups. More groups are a phone's number, and with a comma it is an amount.
static bool two_threes(const char *text, const char *p) {
    for (int i = 0; i < 7; i++)
        if (i == 3 ? p[i] != ' ' : !is_digit(p[i]))
            return false;
    bool before = p > text && (code_char(p[-1]) || strchr(".,", p[-1]) || (p[-1] == ' ' && p - 1 > text && is_digit(p[-2])));
    bool behind = code_char(p[7]) || word_char(p[7]) || ((p[7] == ' ' || p[7] == '.' || p[7] == ',') && is_digit(p[8]));
    return !before && !behind;
}

// U+200B to U+200F and U+2060 to U+206F: they order what is seen.
static bool direction_mark(const char *p) {
    const unsigned char *c = (const unsigned char *)p;
    return c[0] == 0xe2 && ((c[1] == 0x80 && c[2] >= 0x8b && c[2] <= 0x8f) || (c[1] == 0x81 && c[2] >= 0xa0 && c[2] <= 0xaf));
}

void speech_plain(struct buf *to, const char *text) {
    static const char middle_dot[] = "\xC2\xB7";
    for (const char *p = text; *p;) {
        size_t n = 0;
        while (code_char(p[n]))
            n++;
        bool alone = n && (p == text || !word_char(p[-1])) && !word_char(p[n]);
        if (alone && n == 3 && two_threes(text, p)) {
            spell(to, p, 3);
            buf_text_add(to, ", ");
            spell(to, p + 4, 3);
            p += 7;
        } else if (alone && is_code(p, n)) {
            // Two codes beside each other are one in two groups.
            spell(to, p, n);
            p += n;
            size_t next = 0;
            while (*p == ' ' && code_char(p[1 + next]))
                next++;
            if (next && is_code(p + 1, next))
                buf_char(to, ',');
        } else if (n) {
            buf_add(to, p, n);
            p += n;
        } else if (direction_mark(p)) {
            p += 3;
        } else if (!strncmp(p, middle_dot, 2)) {
            while (to->len && to->data[to->len - 1] == ' ')
                to->len--;
            p += 2;
            buf_text_add(to, *p && *p != ' ' ? ", " : ",");
        } else {
            if (*p != *TEXT_BOLD && *p != *TEXT_PLAIN && *p != '_')
                buf_char(to, *p == '\n' ? ' ' : *p);
            p++;
        }
    }
}

// ---- Languages ----
enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_HANGUL, SCRIPT_ARABIC, SCRIPT_DEVANAGARI, SCRIPT_THAI, SCRIPT_HAN, SCRIPT_KANA, SCRIPT_CYRILLIC,
              SCRIPT_GREEK, SCRIPT_HEBREW, SCRIPT_COUNT };
static const char *const languages[SCRIPT_COUNT] = {
    [SCRIPT_LATIN] = "en", [SCRIPT_HANGUL] = "ko", [SCRIPT_ARABIC] = "ar", [SCRIPT_DEVANAGARI] = "hi", [SCRIPT_THAI] = "th",
    [SCRIPT_HAN] = "zh-CN", [SCRIPT_KANA] = "ja", [SCRIPT_CYRILLIC] = "ru", [SCRIPT_GREEK] = "el", [SCRIPT_HEBREW] = "he",
};

static enum script script_of(uint32_t c) {
    static const struct { uint32_t from, to; enum script script; } blocks[] = {
        {'A', 'Z', SCRIPT_LATIN}, {'a', 'z', SCRIPT_LATIN}, {0xc0, 0x24f, SCRIPT_LATIN}, {0x370, 0x3ff, SCRIPT_GREEK},
        {0x400, 0x52f, SCRIPT_CYRILLIC}, {0x590, 0x5ff, SCRIPT_HEBREW}, {0x600, 0x6ff, SCRIPT_ARABIC}, {0x750, 0x77f, SCRIPT_ARABIC},
        {0x900, 0x97f, SCRIPT_DEVANAGARI}, {0xe00, 0xe7f, SCRIPT_THAI}, {0x1100, 0x11ff, SCRIPT_HANGUL}, {0x1e00, 0x1eff, SCRIPT_LATIN},
        {0x3040, 0x30ff, SCRIPT_KANA}, {0x3130, 0x318f, SCRIPT_HANGUL}, {0x3400, 0x9fff, SCRIPT_HAN}, {0xac00, 0xd7af, SCRIPT_HANGUL},
        {0xfb50, 0xfdff, SCRIPT_ARABIC}, {0xfe70, 0xfeff, SCRIPT_ARABIC},
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (c >= blocks[i].from && c <= blocks[i].to)
            return blocks[i].script;
    return SCRIPT_NONE;
}

static enum script script_of_language(const char *tag) {
    for (int s = SCRIPT_HANGUL; s < SCRIPT_COUNT; s++)
        if (!strncmp(tag, languages[s], 2))
            return (enum script)s;
    return SCRIPT_LATIN;
}

// Known from the node or its parents; only where nobody said it, as for what people wrote, the letters tell.
// A text with a letter of the interface's script is the interface's, whatever names it quotes; a single Latin word is a
// name, too. What is left must have come from elsewhere: a service that does not have this language, the name of another.
const char *speech_language(const char *interface, const struct ui_node *of, const char *text) {
    enum script own = script_of_language(interface), first = SCRIPT_NONE;
    struct str s = str_of(text);
    bool several = false, apart = false;
    for (const struct ui_node *n = of; n; n = n->parent)
        if (n->language)
            return n->language;
    for (size_t at = 0; at < s.len;) {
        uint32_t c = utf8_next(s.p, s.len, &at);
        enum script script = script_of(c);
        if (script == own)
            return interface;
        apart |= first && c == ' ';
        several |= apart && script == first;
        if (script && !first)
            first = script;
    }
    return !first || (first == SCRIPT_LATIN && !several) ? interface : languages[first];
}

// ---- Utterances ----
void speech_begin(struct speech_words *w, const struct ui *u, struct arena *arena, struct ui_said *said, enum say_how how) {
    *w = (struct speech_words){.u = u, .arena = arena, .said = said, .how = how};
    buf_init(&w->text, UTTERANCE_CAP);
}

static void flush(struct speech_words *w) {
    while (w->text.len && w->text.data[w->text.len - 1] == ' ')
        w->text.data[--w->text.len] = '\0';
    const char *text = w->text.len && w->said->count < UI_UTTERANCES ? arena_copy(w->arena, w->text.data, w->text.len) : NULL;
    const char *language = text && w->language ? arena_string(w->arena, w->language) : NULL; // the screen's data may go before "say it again"
    if (text) {
        w->said->list[w->said->count++] = (struct utterance){.text = text, .language = language, .how = w->how};
        w->how = SAY_AFTER; // what belongs to it comes behind it
    }
    buf_reset(&w->text);
}

void speech_break(struct speech_words *w, enum say_how how) {
    flush(w);
    w->how = how;
}

void speech_end(struct speech_words *w) {
    flush(w);
    buf_finish(&w->text);
}

static bool ends_with(const char *s, size_t len, const char *end) {
    size_t n = strlen(end);
    return len >= n && !memcmp(s + len - n, end, n);
}

// The voice pauses at a question mark of a label by itself: in any script, also where a quotation closes behind it.
static bool ended(const struct buf *b) {
    static const char *const marks[] = {".", "!", "?", ":", ";", ",", "…", "؟", "؛", "،", "۔", "।", "॥", "。", "！", "？", "：", "；", "，", "、"};
    static const char *const closing[] = {"”", "’", "»", "\"", ")", "」", "』", "）"};
    size_t len = b->len;
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (ends_with(b->data, len, closing[i])) {
            len -= strlen(closing[i]);
            break;
        }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ends_with(b->data, len, marks[i]))
            return true;
    return false;
}

bool speech_was_said(const struct speech_words *w, const char *text) {
    for (int i = 0; i < SPEECH_LAST; i++)
        if (text_same(w->last[i], text))
            return true;
    return false;
}

static void remember(struct speech_words *w, const char *text) {
    for (int i = SPEECH_LAST - 1; i > 0; i--)
        w->last[i] = w->last[i - 1];
    w->last[0] = text;
}

static bool has_words(const char *text, size_t len) {
    bool any = false;
    for (size_t at = 0; at < len && !any;) {
        uint32_t c = utf8_next(text, len, &at);
        any = script_of(c) || (c >= '0' && c <= '9');
    }
    return any;
}

// `pause` stands between it and what was said before; NULL: it goes on in the same text.
static void piece(struct speech_words *w, const char *language, const char *text, const char *pause) {
    bool words = has_words(text, strlen(text)); // a mark before or behind has no language
    if (words && !text_same(language, w->language) && has_words(w->text.data, w->text.len)) {
        flush(w);
        text += strspn(text, " ,");
    }
    if (words || !w->text.len)
        w->language = language;
    size_t before = w->text.len;
    if (before && pause)
        buf_text_add(&w->text, ended(&w->text) ? " " : pause);
    size_t start = w->text.len;
    speech_plain(&w->text, text);
    if (w->text.len == start) { // nothing in it can be said
        w->text.len = before;
        if (w->text.data)
            w->text.data[before] = '\0';
    }
}

// The tongue whose text comes first in `text`, the longest of those that begin there; `*at` is where.
static const struct ui_tongue *next_tongue(const struct ui_node *of, const char *text, const char **at) {
    const struct ui_tongue *found = NULL;
    for (const struct ui_tongue *t = of ? of->tongues : NULL; t; t = t->next) {
        const char *here = strstr(text, t->text);
        if (here && (!found || here < *at || (here == *at && strlen(t->text) > strlen(found->text)))) {
            found = t;
            *at = here;
        }
    }
    return found;
}

static void put(struct speech_words *w, const struct ui_node *of, const char *text, const char *pause) {
    const char *own = w->u->world.language ? w->u->world.language : "en", *at = NULL;
    const struct ui_tongue *t = NULL;
    while (text && *text && (t = next_tongue(of, text, &at))) {
        const char *before = at > text ? arena_copy(w->arena, text, (size_t)(at - text)) : NULL;
        if (before) {
            piece(w, speech_language(own, of, before), before, pause);
            pause = NULL;
        }
        piece(w, t->language, t->text, pause);
        pause = NULL;
        text = at + strlen(t->text);
    }
    if (text && *text)
        piece(w, speech_language(own, of, text), text, pause);
}

void speech_say(struct speech_words *w, const struct ui_node *of, const char *text) {
    if (!text || !*text || (w->quiet_twice && speech_was_said(w, text)))
        return;
    remember(w, text);
    put(w, of, text, ". ");
}

void speech_add(struct speech_words *w, const struct ui_node *of, const char *text) {
    if (of && text && *text) // words of the interface itself are no news to be kept
        remember(w, text);
    put(w, of, text, ", ");
}

const char *speech_character(const struct ui *u, struct arena *a, const char *character, size_t len) {
    // Translators: names of characters, as a person reads them aloud one by one.
    const char *const names[][2] = {
        {" ", trc(u, "character", "space")}, {".", trc(u, "character", "dot")}, {",", trc(u, "character", "comma")},
        {"-", trc(u, "character", "dash")}, {"@", trc(u, "character", "at sign")}, {"/", trc(u, "character", "slash")},
        {":", trc(u, "character", "colon")}, {";", trc(u, "character", "semicolon")}, {"(", trc(u, "character", "open bracket")},
        {")", trc(u, "character", "close bracket")}, {"!", trc(u, "character", "exclamation mark")},
        {"?", trc(u, "character", "question mark")}, {"'", trc(u, "character", "apostrophe")}, {"\"", trc(u, "character", "quotation mark")},
        {"&", trc(u, "character", "and sign")}, {"+", trc(u, "character", "plus")}, {"_", trc(u, "character", "underscore")},
        {"=", trc(u, "character", "equals")}, {"#", trc(u, "character", "hash")}, {"*", trc(u, "character", "star")},
        {"%", trc(u, "character", "percent sign")},
    };
    for (size_t i = 0; len == 1 && i < sizeof names / sizeof *names; i++)
        if (*character == *names[i][0])
            return names[i][1];
    if (len == 1 && *character >= 'A' && *character <= 'Z')
        return arena_printf(a, tr(u, "capital %s"), (char[]){*character, '\0'});
    return arena_copy(a, character, len);
}
