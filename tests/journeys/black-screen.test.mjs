#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A journey with a black screen. The viewer of this test never sees a tree or a picture: there is only what is said, and each
// key is chosen from that alone, the way a person who cannot see does it: read the screen, walk until the right words are
// heard, press OK. It is done when the case number was heard; the office must know that number, and the answers given.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { build, certificates, rows, source, startBackend, work } from "../tools/programs.mjs";

certificates();
const backend = await startBackend(0);

// ---- The television: keys go in, utterances come out.
const child = spawn(path.join(build, "tgov"), ["--backend", `https://localhost:${backend.port}`, "--ca", `${work}/tls/ca.pem`, "--state", `${work}/blind`,
  "--assets", "assets", "--language", "en", "--time", new Date().toISOString().replace(/\.\d+Z/, "Z"), "--script", "-"],
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
  return said.split("\n").filter(Boolean).map((line) => line.replace(/^[a-zA-Z-]+[:+!] /, "")).join(" ");
}

const story = [];
let all = "";
// What is said after a key. Answers of the office take their time, so silence and "One moment" are waited out.
async function press(key) {
  child.stdin.write(`press ${key}\n`);
  let said = await heardNow();
  for (let i = 0; i < 400 && (said === "" || /One moment\W*$/.test(said)); i++) {
    child.stdin.write("wait-ready\nadvance 50ms\n");
    const more = await heardNow();
    said = more || said;
    if (!more && i > 5 && !/One moment\W*$/.test(said)) break;
  }
  story.push(`${key}: ${said}`);
  all += ` ${said}`;
  return said;
}
const lost = (why) => assert.fail(`${why}\n${story.slice(-25).join("\n")}`);

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
// A key of the keyboard: up to its first row, then row by row, each once round.
async function key(letter) {
  const name = letter === " " ? "space" : letter;
  const hit = (said) => said === name || said.endsWith(` ${name}`) || said === `${name}.`;
  for (let i = 0; i < 5; i++) await press("UP");
  for (let row = 0; row < 10; row++) {
    const first = await press("RIGHT");
    for (let said = first, i = 0; i < 14; i++) {
      if (hit(said)) return;
      said = await press("RIGHT");
      if (said === first) break;
    }
    await press("DOWN");
  }
  lost(`the key ${name} was never heard`);
}

// ---- The journey
child.stdin.write('wait-screen home\nwait-ready\n');
assert.equal(await heardNow(), "", "nothing is said before the green key");
let said = await press("GREEN");
expectSaid(said, "Home");
expectSaid(said, "Press green to stop");
said = await find("Citizens");
said = await press("OK");
expectSaid(said, "All services");
said = await choose("Report a broken street light", said);
expectSaid(said, "Report a broken street light");
expectSaid(said, "Start, button");
said = await press("OK");
expectSaid(said, "Question 1 of 4");
said = await choose("The light flickers", said);
expectSaid(said, "Question 2 of 4");
expectSaid(said, "text field");
await key("m");
said = await press("OK");
await key("i");
await press("OK");
await find("Next");
said = await press("OK");
expectSaid(said, "at least 3 letters"); // two are too few: heard, not seen
await key("l");
expectSaid(await press("OK"), "l");
await find("Next");
said = await press("OK");
expectSaid(said, "Question 3 of 4");
said = await choose("Yesterday", said);
expectSaid(said, "Question 4 of 4");
said = await choose("On this television", said);
expectSaid(said, "Check your answers");
await press("GREEN"); // may stop what is being said
said = await press("GREEN");
expectSaid(all, "The light flickers");
child.stdin.write("advance 120000ms\n"); // the bar has gone
said = await find("Send report");
said = await press("OK");
for (let i = 0; i < 200 && !/Case number\. /.test(said); i++) {
  child.stdin.write('wait-ready\nadvance 200ms\n');
  said += await heardNow();
}
const spelled = /Case number\. ([A-Z] [A-Z], (?:[0-9] ?){4}, (?:[0-9] ?){4})/.exec(said)?.[1] ?? lost(`no case number in: ${said}`);
const number = spelled.replace(/, /g, "-").replace(/ /g, "");

// ---- What the office has
const cases = rows(path.join(work, "tgov.db"), "SELECT number FROM cases");
assert.deepEqual(cases.map((c) => c.number), [number], "the number that was heard is the office's");
console.log(`case ${number} with ${story.length} keys, by ear`);
child.stdin.end("quit\n");
process.exit(0);
