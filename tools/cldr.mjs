// SPDX-License-Identifier: Apache-2.0
// Writes base/locale_data.c from the Unicode CLDR in its npm packages:
//
//     npm install cldr-core cldr-dates-full cldr-numbers-full cldr-person-names-full cldr-cal-buddhist-full
//                                                                       (in a folder of its own, with --force)
//     node tools/cldr.mjs FOLDER/node_modules >base/locale_data.c
//
// Only what a television needs of nine languages. Where the design page decides otherwise than CLDR, `ours` says so.
import { readFileSync } from 'node:fs';

const [modules] = process.argv.slice(2);
if (!modules) {
  console.error('usage: node tools/cldr.mjs NODE_MODULES >base/locale_data.c');
  process.exit(2);
}
const read = (file) => JSON.parse(readFileSync(`${modules}/${file}`, 'utf8'));
const version = read('cldr-core/package.json').version;

// Our tag, CLDR's, and what the design page (voice, right to left) writes in its own way.
const languages = [
  { tag: 'ar', cldr: 'ar', ours: { system: 'arab' } }, // eastern Arabic digits with their own decimal mark
  { tag: 'en', cldr: 'en-GB', ours: { comma: '', time: 'H:mm', whole: 5 } }, // "Friday 13 March", "Fri 6 March", "9:05"
  { tag: 'es', cldr: 'es' },
  { tag: 'hi', cldr: 'hi' },
  { tag: 'ko', cldr: 'ko' },
  { tag: 'pt-BR', cldr: 'pt' },
  { tag: 'th', cldr: 'th', ours: { era: true } }, // the Buddhist calendar, which Thai offices count by
  { tag: 'vi', cldr: 'vi' },
  { tag: 'zh-CN', cldr: 'zh' },
];
const currencies = ['BRL', 'CNY', 'EUR', 'GBP', 'INR', 'JPY', 'KRW', 'SAR', 'THB', 'USD', 'VND'];
const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const twelve = [...Array(12)].map((_, i) => String(i + 1));

const quoted = (text) => JSON.stringify(text).replace(/[\u200e\u200f\u061c\u00a0\u202f]/g,
  (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const list = (texts) => `{${texts.map(quoted).join(', ')}}`;

// "EEEE, d MMMM y" without its year: with the blank, comma or small word that ties the year to the rest.
const withoutYear = (pattern) => pattern.replace(/^y年 ?|^y년 /, '').replace(/(,? ('de' )?(G )?y)$/, '').trim();
const order = (pattern) => pattern.replace(/[^dMy]/g, '').replace(/(.)\1+/g, '$1').toLowerCase();

function numbers(l) {
  const n = read(`cldr-numbers-full/main/${l.cldr}/numbers.json`).main[l.cldr].numbers;
  const system = l.ours?.system ?? n.defaultNumberingSystem;
  const marks = n[`symbols-numberSystem-${system}`];
  const groups = n[`decimalFormats-numberSystem-${system}`].standard.split('.')[0].split(',').map((g) => g.length);
  const money = n[`currencyFormats-numberSystem-${system}`].standard.split(';')[0].replace(/[#0,.]+/, '#');
  const digits = read('cldr-core/supplemental/numberingSystems.json').supplemental.numberingSystems[system]._digits;
  const names = read(`cldr-numbers-full/main/${l.cldr}/currencies.json`).main[l.cldr].numbers.currencies;
  const sign = (code) => names[code]['symbol-alt-narrow'] ?? names[code].symbol ?? code;
  return {
    digits: system === 'latn' ? '' : digits, decimal: marks.decimal, group: marks.group, minus: marks.minusSign, money,
    first: groups.at(-1), second: groups.length > 2 ? groups.at(-2) : groups.at(-1), least: Number(n.minimumGroupingDigits),
    signs: currencies.map((c) => sign(c)),
  };
}

function dates(l) {
  const g = read(`cldr-dates-full/main/${l.cldr}/ca-gregorian.json`).main[l.cldr].dates.calendars.gregorian;
  const spaced = (p) => p.replace(/\u202f/g, '\u00a0');
  const comma = (p) => (l.ours?.comma === undefined ? p : p.replace(/,/g, l.ours.comma));
  const full = comma(g.dateFormats.full), long = comma(g.dateFormats.long), available = g.dateTimeFormats.availableFormats;
  const buddhist = l.ours?.era && read('cldr-cal-buddhist-full/main/th/ca-buddhist.json').main.th.dates.calendars.buddhist;
  const inEra = (p) => (buddhist && !p.includes('G') ? p.replace('y', 'G y') : p);
  return {
    months: twelve.map((m) => g.months.format.wide[m]), shortMonths: twelve.map((m) => (g.months.format.wide[m].length <= (l.ours?.whole ?? 0) ? g.months.format.wide : g.months.format.abbreviated)[m]),
    days: week.map((d) => g.days.format.wide[d]), shortDays: week.map((d) => g.days.format.abbreviated[d]),
    dayMonth: available.MMMMd, dayMonthYear: long, weekday: withoutYear(full), weekdayYear: full,
    shortWeekday: comma(available.MMMEd), shortWeekdayYear: inEra(comma(available.yMMMEd)),
    monthYear: inEra(available.yMMMM),
    time: spaced(l.ours?.time ?? g.timeFormats.short), numeric: order(available.yMd), apart: available.yMd.includes('\u200f') ? '\u200f' : '',
    am: g.dayPeriods.format.abbreviated.am, pm: g.dayPeriods.format.abbreviated.pm,
    era: buddhist ? buddhist.eras.eraAbbr[0] : '', offset: buddhist ? 543 : 0,
  };
}

// The order of a person's name by its language, and the pattern of the name in full ("long", "referring", "formal"): the
// shorter ones cut parts of a name down to initials, which no office does.
function names(tag) {
  const p = read(`cldr-person-names-full/main/${tag}/personNames.json`).main[tag].personNames;
  const pattern = (order) => p.personName[order].long.referring.formal;
  for (const order of ['givenFirst', 'surnameFirst'])
    if (Object.keys(p.personName[order].long.referring).some((k) => k.startsWith('formal-alt')) || /\{\w+-/.test(pattern(order)))
      throw new Error(`${tag}: base/locale_name.c knows one pattern an order, and no modifiers`);
  return `{.given_first = ${quoted(p.givenFirst.join(' '))}, .surname_first = ${quoted(p.surnameFirst.join(' '))},
               .native_space = ${quoted(p.nativeSpaceReplacement)}, .foreign_space = ${quoted(p.foreignSpaceReplacement)},
               .patterns = {${quoted(pattern('givenFirst'))},
                            ${quoted(pattern('surnameFirst'))}}}`;
}

console.log(`// SPDX-License-Identifier: Apache-2.0
// Written by tools/cldr.mjs from Unicode CLDR ${version} (Unicode License v3): do not edit.
#include "base/locale_data.h"

const char locale_cldr_version[] = "${version}";
const char *const locale_currencies[LOCALE_CURRENCIES] = ${list(currencies)};
const struct locale locale_table[LOCALE_COUNT] = {`);
for (const l of languages) {
  const d = dates(l), n = numbers(l);
  console.log(`    {.tag = ${quoted(l.tag)},
     .months = ${list(d.months)},
     .months_short = ${list(d.shortMonths)},
     .days = ${list(d.days)},
     .days_short = ${list(d.shortDays)},
     .patterns = {[LOCALE_DAY_MONTH] = ${quoted(d.dayMonth)}, [LOCALE_DATE] = ${quoted(d.dayMonthYear)},
                  [LOCALE_MONTH_YEAR] = ${quoted(d.monthYear)}, [LOCALE_WEEKDAY] = ${quoted(d.weekday)},
                  [LOCALE_WEEKDAY_DATE] = ${quoted(d.weekdayYear)}, [LOCALE_WEEKDAY_SHORT] = ${quoted(d.shortWeekday)},
                  [LOCALE_WEEKDAY_DATE_SHORT] = ${quoted(d.shortWeekdayYear)}},
     .time = ${quoted(d.time)}, .am = ${quoted(d.am)}, .pm = ${quoted(d.pm)}, .order = ${quoted(d.numeric)}, .apart = ${quoted(d.apart)},
     .era = ${quoted(d.era)}, .year_offset = ${d.offset}, .digits = ${quoted(n.digits)},
     .decimal = ${quoted(n.decimal)}, .group = ${quoted(n.group)}, .minus = ${quoted(n.minus)},
     .money = ${quoted(n.money)},
     .group_first = ${n.first}, .group_next = ${n.second}, .group_least = ${n.least},
     .currency_signs = ${list(n.signs)},
     .names = ${names(l.cldr)}},`);
}
console.log(`};
const struct locale_names locale_names_root =
              ${names('und')};`);
