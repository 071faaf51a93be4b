// SPDX-License-Identifier: Apache-2.0
// A television that is told line after line what its viewer does, so that a test can do something else in between.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import path from "node:path";
import { build, source, work } from "./programs.mjs";
import { Phone, until } from "./phone.mjs";
import { approveOnPhone, demoPassword, shownCode } from "./sign_in.mjs";

const on = new Set();
process.on("exit", () => { for (const tv of on) tv.child.kill("SIGKILL"); });

export class Viewer {
  constructor(s, box) {
    Object.assign(this, { s, box, out: "", err: "" });
    this.child = spawn(path.join(build, "tgov"), ["--backend", s.url, "--ca", `${work}/tls/ca.pem`, "--state", path.join(work, box), "--assets", "assets", "--allow-http",
      "--shots", process.env.TGOV_SHOTS ?? work, "--time", new Date().toISOString().replace(/\.\d+Z/, "Z"), "--script", "-"], { cwd: source, stdio: ["pipe", "pipe", "pipe"] });
    on.add(this);
    this.child.stdout.on("data", (d) => (this.out += d));
    this.child.stderr.on("data", (d) => (this.err += d));
    this.ended = new Promise((done) => this.child.on("close", (code, signal) => { on.delete(this); this.code = signal ?? code; done(this.code); }));
  }
  // Until all of it was done; gives the picture in words at the end.
  async play(...lines) {
    const from = this.out.length;
    this.child.stdin.write([...lines, "tree"].join("\n") + "\n");
    await until(`${this.box}: ${lines.at(-1)}`, () => {
      if (this.code !== undefined) throw new Error(`${this.box} ended with ${this.code} at ${lines.join("; ")}\n${this.err.replace(/^.* (info|debug) .*\n/gm, "").slice(-6000)}`);
      return /^screen /m.test(this.out.slice(from)) && this.out.endsWith("\n");
    }, 25000);
    return this.out.slice(from);
  }
  // Until home is there again; `asked`: what the two screens showed before it was approved.
  async signIn(login) {
    const out = await this.play("wait-screen home", 'wait "All services"', "open sign-in", 'wait "Good for 10 more minutes"');
    const shown = shownCode(out), phone = new Phone(this.s);
    await phone.open(`/device?user_code=${shown.code}`);
    if (/action="\/device"/.test(phone.page.text)) await phone.send("/device", { user_code: shown.code });
    await phone.send("/device/sign-in", { login, password: demoPassword });
    this.asked = { tv: out, phone: phone.page.text };
    await approveOnPhone(this.s, shown, login);
    return this.play("wait-screen home");
  }
  async off() {
    this.child.stdin.end("quit\n");
    assert.equal(await this.ended, 0, this.err.slice(-3000));
  }
}
