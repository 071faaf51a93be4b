// SPDX-License-Identifier: Apache-2.0
// A journey with a black screen, in English, Korean and Arabic. The viewer of this test never sees a tree or a picture: there
// is only what is said, and each key is chosen from that alone, the way a person who cannot see does it: read the screen,
// walk until the right words are heard, press OK. The words come from the translations and the catalogue, the order of a
// date from the example that is said. It is done when the case number was heard; the office must know that number.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build, certificates, rows, source, startBackend, work } from "../tools/programs.mjs";

certificates();
const backend = await startBackend(0);

// ---- Words
// What is heard, with plain digits and without the marks that only order what is seen.
const plain = (text) => text.replace(/[\u2066-\u2069]/g, "").replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x660)).replace(/[\x02\x03]/g, "").replace(/ *· */g, ", ");

function translations(language) {
  if (language === "en") return (english) => english;
  const po = fs.readFileSync(path.join(source, `assets/i18n/${language}.po`), "utf8");
  return (english, form = 0) => {
    const block = po.split("\n\n").find((b) => !/^msgctxt/m.test(b) && (b.includes(`\nmsgid "${english}"\n`) || b.includes(`\nmsgid_plural "${english}"\n`)));
    const found = block && new RegExp(`^msgstr(?:\\[${form}\\])? "(.*)"$`, "m").exec(block);
    assert.ok(found?.[1], `no ${language} for "${english}"`);
    return plain(found[1]);
  };
}
function catalogue(language) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(source, "backend/catalogue", file), "utf8"));
  const service = read("report-street-light/service.json"), form = read("report-street-light/form.json"), place = read("district.json");
  return {
    title: service.title[language] ?? service.title.en, send: service.send[language] ?? service.send.en,
    citizens: place.audiences.citizen[language] ?? place.audiences.citizen.en, of: (english) => form.i18n[language]?.[english] ?? english,
  };
}

async function journey(language, typing) {
  const t = translations(language), service = catalogue(language), wait = t("One moment");
  const question = (n) => { let k = 0; return t("Question %d of %d").replace(/%(?:(\d)\$)?d/g, (_, at) => [n, 4][at ? at - 1 : k++]); };

  // ---- The television: keys go in, utterances come out.
  const child = spawn(path.join(build, "tgov"), ["--backend", `https://localhost:${backend.port}`, "--ca", `${work}/tls/ca.pem`, "--state", `${work}/blind-${language}`,
    "--assets", "assets", "--language", language, "--time", new Date().toISOString().replace(/\.\d+Z/, "Z"), "--script", "-"],
    { cwd: source, stdio: ["pipe", "pipe", "pipe"] });
  let out = "", err = "", notify = () => {};
  child.stdout.on("data", (d) => { out += d; notify(); });
  child.stderr.on("data", (d) => (err += d));
  child.on("close", () => notify("gone"));
  process.on("exit", () => child.kill("SIGKILL"));

  async function heardNow() {
    child.stdin.write("listen\n");
    while (!/^\.\n/m.test(out)) {
      const why = await new Promise((done) => (notify = done));
      assert.notEqual(why, "gone", `the television ended: ${err}`);
    }
    const end = out.search(/^\.\n/m);
    const said = out.slice(0, end);
    out = out.slice(end + 2);
    return said.split("\n").filter(Boolean).map((line) => plain(line.replace(/^[a-zA-Z-]+[:+!] /, ""))).join(" ");
  }

  const waits = (said) => said.replace(/[.\s]*$/, "").endsWith(wait);
  const story = [];
  let all = "";
  // What is said after a key. Answers of the office take their time, so silence and "One moment" are waited out.
  async function press(key) {
    child.stdin.write(`press ${key}\n`);
    let said = await heardNow(), last = said;
    for (let i = 0; i < 400 && (said === "" || waits(last)); i++) {
      child.stdin.write("wait-ready\nadvance 50ms\n");
      last = await heardNow();
      if (!last && i > 5 && !waits(said)) break;
      said = `${said} ${last}`.trim();
      last ||= said;
    }
    story.push(`${key}: ${said}`);
    all += ` ${said}`;
    return said;
  }
  const lost = (why) => assert.fail(`${why}\n${story.slice(-90).join("\n")}`);

  // Keeps to one arrow until the words are heard, nothing more is said, or it comes round again.
  async function along(way, words) {
    const seen = new Set();
    for (let said = await press(way); said !== "" && !seen.has(said); said = await press(way)) {
      if (said.includes(words)) return said;
      seen.add(said);
    }
    return null;
  }
  // Walks until what is said holds the words: down as a person does first, then line by line upwards, each to its end.
  async function find(words) {
    let said = await along("DOWN", words);
    for (let line = 0; !said && line < 12; line++) {
      said = (await along("RIGHT", words)) ?? (await along("LEFT", words));
      if (said) break;
      const above = await press("UP");
      if (above.includes(words)) said = above;
    }
    return said ?? lost(`"${words}" was never heard`);
  }
  const expectSaid = (said, words) => said.includes(words) || lost(`expected "${words}" in: ${said}`);
  // Goes on from a screen that was read with the words for OK; a choice counts when its name is heard.
  async function choose(words, said) {
    if (!said.includes(words)) await find(words);
    return press("OK");
  }
  // A key of the keyboard, row by row, each once round: downwards from where one is, then from the top. Over the keys stand
  // the field and what it offers: going on to the left or right there would end a syllable.
  async function key(letter) {
    const name = letter === " " ? t("space") : letter;
    const hit = (said) => said === name || said.endsWith(` ${name}`) || said === `${name}.`;
    const outside = (said) => said === "" || [t("text field"), t("button")].some((kind) => said.includes(kind));
    async function row() {
      const first = await press("RIGHT");
      for (let said = first, i = 0; i < 14; i++) {
        if (hit(said)) return true;
        said = await press("RIGHT");
        if (said === first) break;
      }
      return false;
    }
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 6; i++) {
        if (await row()) return;
        if ((await press("DOWN")) === "") break;
      }
      for (let i = 0; i < 8 && !outside(await press("UP")); i++);
      await press("DOWN");
    }
    lost(`the key ${name} was never heard`);
  }
  // The first of February 2026, in the order of the example that is said: "Day, month and year, for example 05.03.1951."
  async function date(told) {
    const parts = { "05": "01", "03": "02", 1951: "2026" };
    const example = /(?:05|03|1951)\D{1,4}(?:05|03|1951)\D{1,4}(?:05|03|1951)/.exec(told)?.[0] ?? lost(`no example of a date in: ${told}`);
    for (const part of example.match(/\d+/g))
      for (const digit of parts[part]) expectSaid(await press(digit), digit);
  }

  // ---- The journey
  child.stdin.write('wait-screen home\nwait-ready\n');
  assert.equal(await heardNow(), "", "nothing is said before the green key");
  let said = await press("GREEN");
  expectSaid(said, t("Home"));
  expectSaid(said, t("Press green to stop. Then left and right change the speed, up and down the volume, OK says it again, and yellow turns reading off."));
  await find(service.citizens);
  said = await press("OK");
  expectSaid(said, t("All services"));
  said = await choose(service.title, said);
  expectSaid(said, service.title);
  expectSaid(said, t("Start"));
  said = await press("OK");
  expectSaid(said, question(1));
  said = await choose(service.of("The light flickers"), said);
  expectSaid(said, question(2));
  expectSaid(said, t("text field"));
  for (const name of typing.short) {
    await key(name);
    await press("OK");
  }
  await find(t("Next"));
  said = await press("OK");
  expectSaid(said, t("Write at least {n} letters.", typing.plural).replace("{n}", 3)); // two are too few: heard, not seen
  for (const name of typing.rest) {
    await key(name);
    said = await press("OK");
  }
  expectSaid(said, typing.heard);
  await find(t("Next"));
  said = await press("OK");
  expectSaid(said, question(3));
  await date(said);
  await find(t("Next"));
  said = await press("OK");
  expectSaid(said, question(4));
  said = await choose(service.of("On this television"), said);
  expectSaid(said, t("Check your answers"));
  await press("GREEN"); // may stop what is being said
  await press("GREEN");
  expectSaid(all, service.of("The light flickers"));
  expectSaid(all, typing.written);
  expectSaid(all, typing.day);
  child.stdin.write("advance 120000ms\n"); // the bar has gone
  await find(service.send);
  said = await press("OK");
  const number = new RegExp(`${t("Case number")}\\W+([A-Z] [A-Z], (?:[0-9] ?){4}, (?:[0-9] ?){4})`);
  for (let i = 0; i < 1000 && !number.test(said); i++) {
    await new Promise((done) => setTimeout(done, 10)); // the office answers in its own time
    child.stdin.write("wait-ready\nadvance 200ms\n");
    said += await heardNow();
  }
  const spelled = number.exec(said)?.[1] ?? lost(`no case number in: ${said}`);
  child.stdin.end("quit\n");
  console.log(`${language}: ${story.length} keys, by ear`);
  return spelled.replace(/, /g, "-").replace(/ /g, "");
}

// ---- What the office has
const numbers = [
  await journey("en", { short: ["m", "i"], rest: ["l"], heard: "l", written: "mil", day: "1 February 2026" }),
  await journey("ko", { short: ["디귿", "아", "리을", "이"], rest: ["이응", "여", "피읖"], heard: "옆", written: "다리옆", day: "2026년 2월 1일" }),
  await journey("ar", { short: ["باء", "ياء"], rest: ["تاء"], heard: "ت", written: "بيت", day: "1 فبراير 2026", plural: 3 }),
];
const cases = rows(path.join(work, "tgov.db"), "SELECT number FROM cases ORDER BY number");
assert.deepEqual(cases.map((c) => c.number), numbers.sort(), "the numbers that were heard are the office's");
process.exit(0);
