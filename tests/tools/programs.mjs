// SPDX-License-Identifier: Apache-2.0
// For tests written for node: a backend with its own authority, televisions that play scripts, and looking into databases.
// Children are stopped by their number; everything lies in one scratch folder that goes away.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export const build = process.env.TGOV_BUILD ?? "build/dev";
export const source = process.env.TGOV_SOURCE ?? ".";

export function skip(why) {
  console.log(`SKIP: ${why}`);
  process.exit(77);
}
for (const program of ["tgov", "tgov-backend"]) if (!fs.existsSync(path.join(build, program))) skip(`${program} is not built`);
for (const tool of ["openssl", "sqlite3"]) if (spawnSync(tool, ["version"]).error) skip(`${tool} is not installed`);

export const work = fs.mkdtempSync(path.join(os.tmpdir(), "tgov-journey-"));
const children = new Set();
process.on("exit", () => {
  for (const c of children) c.kill("SIGKILL");
  fs.rmSync(work, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// A program with all that it says; `ended` gives its exit code, or the signal's name.
export function start(program, args) {
  const child = spawn(path.join(build, program), args, { cwd: source, stdio: ["ignore", "pipe", "pipe"] });
  const run = { child, out: "", err: "", code: null };
  children.add(child);
  child.stdout.on("data", (d) => (run.out += d));
  child.stderr.on("data", (d) => (run.err += d));
  run.ended = new Promise((done) => child.on("close", (code, signal) => { children.delete(child); run.code = signal ?? code; done(run.code); }));
  return run;
}

export function kill(run) {
  run.child.kill("SIGKILL");
  return run.ended;
}

export function certificates() {
  const folder = path.join(work, "tls");
  const made = spawnSync("sh", [path.join(source, "tests/tools/certificates.sh"), folder]);
  if (made.status !== 0) throw new Error(`no certificates: ${made.stderr}`);
  return folder;
}

export async function startBackend(port, extra = []) {
  const tls = path.join(work, "tls");
  const run = start("tgov-backend", ["--listen", `127.0.0.1:${port}`, "--catalogue", "backend/catalogue", "--store", `sqlite:${work}/tgov.db`,
    "--tls-cert", `${tls}/server.pem`, "--tls-key", `${tls}/server.key`, "--rate", "0", "--office-password-file", `${work}/office`, ...extra]);
  while (!/^ready$/m.test(run.out)) {
    if (run.code !== null) throw new Error(`the backend ended with ${run.code}: ${run.err}`);
    await sleep(10);
  }
  run.port = Number(/:(\d+)\s/.exec(run.out)[1]);
  return run;
}

let scripts = 0;
export function television(box, url, lines, extra = []) {
  const script = path.join(work, `viewer-${++scripts}.script`);
  fs.writeFileSync(script, lines.join("\n") + "\n");
  const now = new Date().toISOString().replace(/\.\d+Z/, "Z");
  return start("tgov", ["--backend", url, "--ca", `${work}/tls/ca.pem`, "--state", path.join(work, box), "--assets", "assets", "--shots", work,
    "--time", now, "--script", script, ...extra]);
}

// Rows of a copy, so that looking changes nothing.
export function rows(file, sql) {
  const copy = path.join(work, "copy.db");
  for (const end of ["", "-wal", "-shm"]) {
    fs.rmSync(copy + end, { force: true });
    if (end !== "-shm" && fs.existsSync(file + end)) fs.copyFileSync(file + end, copy + end);
  }
  const got = spawnSync("sqlite3", ["-json", copy, sql], { encoding: "utf8", maxBuffer: 64 << 20 });
  if (got.status !== 0) throw new Error(`sqlite3: ${got.stderr}`);
  return got.stdout.trim() ? JSON.parse(got.stdout) : [];
}
