#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A household: mother signs in on her TV and lets Kim help; Kim, on another TV and as herself, acts for her; both read what
// was done; one key ends it. People of one TV are chosen, renamed, signed out and removed. With TGOV_SHOTS=FOLDER pictures.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { rows, work, certificates } = await import("../tools/programs.mjs");
const { Phone, startBackend } = await import("../tools/phone.mjs");
const { approveOnPhone, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const shot = (name) => (process.env.TGOV_SHOTS ? [`shot ${name}`] : []);
const extra = process.env.TGOV_SHOTS ? ["--shots", process.env.TGOV_SHOTS] : [];
const pick = (label) => [`wait "${label}"`, `choose "${label}"`]; // when it is there
const home = ["wait-screen home", 'wait "All services"'];
const signIn = async (box, login, lines) => {
  const tv = tvAt(s, box, [...home, "open sign-in", 'wait "Good for 10 more minutes"', "tree", "wait-screen home", ...lines], extra);
  await approveOnPhone(s, await codeOf(tv), login);
  return tv;
};
const light = (where) => ["open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', `type "${where}"`, ...pick("Next"),
  'wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "press OK", "wait-screen receipt", 'wait "Case number"'];

console.log("nobody is signed in: help in the household leads to the people");
await endsWell(tvAt(s, "guest", [...home, "open mandates", 'wait "Sign in first"', 'expect-focus "People"', "audit", "press OK", "wait-screen people", "press BACK", "wait-screen mandates", "quit"], extra));

console.log("mother sends something, and lets Kim see, prepare and send for a month");
let tv = await signIn("sofa", "mia", ['wait "M. Kim"', ...light("Mill Lane 14"), "press HOME", "wait-screen home", 'wait "1 case of yours is with an office."', ...shot("home-signed-in"),
  "open mandates", 'wait "Let somebody help me"', ...shot("mandates"), ...pick("Let somebody help me"), 'wait "What may they do for you?"', ...shot("mandates-scope"), "press 3",
  'wait "For how long?"', "press 2", 'wait "Tell this code"', 'wait "Done"', ...shot("mandates-code"), "tree", "quit"]);
await endsWell(tv);
const code = /text "([B-Z]{4}-[B-Z]{4})"/.exec(tv.out.slice(tv.out.lastIndexOf("screen mandates")))[1];

console.log("on her own phone, without the television, she reads the case and writes to the officer");
const phone = new Phone(s);
await phone.open("/account/cases");
await phone.send("/account/sign-in", { login: "mia", password: "four quiet words here" });
await phone.open("/account/cases");
const number = /\/account\/cases\/(RS-[0-9-]+)/.exec(phone.page.text)[1];
await phone.open(`/account/cases/${number}`);
assert.match(phone.page.text, /Street light, Mill Lane 14/);
await phone.send(`/account/cases/${number}`, { act: "message", text: "It is dark at the crossing" });
assert.match(phone.page.text, /It is sent/);
assert.match(phone.page.text, /dark at the crossing/);
assert.equal((await new Phone(s).open(`/account/cases/${number}`)).text.includes("Mill Lane"), false, "others see nothing");
const other = new Phone(s);
await other.open("/account/cases");
await other.send("/account/sign-in", { login: "kim", password: "four quiet words here" });
assert.equal((await other.open(`/account/cases/${number}`)).status, 404);

console.log("a wrong code is refused; Kim types the right one and acts for her");
tv = await signIn("desk", "kim", ['wait "A. Kim"', 'wait "Nothing waits for you."', "open mandates", ...pick("Type the code of somebody I help"), 'wait "Which code were you told?"',
  'type "BBBB-BBBB"', ...pick("Next"), 'wait "This code is not right"', ...shot("mandates-wrong"), "press BACK", 'wait "Nobody so far."', ...pick("Type the code of somebody I help"),
  `type "${code.toLowerCase()}"`, ...pick("Next"), 'wait "Act for M. Kim"', ...shot("mandate"), ...pick("Act for M. Kim"), "wait-screen home", 'wait "You act for M. Kim"',
  'wait "You act for M. Kim. 1 case is with an office."', 'expect-not "1 case of yours"', ...shot("home-acting"), "open cases", 'wait "Street light, Mill Lane 14"', "tree", ...shot("cases-acting"), "press OK", "wait-screen case", 'wait "Street light, Mill Lane 14"',
  ...light("Quay Road 2"), "press HOME", "wait-screen home", ...pick("You act for M. Kim"), "wait-screen home", 'wait "Nothing waits for you."', 'expect-not "You act for"',
  "open cases", 'wait "Follow a case by its number"', 'expect-not "Street light"', "quit"]);
await endsWell(tv);
const kept = rows(path.join(work, "desk/keep.db"), "SELECT profile FROM outbox");
assert.match(kept[0].profile, /@/, "what was sent for her is not among Kim's own");

console.log("mother reads what was done, has both cases, and ends it with one key");
tv = tvAt(s, "sofa", [...home, 'wait "2 cases of yours are with offices."', "open log", 'wait "Who looked at my things"', 'wait "A. Kim"', 'expect "Looked at a case"', 'expect "Sent something"',
  ...shot("log"), "press BACK", "open mandates", ...pick("A. Kim"), 'wait "helps you"', ...shot("mandate-given"), "press YELLOW", 'wait "This help is over"', ...shot("mandate-over"), "quit"], extra);
await endsWell(tv);

console.log("Kim cannot act any more, and loses nothing of her own");
tv = tvAt(s, "desk", [...home, 'wait "A. Kim"', "open mandates", ...pick("M. Kim"), 'wait "This help is over"', 'expect-not "Act for M. Kim"', "quit"], extra);
await endsWell(tv);

console.log("the people of one TV: choosing, a guest, a name and a picture, signing out, leaving");
tv = tvAt(s, "sofa", [...home, "open people", 'wait "Who is in front of the TV?"', 'expect "Here now"', ...shot("people"), ...pick("Guest"), "wait-screen home", 'expect "Guest"',
  'expect-not "M. Kim"', ...pick("Who is in front of the TV?"), "wait-screen people", ...pick("M. Kim"), "wait-screen home", 'wait "M. Kim"', "open people", 'wait "Here now"', "press YELLOW",
  'wait "Whose name or picture?"', "press OK", "wait-screen person", 'wait "Change the name"', ...shot("person"), ...pick("Tree"), ...pick("Change the name"), 'wait "What name should stand here?"',
  "press YELLOW YELLOW YELLOW YELLOW YELLOW YELLOW", 'type "Mama"', ...pick("Done"), 'wait "Mama"', ...pick("Sign out"), "wait-screen home", 'expect "Guest"', "open people", 'wait "Mama"',
  'expect "Signed out"', "press OK", "wait-screen sign-in", "press BACK", "press YELLOW", "press OK", 'wait "Remove from this TV"', ...pick("Remove from this TV"), 'wait "Remove Mama from this TV?"',
  "press RIGHT", "press OK", "wait-screen home", "open people", 'wait "Somebody else"', 'expect-not "Mama"', "quit"], extra);
await endsWell(tv);
assert.equal(rows(path.join(work, "sofa/keep.db"), "SELECT (SELECT count(*) FROM profiles) + (SELECT count(*) FROM outbox WHERE profile <> '') AS n").at(0).n, 0);
await s.stop();
console.log("ok");
process.exit(0);
