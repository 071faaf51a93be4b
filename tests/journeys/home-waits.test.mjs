#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// What home tells whoever is in front of it: what waits for a signature, whose cases these are, that they cannot be read just
// now; and that acting for somebody ends by itself when they end it.
import assert from "node:assert/strict";
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { work, certificates } = await import("../tools/programs.mjs");
const { startBackend } = await import("../tools/phone.mjs");
const { Viewer } = await import("../tools/viewer.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const pick = (label) => [`wait "${label}"`, `choose "${label}"`];
const heading = (tree) => /heading "(Good [^"]*)"/.exec(tree)?.[1];
const digits = (text) => `press ${[...text].join(" ")}`;
const soon = new Date(Date.now() - 86400e3).toISOString().slice(0, 10).split("-").reverse().join("");
const light = (where) => ["open form report-street-light", 'wait "What is wrong?"', "press 3", 'wait "Where is the light?"', `type "${where}"`, ...pick("Next"),
  'wait "Since when?"', ...pick("Yesterday"), 'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', "press OK", "wait-screen receipt", 'wait "Case number"'];

console.log("mother's cases, and Kim's permission to see them");
const sofa = new Viewer(s, "sofa"), desk = new Viewer(s, "desk");
await sofa.signIn("mia");
assert.match(sofa.asked.tv, /one TV only: this TV/);
assert.match(sofa.asked.phone, /TV without a name/);
assert.doesNotMatch(sofa.asked.phone, /Living room/);
await sofa.play(...light("Mill Lane 14"), "press HOME", 'wait "1 case of yours is with an office."');
const shown = await sofa.play("open mandates", ...pick("Let somebody help me"), 'wait "What may they do for you?"', "press 1", 'wait "For how long?"', "press 2", 'wait "Tell this code"', 'wait "Done"');
const code = /text "([B-Z]{4}-[B-Z]{4})"/.exec(shown)[1];
console.log("a TV is called what somebody called it, on both screens");
await desk.play("wait-screen home", 'wait "All services"', "open phones", 'wait "TV without a name"', 'expect-not "Living room"', ...pick("Name of this TV"), 'wait "What is this TV called?"',
  ...pick("Kitchen"), 'choose "Done"', 'wait "Place of this TV"', 'expect "Kitchen"', ...pick("Place of this TV"), 'wait "Where is this TV?"', ...pick("Riverside district"), 'choose "Done"',
  'wait "Place of this TV"', 'expect "Riverside district"', ...pick("Place of this TV"), 'wait "Now: "', "press BACK", 'wait "Place of this TV"', 'expect "Riverside district"', "audit-all", "press HOME");
await desk.signIn("kim");
assert.match(desk.asked.tv, /one TV only: Kitchen/);
assert.match(desk.asked.phone, /Kitchen/);
assert.match(desk.asked.phone, /Riverside district/);
let tree = await desk.play('wait "Nothing waits for you."');
assert.match(heading(tree), /, A\. Kim$/);
tree = await desk.play("open mandates", ...pick("Type the code of somebody I help"), 'wait "Which code were you told?"', `type "${code}"`, ...pick("Next"), ...pick("Act for M. Kim"),
  "wait-screen home", 'wait "You act for M. Kim. 1 case is with an office."');
assert.match(heading(tree), /, A\. Kim$/, "the helper is greeted as herself");
assert.doesNotMatch(tree, /case of yours/);

console.log("mother ends it: the helper is herself again with the next thing she does, and the case is gone from her screen");
await desk.play("open cases", 'wait "Street light, Mill Lane 14"', "press RED", "wait-screen curtain");
await sofa.play("press HOME", "open mandates", ...pick("A. Kim"), 'wait "helps you"', "press YELLOW", 'wait "This help is over"');
tree = await desk.play("press OK", "wait-screen home", // her cases were asked for anew
  'wait "Your permission to act for M. Kim has ended. You are yourself again."', 'expect-not "You act for"', 'expect-not "Street light"');
assert.match(heading(tree), /, A\. Kim$/);
await desk.play(...pick("Your cases"), "wait-screen cases", 'wait "You have no cases yet"', 'expect-not "Mill Lane"', 'expect-not "from this TV"', "press BACK", "wait-screen home",
  'wait "Nothing waits for you."', 'expect-not "has ended"');

console.log("what was not signed waits on home");
await desk.play("open form change-address", 'wait "What is your full name?"', 'type "A. Kim"', ...pick("Next"), 'wait "When were you born?"', digits("17051980"), ...pick("Next"),
  'wait "What was your old address?"', 'type "Quay Road 2"', ...pick("Next"), 'wait "What is your new address?"', 'type "Mill Lane 3"', ...pick("Next"),
  'wait "On which day did you move?"', digits(soon), ...pick("Next"), 'wait "How many people move with you"', digits("2"), ...pick("Next"),
  'wait "How should we answer you?"', "press 1", 'wait "Check your answers"', 'choose "Sign and send"', "wait-screen sign", 'wait "Good for"');
tree = await desk.play("press HOME", "wait-screen home", 'wait "Not signed yet"', 'wait "Something waits for you before it is sent."', 'expect "Change your address"', 'expect "Go on"', 'expect-not "Nothing waits for you."', "audit-all");
await desk.play('choose "Change your address"', "wait-screen receipt", 'wait "Not signed yet"', 'expect "Sign and send"');

console.log("without a network nobody who signed in is taken for a guest");
tree = await sofa.play("press HOME", 'wait "1 case of yours is with an office."', "fault offline", "press BLUE", "wait-screen settings", "press BACK", "wait-screen home");
assert.doesNotMatch(tree, /Look around freely/);
tree = await sofa.play("open people", ...pick("Guest"), "wait-screen home", 'wait "Look around freely"', "open people", ...pick("M. Kim"), "wait-screen home",
  'wait "Your cases cannot be read now. They come by themselves."');
assert.doesNotMatch(tree, /Look around freely/);
assert.match(heading(tree), /, M\. Kim$/);
await sofa.play("fault none", 'wait "1 case of yours is with an office."');
await sofa.off();
await desk.off();
await s.stop();
console.log("ok");
process.exit(0);
