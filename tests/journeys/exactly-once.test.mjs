#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Whatever is cut off, and when: a submission that the television took becomes exactly one case, and a draft keeps every
// answer but the key that was being pressed. First without a network and with it again; then app and backend are killed at
// random moments while a viewer answers, sends, and the receipt comes back. TGOV_KILLS says how often (25), TGOV_SEED which
// moments; 200, as run before a release, take under two minutes.
import assert from "node:assert/strict";
import path from "node:path";
import { certificates, kill, rows, sleep, startBackend, television, work } from "../tools/programs.mjs";

const kills = Number(process.env.TGOV_KILLS ?? 25);
let seed = Number(process.env.TGOV_SEED ?? 20260310) >>> 0;
function random(below) { // mulberry32
  seed = (seed + 0x6d2b79f5) >>> 0;
  let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) % below;
}

certificates();
let backend = await startBackend(0);
const port = backend.port, url = `https://localhost:${port}`;
const officeDb = path.join(work, "tgov.db");
const boxDb = (box) => path.join(work, box, "keep.db");
const service = "report-street-light";
const whereOf = (answers) => JSON.parse(answers).where;

// What a viewer does from the step where the form opens. Every key waits until the screen says that it is kept; then the
// tree is printed, so that the test knows what the viewer was promised.
function viewer(text, step, typed) {
  const order = ["what", "where", "since", "reply", ""];
  const at = order.indexOf(step);
  const lines = ["wait-screen home", 'wait "All services"', `open form ${service}`];
  if (at <= 0) lines.push('wait "What is wrong?"', "press 3");
  if (at <= 1) {
    lines.push('wait "Where is the light?"');
    const kept = text.startsWith(typed) ? typed : "";
    if (!kept && typed) lines.push(`press DELETE*${typed.length}`);
    for (const letter of text.slice(kept.length)) lines.push(`type "${letter}"`, 'wait "Saved"', "tree");
    lines.push('choose "Next"');
  }
  if (at <= 2) lines.push('wait "Since when?"', 'choose "Today"');
  if (at <= 3) lines.push('wait "How should we answer you?"', "press 1");
  lines.push('wait "Check your answers"', 'choose "Send report"', "wait-screen receipt", 'wait "Case number"', "tree", "quit");
  return lines;
}

async function offline() {
  const lines = viewer("Offline Lane 1", "what", "");
  const at = lines.indexOf("wait-screen receipt");
  lines.splice(at, 0, "fault offline");
  lines.splice(at - 1, 0, "fault offline");
  lines.splice(lines.indexOf('wait "Case number"'), 1, 'wait "Kept safe on this TV"', 'expect "It is sent by itself as soon as there is a connection"',
    "advance 2000ms", 'expect "Kept safe on this TV"', "fault none", "advance 600000ms", 'wait "Case number"');
  const run = television("offline", url, lines);
  assert.equal(await run.ended, 0, run.err);
  const sent = rows(boxDb("offline"), "SELECT state, attempts, case_number FROM outbox");
  assert.deepEqual(sent.map((s) => s.state), [2]);
  assert.equal(rows(officeDb, "SELECT number FROM cases").length, 1);
  console.log(`offline: kept, then case ${sent[0].case_number} after ${sent[0].attempts} tries`);
}

// Plug pulled while offline: the submission is still there after the next start, and goes out by itself.
async function offlineAndOff() {
  const lines = viewer("Offline Lane 2", "what", "");
  lines.splice(lines.indexOf('choose "Send report"'), 0, "fault offline");
  lines.splice(lines.indexOf('wait "Case number"'), 99, 'wait "Kept safe on this TV"', "tree", 'wait "never there"');
  const run = television("off", url, lines);
  while (!/screen receipt/.test(run.out) && run.code === null) await sleep(5);
  await kill(run);
  assert.deepEqual(rows(boxDb("off"), "SELECT state FROM outbox").map((s) => s.state < 2), [true], run.err);
  const again = television("off", url, ["wait-screen home", 'wait "All services"', "open receipt 1", "advance 600000ms", 'wait "Case number"', "press HOME",
    "wait-screen home", 'wait "Street light, Offline Lane 2"']);
  assert.equal(await again.ended, 0, again.err);
  assert.equal(rows(officeDb, "SELECT number FROM cases").length, 2);
  console.log("switched off while offline: sent after the next start");
}

// The last text that the screen called saved.
function promised(out) {
  let text = null;
  for (const tree of out.split(/^screen (?=\w)/m).slice(0, -1)) { // the last one may be cut off
    const field = /field "Where is the light\?" = "([^"]*)"/.exec(tree);
    if (field && /status "Saved"/.test(tree)) text = field[1];
  }
  return text;
}

async function killing() {
  const box = "kitchen", counts = { app: 0, backend: 0, both: 0, resumed: 0, whole: 0 };
  let submitted = 0;
  const calm = Date.now(), whole = television("calm", url, viewer("Lamp in peace", "what", "")); // how long it takes
  assert.equal(await whole.ended, 0, whole.err);
  const span = Date.now() - calm;
  const state = () => {
    let outbox = [], drafts = [];
    try {
      outbox = rows(boxDb(box), "SELECT id, state, answers FROM outbox ORDER BY id");
      drafts = rows(boxDb(box), `SELECT step, answers FROM drafts WHERE service = '${service}'`);
    } catch (e) {
      if (!/unable to open|no such table/.test(e.message)) throw e;
    }
    return { outbox, draft: drafts[0] };
  };
  for (let n = 0; n < kills; n++) {
    const before = state();
    submitted = before.outbox.length;
    const text = `Lamp ${submitted} on the hill`;
    const typed = before.draft ? whereOf(before.draft.answers) ?? "" : "";
    if (before.draft) counts.resumed++;
    const run = television(box, url, viewer(text, before.draft ? before.draft.step : "what", typed));
    const victim = ["app", "app", "backend", "both"][random(4)];
    await Promise.race([run.ended, sleep(random(span))]);
    counts[victim]++;
    if (run.code !== null) counts.whole++;
    if (victim !== "backend" && run.code === null) await kill(run);
    if (victim !== "app") {
      await kill(backend);
      await sleep(random(200));
      backend = await startBackend(port);
    }
    if (run.code === null) { // the backend was away for a moment: what the viewer does goes on, or the plug is pulled later
      await Promise.race([run.ended, sleep(random(2 * span))]);
      if (run.code === null) await kill(run);
    }
    assert.ok(run.code === 0 || run.code === "SIGKILL", `kill ${n}: the app ended with ${run.code}: ${run.err}`);
    const after = state(), last = promised(run.out);
    const newer = after.outbox.slice(submitted);
    assert.ok(newer.length <= 1, `kill ${n}: one viewer sent twice`);
    if (newer.length) assert.ok(!newer[0].answers || whereOf(newer[0].answers) === text, `kill ${n}: other answers were sent`);
    else if (last !== null) assert.ok((whereOf(after.draft?.answers ?? "{}") ?? "").startsWith(last), `kill ${n}: "${last}" was shown as saved, the draft has ${after.draft?.answers}`);
    assert.equal(rows(boxDb(box), "PRAGMA integrity_check")[0].integrity_check, "ok", `kill ${n}: the box`);
    assert.equal(rows(officeDb, "PRAGMA integrity_check")[0].integrity_check, "ok", `kill ${n}: the office`);
  }
  // All is quiet: what still waits goes out.
  for (const item of state().outbox.filter((i) => i.state < 2)) {
    const run = television(box, url, ["wait-screen home", 'wait "All services"', `open receipt ${item.id}`, "advance 86400000ms", 'wait "Case number"']);
    assert.equal(await run.ended, 0, run.err);
  }
  const sent = rows(boxDb(box), "SELECT id, state, case_number FROM outbox ORDER BY id"); // its answers are forgotten once delivered
  const known = rows(boxDb(box), "SELECT number, secret FROM cases");
  const cases = rows(officeDb, "SELECT number, answers FROM cases WHERE answers LIKE '%on the hill%'");
  assert.ok(sent.length > 0, "nothing was sent: the kills came too early");
  assert.equal(cases.length, sent.length, `${sent.length} submissions became ${cases.length} cases`);
  for (const [i, item] of sent.entries()) {
    assert.equal(item.state, 2, `submission ${item.id} is not delivered`);
    const same = cases.filter((c) => whereOf(c.answers) === `Lamp ${i} on the hill`);
    assert.equal(same.length, 1, `submission ${i} became ${same.length} cases`);
    assert.equal(same[0].number, item.case_number, "the box knows another number");
    assert.ok(known.some((k) => k.number === item.case_number && k.secret), `${item.case_number} is not among "Your cases"`);
  }
  console.log(`${kills} kills (app ${counts.app}, backend ${counts.backend}, both ${counts.both}; ${counts.resumed} drafts resumed, ${counts.whole} not in time): ` +
    `${sent.length} submissions, ${cases.length} cases`);
}

await offline();
await offlineAndOff();
await killing();
backend.child.kill("SIGTERM");
assert.equal(await backend.ended, 0, backend.err);
console.log("ok");
