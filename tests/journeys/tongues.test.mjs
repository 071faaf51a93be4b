#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Two languages on one television. In Spanish, which this district does not write, every text of an office is spoken by an
// English voice, every word of the television by a Spanish one, and each page says once in which language the texts are.
// After a change to Korean nothing stays behind: what was begun, sent, kept or is being written is called in Korean.
import assert from "node:assert/strict";
import { certificates, startBackend, television } from "../tools/programs.mjs";

certificates();
const backend = await startBackend(0);
const url = `https://localhost:${backend.port}`;
async function views(box, lines, language) {
  const run = television(box, url, [...lines, "quit"], ["--language", language]);
  assert.equal(await run.ended, 0, `${box}: ${run.err}`);
  return run.out;
}
// "es: ", "en+ ", "es! ": what was said, by whom.
const utterances = (out) => [...out.matchAll(/^([a-z]{2}(?:-[A-Z]{2})?)[:+!] (.*)$/gm)].map(([, voice, text]) => ({ voice, text }));

const quiet = "advance 300000ms";
const answers = ['wait "What is wrong?"', "press 3", 'wait "Where is the light?"', 'type "Mill 4"', 'choose "Siguiente"', 'wait "Since when?"', 'choose "Ayer"',
  'wait "How should we answer you?"', "press 1", 'wait "Revise sus respuestas"'];

console.log("Spanish: whose words they are decides the voice");
const said = utterances(await views("voices", [
  "wait-screen home", 'wait "Todos los servicios"', "press GREEN", quiet, 'expect "Textos: English"', "press DOWN", quiet,
  "open catalogue audience=citizen", 'wait "Parking permit for residents"', 'expect "Textos: English"', quiet, "press DOWN", "press DOWN", "press DOWN", "press DOWN", quiet,
  "open service report-street-light", 'wait "Empezar"', quiet,
  "open form report-street-light", 'wait "What is wrong?"', 'expect "Textos: English"', quiet, ...answers, 'expect "Textos: English"', quiet, "press DOWN", quiet,
  'choose "Send report"', 'wait "Número de caso"', quiet, 'choose "Ver cómo va"', 'wait "Qué ha pasado"', 'expect "Textos: English"', quiet, "press DOWN", "press DOWN", quiet,
  "press GREEN", "press GREEN", quiet, "listen"], "es"));
// What the office wrote, and what the television says.
const offices = ["Riverside district", "Look around freely", "Something broken", "Report it", "Answer within", "Citizens", "Parking permit", "crowns a year", "Roads and Lighting Office",
  "Report a broken street light", "What is wrong", "The light flickers", "Where is the light", "Since when", "Send report", "Street light, Mill",
  "You sent the report", "Withdraw the report"];
const ours = ["Inicio", "Buenos", "Buenas", "botón", "Sus casos", "Todos los servicios", "minutos", "Pregunta", "Revise", "Cambiar", "Siguiente", "Recibo", "Caso", "Escribir", "Qué ha pasado"];
for (const { voice, text } of said) {
  for (const words of offices) assert.ok(voice === "en" || !text.includes(words), `the ${voice} voice reads "${words}" in "${text}"`);
  for (const words of ours) assert.ok(voice === "es" || !text.includes(words), `the ${voice} voice reads "${words}" in "${text}"`);
}
for (const words of offices) assert.ok(said.some((s) => s.voice === "en" && s.text.includes(words)), `"${words}" was never heard`);
for (const words of ["Inicio", "botón", "minutos", "Pregunta 2 de 4", "Cambiar", "Caso", "Qué ha pasado"]) assert.ok(said.some((s) => s.voice === "es" && s.text.includes(words)), `"${words}" was never heard`);

console.log("Korean is the district's own: one voice, and no page says anything");
const korean = utterances(await views("one", ["wait-screen home", 'wait "전체 서비스"', 'expect-not "본문"', "press GREEN", quiet, "open form report-street-light",
  'wait "무엇이 고장 났나요?"', 'expect-not "본문"', quiet, "listen"], "ko"));
assert.ok(korean.length > 3);
assert.deepEqual([...new Set(korean.map((s) => s.voice))], ["ko"]);

console.log("from Spanish to Korean, on every screen that keeps something");
const shown = await views("change", [
  "wait-screen home", "open form report-street-light", ...answers, 'choose "Send report"', "wait-screen receipt", 'wait "Street light, Mill 4"',
  "language ko", 'wait "가로등, Mill 4"', 'wait "도로조명과"', 'wait "가로등 고장 신고"', 'expect-not "Street light"', 'expect-not "Roads and Lighting"', // the receipt
  "press OK", "wait-screen case", 'wait "깜박거려요, Mill 4."', "language es", 'wait "The light flickers, Mill 4."', 'expect-not "가로등"',
  'choose "Withdraw the report"', "wait-screen write", 'type "x"', "language ko", 'wait "신고 취하"', 'expect-not "Withdraw"', 'expect "x"',
  "press HOME", "wait-screen home", "language es", "open cases", 'wait "Street light, Mill 4"', 'expect "Received"', "language ko", 'wait "가로등, Mill 4"', 'expect "접수됨"',
  'expect-not "Street light"', "language es", "open form report-street-light", 'wait "What is wrong?"', "press 1", 'wait "Where is the light?"', "press HOME", "wait-screen home",
  'wait "Report a broken street light"', "language ko", 'wait "가로등 고장 신고"', 'expect-not "Report a broken"', // the card of what was begun
  "open clip report-street-light", 'wait "수어로 보는 가로등 고장 신고"', "language en", 'wait "A broken street light, in sign language"', 'expect-not "수어"',
], "es");
assert.ok(!shown.includes("expected"));

console.log("without the office the kept words stand, and are spoken by their own voice");
const away = utterances(await views("change", ["wait-screen home", "fault offline", "open cases", 'wait "Sus casos"', "press GREEN", quiet, "listen"], "es"));
assert.ok(away.some((s) => s.text.includes("Mill 4") && s.voice !== "es"), JSON.stringify(away));

console.log("what cannot be opened says why, in the viewer's words");
for (const [language, title] of [["ko", "로그인해 주세요"], ["es", "Inicie sesión"]])
  await views(`log-${language}`, ["wait-screen home", "wait-ready", "open log", `wait "${title}"`, 'expect-not "Please sign in"', `expect-not "${{ ko: "둘 다 확인하고", es: "Compruebe" }[language]}"`], language);
console.log("every text has its voice, and none stays behind");
process.exit(0);
