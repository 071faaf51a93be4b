// SPDX-License-Identifier: Apache-2.0
// For tests of signing in: a television that shows a code, the phone that approves it at the embedded issuer, and looking
// for secrets where none may be.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { Phone, until } from "./phone.mjs";
import { television, work } from "./programs.mjs";

export const demoPassword = "four quiet words here";

// What stands on the television's last printed sign-in screen.
export function shownCode(out) {
  const tree = out.slice(out.lastIndexOf("screen sign"));
  const code = /image "Code for your phone"[^\n]*\n\s+text "([^"]+)"/.exec(tree);
  if (!code) return null;
  const pictures = [...tree.matchAll(/image "([A-Z][a-z]+)"\n\s+text "\1"/g)].map((m) => m[1].toLowerCase());
  return { code: code[1], pictures };
}
export const codeOf = (tv, what = "a code") => until(what, () => {
  if (tv.code !== null) throw new Error(`the television ended with ${tv.code}\n${tv.err.replace(/^.* (info|debug) .*\n/gm, "")}\n${tv.out}`);
  return shownCode(tv.out);
}, 8000);

// The person at home with the phone, at the embedded issuer's pages.
export async function approveOnPhone(s, { code, pictures }, login = "kim", verdict = "approve") {
  const phone = new Phone(s);
  await phone.open(`/device?user_code=${code}`);
  if (/action="\/device"/.test(phone.page.text)) await phone.send("/device", { user_code: code });
  if (/name="password"/.test(phone.page.text)) await phone.send("/device/sign-in", { login, password: demoPassword });
  if (verdict === "approve") for (const picture of pictures) await phone.send("/device/pictures", { picture });
  await phone.send(`/device/${verdict}`);
  assert.equal(phone.page.status, 200, phone.page.text);
  return phone;
}

// Until the television has ended well.
export async function endsWell(tv) {
  const code = await tv.ended;
  assert.equal(code, 0, `${tv.err.replace(/^.* (info|debug) .*\n/gm, "")}\n${tv.out.slice(-6000)}`);
}

// Plays a viewer over plain http to this machine.
export const tvAt = (s, box, lines, extra = []) => television(box, s.url, lines, s.url.startsWith("http:") ? ["--allow-http", ...extra] : extra);

// None of `secrets` may be found in files of the box, in what it said, or in a picture's bytes.
export function assertNowhere(box, said, secrets) {
  const folder = path.join(work, box);
  const walk = (f) => fs.readdirSync(f, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? walk(path.join(f, e.name)) : [path.join(f, e.name)]));
  for (const file of walk(folder)) {
    const bytes = fs.readFileSync(file);
    for (const secret of secrets) assert.ok(!bytes.includes(secret), `${path.relative(folder, file)} holds a secret in clear`);
    assert.ok(!/eyJ[A-Za-z0-9_-]{20,}\.eyJ/.test(bytes.toString("latin1")), `${path.relative(folder, file)} holds a token in clear`);
  }
  for (const secret of secrets) assert.ok(!said.includes(secret), `a log line holds a secret`);
  assert.ok(!/eyJ[A-Za-z0-9_-]{20,}/.test(said), "a log line holds a token");
  for (const name of ["keep.db", "box.key"]) {
    const file = path.join(folder, name);
    if (fs.existsSync(file)) assert.equal(fs.statSync(file).mode & 0o777, 0o600, `${name} is readable by others`);
  }
}
// What other users of the machine can see of a running program.
export function assertArgumentsClean(tv, secrets) {
  const seen = fs.readFileSync(`/proc/${tv.child.pid}/cmdline`, "latin1") + fs.readFileSync(`/proc/${tv.child.pid}/environ`, "latin1");
  for (const secret of secrets) assert.ok(!seen.includes(secret), "a process argument holds a secret");
}
