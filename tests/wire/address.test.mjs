#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// An address that came in parts, as a map or a register gives it: the phone shows it as its country writes it and keeps the parts
// while nobody changes it. Exit 77: the program is not built.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Phone, ask, catalogue, damage, program, scratchFolder, startBackend } from "../tools/phone.mjs";
import { rows } from "../tools/programs.mjs";

if (!fs.existsSync(program) || !fs.existsSync(path.join(catalogue, "district.json"))) {
  console.log("SKIP: tgov-backend or its catalogue is not built");
  process.exit(77);
}
const scratch = scratchFolder("address"), folder = path.join(scratch, "catalogue"), store = path.join(scratch, "store.db");
fs.cpSync(catalogue, folder, { recursive: true });
const file = path.join(folder, "damage-report/form.json"), form = JSON.parse(fs.readFileSync(file, "utf8"));
form.components = form.components.map((c) => (c.key === "where" ? { type: "address", key: "where", label: c.label, input: true } : c)).filter((c) => c.type !== "file");
fs.writeFileSync(file, JSON.stringify(form));
const s = await startBackend({ store, folder });

const seoul = { address: { road: "세종대로", house_number: "110", borough: "중구", city: "서울특별시", postcode: "04524", country_code: "kr" } };
const shown = "서울특별시 중구 세종대로 110, 04524";
async function atHand(where) {
  const r = await ask(s, "POST", "/v1/handovers", { headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ service: "damage-report", answers: { ...damage, where }, step: "where", language: "en" }) });
  assert.equal(r.status, 201, r.text);
  const phone = new Phone(s), { pathname } = new URL(r.json.url);
  await phone.open(pathname);
  await phone.send(pathname);
  return phone;
}
const kept = () => JSON.parse(rows(store, "SELECT answers FROM handovers ORDER BY rowid DESC LIMIT 1").at(0).answers).where;

const phone = await atHand(seoul);
await phone.open("/hand/review");
assert.ok(phone.page.text.includes(`<bdi>${shown}</bdi>`), phone.page.text);
await phone.open("/hand?step=where");
assert.ok(phone.page.text.includes(`>${shown}</textarea>`), phone.page.text);
await phone.send("/hand", { answer: shown, do: "next" });
assert.deepEqual(kept(), seoul, "nobody changed it");
await phone.open("/hand?step=where");
await phone.send("/hand", { answer: "5 Mill Lane", do: "next" });
assert.deepEqual(kept(), { formatted_address: "5 Mill Lane" });

await s.stop();
console.log("ok");
