// SPDX-License-Identifier: Apache-2.0
// phone.mjs: from a keystroke's request leaving the phone to its event at the television, through two HTTP clients on
// loopback: the 95th percentile of 400, as `phone-text-p95 value ms`. Environment: TGOV_BUILD, TGOV_SOURCE.
import path from "node:path";
import { Box, Phone, scratchFolder, startBackend } from "../tools/phone.mjs";

const s = await startBackend({ store: path.join(scratchFolder("bench-phone"), "store.db"), extra: ["--quiet"] });
const box = await Box.make(s), phone = new Phone(s), events = await box.listen();
await phone.pair(await box.invite());
await box.wish({ kind: "text", field: "where", label: "Where?" });
await phone.open("/phone");
const fields = phone.fields("/phone/text"), took = [];
let typed = "";
for (let i = 1; i <= 400; i++) {
  typed += i % 9 ? "a" : " ";
  const began = performance.now();
  const sent = phone.ask("POST", "/phone/text", { headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ ...fields, text: typed, seq: String(i), quiet: "1" }).toString() });
  const want = typed;
  let got;
  while (!(got = events.events.find((e) => e.name === "text" && e.data.text === want))) await new Promise((r) => setImmediate(r));
  took.push(got.at - began);
  events.events.length = 0;
  await sent;
}
took.sort((a, b) => a - b);
console.log(`phone-text-p95 ${took[Math.floor(took.length * 0.95)].toFixed(2)} ms`);
events.close();
await s.stop();
process.exit();
