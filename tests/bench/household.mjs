// SPDX-License-Identifier: Apache-2.0
// household.mjs BUILD: a television as a household has it, signed in, with a phone paired and reading aloud switched on:
// its memory and its rest for ten seconds at home, and at a question where the phone's line is open. There only the
// backend's sign of life may wake it, once in 15 s. Prints `name value unit` lines. Needs DISPLAY, xdotool, zbarimg.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
process.env.TGOV_BUILD = process.argv[2] ?? process.env.TGOV_BUILD;
process.env.TGOV_DEMO_PASSWORD = "four quiet words here";
const { build, certificates, sleep, source, work } = await import("../tools/programs.mjs");
const { listen, Phone, startBackend, until } = await import("../tools/phone.mjs");
const { approveOnPhone, codeOf, endsWell, tvAt } = await import("../tools/sign_in.mjs");

if (!process.env.DISPLAY || spawnSync("xdotool", ["version"]).error || spawnSync("zbarimg", ["--version"]).error) {
  console.error("left out: the household at rest (no display, xdotool or zbarimg)");
  process.exit(0);
}
certificates();
const s = await startBackend({ store: `${work}/tgov.db` });

// Signed in, a draft begun, its text question asks a phone: the code is read from the screen, and the phone stays.
const tv = tvAt(s, "box", ["wait-screen home", 'wait "All services"', "open sign-in", 'wait "Good for"', "tree", "wait-screen home", 'wait "A. Kim"', "open form report-street-light",
  'wait "What is wrong?"', "press 1", 'wait "Where is the light?"', 'wait "go to"', "shot code", 'wait "Your phone is connected"', "press GREEN", 'type "Mill Lane"', 'wait "Saved"', "press HOME",
  "wait-screen home", 'wait "A. Kim"', "quit"]);
await approveOnPhone(s, await codeOf(tv));
await until("the code's picture", () => fs.existsSync(`${work}/code.txt`), 6000);
const phone = new Phone(s);
await phone.pair({ url: spawnSync("zbarimg", ["-q", "--raw", `${work}/code.png`], { encoding: "utf8" }).stdout.trim() });
await phone.open("/phone");
const page = listen(s, `/phone/events?tv=${phone.data("tv")}`, phone.headers()); // as its page does
await page.opened;
await endsWell(tv);

const shown = spawn(path.join(build, "tgov"), ["--platform", "sdl2", "--backend", s.url, "--allow-http", "--ca", `${work}/tls/ca.pem`, "--state", `${work}/box`, "--assets", "assets", "--shots", work,
  "--language", "en", "--verbose"], { cwd: source, stdio: ["ignore", "ignore", "pipe"] });
process.on("exit", () => shown.kill("SIGKILL"));
let log = "";
shown.stderr.on("data", (d) => (log += d));
const frames = () => (log.match(/frame shown/g) || []).length;
const task = (name) => fs.readFileSync(`/proc/${shown.pid}/task/${name}/status`, "utf8");
const wakeUps = () => fs.readdirSync(`/proc/${shown.pid}/task`).reduce((sum, t) => sum + Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(task(t))[1]), 0);
const pss = () => Number(/^Pss:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${shown.pid}/smaps_rollup`, "utf8"))[1]) / 1024;

async function rest(name) {
  while (new Date().getSeconds() > 48) await sleep(300); // not over the minute, when the clock in the header is drawn anew
  const before = [frames(), wakeUps()];
  await sleep(10000);
  console.log(`frames at rest ${name} ${frames() - before[0]} frames`);
  console.log(`wake-ups at rest ${name} ${wakeUps() - before[1]} wake-ups`);
}
await until("home", () => frames() > 0, 4000);
await sleep(4000); // what home says aloud, and what it fetches
console.log(`memory pss household ${pss().toFixed(1)} MB`);
await rest("household");
page.events.length = 0;
for (let i = 0; i < 2; i++) { // home stands on the draft, its service on "Go on"
  spawnSync("xdotool", ["key", "Return"]);
  await sleep(1500);
}
await until("the phone hears what is asked", () => page.events.length > 0, 4000);
await sleep(5000);
console.log(`memory pss question ${pss().toFixed(1)} MB`);
await rest("line open");
shown.kill("SIGKILL");
await s.stop();
process.exit(0);
