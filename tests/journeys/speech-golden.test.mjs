#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// What a person hears on whole journeys, word for word, in tests/golden/speech-*.txt: the street light from the first screen to
// the receipt in English, shorter ways in Korean and Arabic, and a private answer that stays unspoken until it is agreed to.
// TGOV_ACCEPT=1 writes them anew; look at the difference before you keep it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { certificates, source, startBackend, television, work } from "../tools/programs.mjs";

certificates();
const backend = await startBackend(0);
const url = `https://localhost:${backend.port}`;

// Numbers, secrets and days depend on the moment; what is said while something is awaited, on how long that takes.
const volatile = /One moment|잠시만요|لحظة|Kept safe on this TV/;
function steady(text) {
  const letter = "[A-Z]", digit = "[0-9]";
  return text
    .replace(new RegExp(`${letter} ${letter}, (${digit} ){3}${digit}, (${digit} ){3}${digit}`, "g"), "NUMBER")
    .replace(new RegExp(`(${letter} ){3}${letter}, (${letter} ){3}${letter}`, "g"), "SECRET")
    .replace(/\. (Type on your phone|휴대전화로 입력하기|الكتابة على هاتفك)$/gm, "\noffer+ $1") // as soon as the office knows this box
    .replace(/127\.0\.0\.1:[0-9]+/g, "OFFICE")
    .replace(/([0-9] ){2}[0-9], ([0-9] ){2}[0-9]/g, "CODE")
    .replace(/^..\+ (Type on your phone|휴대전화로 입력하기|الكتابة على هاتفك)$/gm, "offer+ $1")
    .replace(/(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day [0-9]+ [A-Z][a-z]+/g, "DAY")
    .replace(/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]+ [A-Z][a-z]+|Today [0-9]+:[0-9]+/g, "DAY")
    .split("\n").filter((line) => line !== "." && !volatile.test(line)).join("\n");
}

async function hears(name, lines, extra) {
  const run = television(name, url, [...lines, "listen", "quit"], ["--time", "2026-03-10T09:12:00Z", ...extra]);
  assert.equal(await run.ended, 0, `${name}: ${run.err}`);
  const got = steady(run.out);
  const file = path.join(source, "tests/golden", `speech-${name}.txt`);
  if (process.env.TGOV_ACCEPT) fs.writeFileSync(file, got);
  const want = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  if (got === want) return;
  const a = want.split("\n"), b = got.split("\n");
  const at = b.findIndex((line, i) => line !== a[i]);
  assert.fail(`${name} line ${at + 1}\n  wanted ${a[at]}\n  heard  ${b[at]}`);
}

// From the first screen to the second question, by the words that stand there in that language.
const light = (words) => [
  "wait-screen home", `wait "${words.all}"`, "press GREEN", "advance 90000ms", "press DOWN", "press OK",
  `wait "${words.service}"`, "press OK", `wait "${words.start}"`, "press OK", `wait "${words.what}"`, "press DOWN", "press 3",
  `wait "${words.where}"`, `wait "${words.camera}"`, "advance 90000ms", "press GREEN", "advance 90000ms",
];

await hears("street-light", [
  ...light({ all: "All services", service: "Report a broken street light", start: "Start", what: "What is wrong?", where: "Where is the light?", camera: "Point the camera here" }),
  "press RIGHT", 'type "M"', 'type "i"', 'type "l"', 'type "l"', 'type " "', 'type "4"', 'choose "Next"', 'wait "Since when?"', "press 9", "press 9", 'choose "Next"',
  'wait "This is not a date."', 'choose "Yesterday"', 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"',
  "advance 90000ms", "press GREEN", "advance 90000ms", 'choose "Send report"', 'wait "Case number"', "advance 90000ms", "press GREEN",
  "advance 90000ms", 'choose "See how it stands"', 'wait "What happened"',
  "advance 90000ms", "press GREEN",
], ["--language", "en"]);

await hears("private", [
  "wait-screen home", 'wait "All services"', "press GREEN", "advance 90000ms", "open form report-street-light", 'wait "What is wrong?"', "press 1",
  'wait "Where is the light?"', 'type "Mill 4"', 'choose "Next"', 'wait "Since when?"', 'choose "Yesterday"', 'wait "How should we answer you?"', "press 2",
  'wait "Your phone number"', "press 5 5 5 7 3 0 1 9 9 4", "press YELLOW", "press 4", 'choose "Next"', 'wait "Check your answers"', "advance 90000ms",
  "press GREEN", "advance 90000ms",
  // Nothing of the number so far: neither spelled nor whole, in any piece longer than what a key says by itself.
  ...["5557301994", "5 5 5 7", "5557", "7301", "7 3 0", "1 9 9 4", "9 9 4", "1994"].map((piece) => `listen-not "${piece}"`),
  // Green stops, 1 asks, BACK declines: still nothing.
  "press GREEN", "press GREEN", "press 1", "press BACK", "advance 90000ms", "press GREEN", "advance 90000ms", 'listen-not "1 9 9 4"',
  // OK agrees.
  "press GREEN", "press GREEN", "press 1", "press OK", 'listen "5 5 5 7"', "advance 90000ms",
  // The curtain ends it.
  "press RED", "press OK", "advance 90000ms", "press GREEN", "listen",
], ["--language", "en"]);

await hears("street-light-ko", light({ all: "전체 서비스", service: "가로등 고장 신고", start: "시작", what: "무엇이 고장 났나요?", where: "가로등은 어디에 있나요?",
  camera: "카메라를 여기에" }),
  ["--language", "ko"]);
await hears("street-light-ar", light({ all: "جميع الخدمات", service: "Report a broken street light", start: "ابدأ", what: "What is wrong?", where: "Where is the light?",
  camera: "وجّه الكاميرا" }), ["--language", "ar"]);

// A new box speaks first: which keys to press, each answer by a digit, and what a digit chose.
delete process.env.LC_ALL;
delete process.env.LC_MESSAGES;
for (const [language, digit] of [["en", 1], ["ar", 3]]) {
  process.env.LANG = language === "ar" ? "ar_EG.UTF-8" : "C.UTF-8";
  await hears(`set-up-${language}`, ["expect-screen setup", "advance 90000ms", "press GREEN", "advance 90000ms", `press ${digit}`, "press 2", "press 2", "press DOWN"],
    ["--set-up"]);
}
console.log("six journeys were heard");
process.exit(0);
