// SPDX-License-Identifier: Apache-2.0
// What a key is called aloud. A voice reads a Latin letter by itself; it says nothing for a comma, garbles a lone jamo, and
// cannot pronounce a vowel sign. Names of letters are in their own language, as children learn them; a voice of another
// language says the letter as well as it can.
#include "app/typing/inside.h"
#include "app/typing/marks.h"

struct name { uint32_t code; const char *name; };

// In the language of the interface; msgids.
static const struct name signs[] = {
    {'!', "exclamation mark"}, {'"', "quotation mark"}, {'#', "number sign"}, {'$', "dollar"}, {'%', "percent"}, {'&', "and sign"},
    {'\'', "apostrophe"}, {'(', "open bracket"}, {')', "close bracket"}, {'*', "star"}, {'+', "plus"}, {',', "comma"}, {'-', "hyphen"},
    {'.', "full stop"}, {'/', "slash"}, {':', "colon"}, {';', "semicolon"}, {'<', "less than"}, {'=', "equals"}, {'>', "greater than"},
    {'?', "question mark"}, {'@', "at sign"}, {'[', "open square bracket"}, {'\\', "backslash"}, {']', "close square bracket"},
    {'^', "caret sign"}, {'_', "underscore"}, {'`', "backquote"}, {'{', "open curly bracket"}, {'|', "vertical bar"},
    {'}', "close curly bracket"}, {'~', "tilde sign"}, {0xA1, "opening exclamation mark"}, {0xBF, "opening question mark"},
    {0x60C, "comma"}, {0x66B, "comma"}, {0x61B, "semicolon"}, {0x61F, "question mark"}, {0xAB, "opening quotation mark"}, {0xBB, "closing quotation mark"},
    {0x300, "grave accent"}, {0x301, "acute accent"}, {0x303, "tilde"}, {0x309, "hook above"}, {0x323, "dot below"},
    {0x2026, "three dots"}, {0xB7, "middle dot"}, {0xB0, "degree"}, {0xA7, "section sign"},
};

static const char *sign_words(struct ui *u, uint32_t code) {
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].code == code)
            return trc(u, "character", signs[i].name);
    return NULL;
}

static const char *const jamo[] = {
    "기역", "쌍기역", "기역시옷", "니은", "니은지읒", "니은히읗", "디귿", "쌍디귿", "리을", "리을기역", "리을미음", "리을비읍", "리을시옷",
    "리을티읕", "리을피읖", "리을히읗", "미음", "비읍", "쌍비읍", "비읍시옷", "시옷", "쌍시옷", "이응", "지읒", "쌍지읒", "치읓", "키읔",
    "티읕", "피읖", "히읗", "아", "애", "야", "얘", "어", "에", "여", "예", "오", "와", "왜", "외", "요", "우", "워", "웨", "위", "유", "으", "의", "이",
};

static const struct name arabic[] = {
    {0x621, "همزة"}, {0x622, "ألف ممدودة"}, {0x623, "ألف بهمزة"}, {0x624, "واو بهمزة"}, {0x625, "ألف بهمزة تحتها"}, {0x626, "ياء بهمزة"},
    {0x627, "ألف"}, {0x628, "باء"}, {0x629, "تاء مربوطة"}, {0x62A, "تاء"}, {0x62B, "ثاء"}, {0x62C, "جيم"}, {0x62D, "حاء"}, {0x62E, "خاء"},
    {0x62F, "دال"}, {0x630, "ذال"}, {0x631, "راء"}, {0x632, "زاي"}, {0x633, "سين"}, {0x634, "شين"}, {0x635, "صاد"}, {0x636, "ضاد"},
    {0x637, "طاء"}, {0x638, "ظاء"}, {0x639, "عين"}, {0x63A, "غين"}, {0x640, "تطويل"}, {0x641, "فاء"}, {0x642, "قاف"}, {0x643, "كاف"},
    {0x644, "لام"}, {0x645, "ميم"}, {0x646, "نون"}, {0x647, "هاء"}, {0x648, "واو"}, {0x649, "ألف مقصورة"}, {0x64A, "ياء"},
    {0x64B, "فتحتان"}, {0x64C, "ضمتان"}, {0x64D, "كسرتان"}, {0x64E, "فتحة"}, {0x64F, "ضمة"}, {0x650, "كسرة"}, {0x651, "شدة"}, {0x652, "سكون"},
};

static const struct name devanagari[] = {
    {0x901, "चंद्रबिंदु"}, {0x902, "अनुस्वार"}, {0x903, "विसर्ग"}, {0x93C, "नुक़्ता"}, {0x93D, "अवग्रह"}, {0x93E, "आ की मात्रा"}, {0x93F, "छोटी इ की मात्रा"},
    {0x940, "बड़ी ई की मात्रा"}, {0x941, "छोटे उ की मात्रा"}, {0x942, "बड़े ऊ की मात्रा"}, {0x943, "ऋ की मात्रा"}, {0x945, "ॲ की मात्रा"}, {0x947, "ए की मात्रा"},
    {0x948, "ऐ की मात्रा"}, {0x949, "ऑ की मात्रा"}, {0x94B, "ओ की मात्रा"}, {0x94C, "औ की मात्रा"}, {0x94D, "हलंत"}, {0x964, "पूर्ण विराम"}, {0x965, "दोहरा विराम"},
};

static const struct name thai[] = {
    {0xE01, "กอ ไก่"}, {0xE02, "ขอ ไข่"}, {0xE03, "ขอ ขวด"}, {0xE04, "คอ ควาย"}, {0xE05, "คอ คน"}, {0xE06, "ฆอ ระฆัง"}, {0xE07, "งอ งู"}, {0xE08, "จอ จาน"},
    {0xE09, "ฉอ ฉิ่ง"}, {0xE0A, "ชอ ช้าง"}, {0xE0B, "ซอ โซ่"}, {0xE0C, "ฌอ เฌอ"}, {0xE0D, "ญอ หญิง"}, {0xE0E, "ดอ ชฎา"}, {0xE0F, "ตอ ปฏัก"}, {0xE10, "ถอ ฐาน"},
    {0xE11, "ทอ มณโฑ"}, {0xE12, "ทอ ผู้เฒ่า"}, {0xE13, "นอ เณร"}, {0xE14, "ดอ เด็ก"}, {0xE15, "ตอ เต่า"}, {0xE16, "ถอ ถุง"}, {0xE17, "ทอ ทหาร"}, {0xE18, "ทอ ธง"},
    {0xE19, "นอ หนู"}, {0xE1A, "บอ ใบไม้"}, {0xE1B, "ปอ ปลา"}, {0xE1C, "ผอ ผึ้ง"}, {0xE1D, "ฝอ ฝา"}, {0xE1E, "พอ พาน"}, {0xE1F, "ฟอ ฟัน"}, {0xE20, "พอ สำเภา"},
    {0xE21, "มอ ม้า"}, {0xE22, "ยอ ยักษ์"}, {0xE23, "รอ เรือ"}, {0xE24, "รึ"}, {0xE25, "ลอ ลิง"}, {0xE26, "ลึ"}, {0xE27, "วอ แหวน"}, {0xE28, "สอ ศาลา"},
    {0xE29, "สอ ฤๅษี"}, {0xE2A, "สอ เสือ"}, {0xE2B, "หอ หีบ"}, {0xE2C, "ลอ จุฬา"}, {0xE2D, "ออ อ่าง"}, {0xE2E, "ฮอ นกฮูก"}, {0xE2F, "ไปยาลน้อย"}, {0xE30, "สระอะ"},
    {0xE31, "ไม้หันอากาศ"}, {0xE32, "สระอา"}, {0xE33, "สระอำ"}, {0xE34, "สระอิ"}, {0xE35, "สระอี"}, {0xE36, "สระอึ"}, {0xE37, "สระอือ"}, {0xE38, "สระอุ"},
    {0xE39, "สระอู"}, {0xE3A, "พินทุ"}, {0xE3F, "บาท"}, {0xE40, "สระเอ"}, {0xE41, "สระแอ"}, {0xE42, "สระโอ"}, {0xE43, "ไม้ม้วน"}, {0xE44, "ไม้มลาย"},
    {0xE45, "ลากข้างยาว"}, {0xE46, "ไม้ยมก"}, {0xE47, "ไม้ไต่คู้"}, {0xE48, "ไม้เอก"}, {0xE49, "ไม้โท"}, {0xE4A, "ไม้ตรี"}, {0xE4B, "ไม้จัตวา"}, {0xE4C, "ทัณฑฆาต"},
    {0xE4D, "นิคหิต"},
};

static const char *find(const struct name *names, size_t count, uint32_t code) {
    size_t i = 0;
    while (i < count && names[i].code != code)
        i++;
    return i < count ? names[i].name : NULL;
}

const char *key_spoken(struct ui *u, struct str key) {
    size_t at = 0;
    const char *name = NULL, *shown = ui_printf(u, "%.*s", (int)key.len, key.p);
    uint32_t code = utf8_next(key.p, key.len, &at);
    if (at < key.len)
        return shown;
    if (code >= 0x3131 && code <= 0x3163)
        name = jamo[code - 0x3131];
    else if (code >= 0x600 && code < 0x700)
        name = find(arabic, sizeof arabic / sizeof *arabic, code);
    else if (code >= 0x900 && code < 0x980)
        name = find(devanagari, sizeof devanagari / sizeof *devanagari, code);
    else if (code >= 0xE00 && code < 0xE80)
        name = find(thai, sizeof thai / sizeof *thai, code);
    name = name ? name : sign_words(u, code);
    return name ? name : shown;
}
