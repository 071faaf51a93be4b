// SPDX-License-Identifier: Apache-2.0
// sign_in.mjs BUILD: from the phone's "Approve" to the home screen in the person's name, on loopback with the embedded
// issuer; the median of five. Prints `sign-in VALUE ms`. Most of it is waiting for the television's next question.
import fs from "node:fs";
process.env.TGOV_BUILD = process.argv[2] ?? process.env.TGOV_BUILD;
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { certificates, work } = await import("../tools/programs.mjs");
const { Phone, startBackend } = await import("../tools/phone.mjs");
const { codeOf, demoPassword, tvAt } = await import("../tools/sign_in.mjs");

certificates();
const s = await startBackend({ store: `${work}/tgov.db` });
const times = [];
for (let i = 0; i < 5; i++) {
  const tv = tvAt(s, `box-${i}`, ["wait-screen home", 'wait "All services"', "open sign-in", 'wait "Good for"', "tree", "wait-screen home", 'wait "A. Kim"', "tree", "quit"]);
  const { code, pictures } = await codeOf(tv), phone = new Phone(s);
  await phone.open(`/device?user_code=${code}`);
  await phone.send("/device", { user_code: code });
  await phone.send("/device/sign-in", { login: "kim", password: demoPassword });
  for (const picture of pictures) await phone.send("/device/pictures", { picture });
  let at = 0;
  const seen = new Promise((done) => tv.child.stdout.on("data", () => /screen home[^]*A\. Kim/.test(tv.out) && done(performance.now())));
  at = performance.now();
  await phone.send("/device/approve");
  times.push((await seen) - at);
  await tv.ended;
}
times.sort((a, b) => a - b);
console.log(`sign-in ${Math.round(times[2])} ms`);
await s.stop();
fs.rmSync(work, { recursive: true, force: true });
process.exit(0);
