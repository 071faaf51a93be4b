// SPDX-License-Identifier: Apache-2.0
// Figures of the whole application, seen from outside: start to the first complete home screen, memory there, and what
// happens at rest. Usage: app.mjs BUILD BACKEND_URL CA FOLDER. Prints `name value unit` lines.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [build, url, ca, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

function start(name, script, extra = [], env = {}) {
  const box = join(folder, 'box');
  const args = ['--backend', url, '--ca', ca, '--state', box, '--assets', 'assets', ...extra];
  if (script) {
    writeFileSync(join(folder, name), script);
    args.push('--script', join(folder, name));
  }
  const child = spawn(join(build, 'tgov'), args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  child.errors = '';
  child.stderr.on('data', (d) => { child.errors += d; });
  return child;
}

// Resolves when `word` appears on stdout; rejects when the program ends before.
function said(child, word) {
  return new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (d) => { out += d; if (out.includes(word)) resolve(); });
    child.on('exit', () => reject(new Error(`ended without "${word}": ${child.errors.slice(-600)}`)));
  });
}
const ended = (child) => new Promise((resolve) => child.on('exit', resolve));
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];

async function startFigure() {
  rmSync(join(folder, 'box'), { recursive: true, force: true });
  const times = [];
  for (let i = 0; i < 9; i++) {
    const before = process.hrtime.bigint();
    const child = start('start.script', 'wait "All services"\ntree\nquit\n');
    await said(child, 'screen home');
    const ms = Number(process.hrtime.bigint() - before) / 1e6;
    await ended(child);
    if (i) times.push(ms); // the first one fills the box's own store
  }
  console.log(`start to first frame ${median(times).toFixed(1)} ms`);
}

function pss(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB/m.exec(text)[1]) / 1024;
}

async function memoryFigure() {
  // The settings screen shows Latin, Hangul and Arabic; home is what the figure is of.
  const child = start('memory.script', 'wait "All services"\npress BLUE\nwait "한국어"\npress BACK\nwait "All services"\ntree\nwait "never there"\n');
  await said(child, 'screen home');
  await sleep(300);
  console.log(`memory pss ${pss(child.pid).toFixed(1)} MB`);
  child.kill('SIGKILL');
  await ended(child);
}

// Every time a thread came out of a sleep.
function wakeups(pid) {
  let sum = 0;
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    const text = readFileSync(`/proc/${pid}/task/${task}/status`, 'utf8');
    sum += Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(text)[1]);
  }
  return sum;
}

async function restFigures() {
  if (!process.env.DISPLAY) {
    console.error('no display: figures at rest are left out');
    return;
  }
  const child = start('rest', null, ['--platform', 'sdl2', '--verbose', '--language', 'en']);
  const home = /screen=home|shown/;
  for (let i = 0; i < 100 && !home.test(child.errors); i++) await sleep(100);
  // Ten seconds that do not hold the turn of a minute, when the clock in the header is drawn anew.
  await sleep(3000);
  while (new Date().getSeconds() > 48) await sleep(500);
  const frames = () => (child.errors.match(/frame shown/g) || []).length;
  const before = [frames(), wakeups(child.pid)];
  await sleep(10000);
  console.log(`frames at rest ${frames() - before[0]} frames`);
  console.log(`wake-ups at rest ${wakeups(child.pid) - before[1]} wake-ups`);
  child.kill('SIGKILL');
  await ended(child);
}

// From the key to the picture in the other language, on the fullest screen.
async function languageFigure() {
  const child = start('language.script', 'wait "All services"\nwait-ready\nmeasure-language\nquit\n');
  let out = '';
  child.stdout.on('data', (d) => { out += d; });
  await ended(child);
  const line = /^language-switch .*$/m.exec(out);
  if (line) console.log(line[0]);
}

// The most that shaped texts, glyphs and lines take, through full screens in many scripts and both ends of text size.
async function textMemoryFigure() {
  const screens = ['home', 'settings', 'catalogue audience=citizen', 'service report-street-light', 'form report-street-light', 'help', 'phones', 'search'];
  const steps = ['ko', 'ar', 'th', 'hi', 'zh', 'vi', 'en'].flatMap((tag) => [100, 200].flatMap((scale) =>
    [`language ${tag}`, `text-scale ${scale}`, ...screens.flatMap((name) => [`open ${name}`, 'wait-ready', 'measure-text'])]));
  for (const [name, size] of [['text-memory', '1920x1080'], ['text-memory 2160p', '3840x2160']]) {
    const child = start('text.script', ['wait "All services"', ...steps, 'text-scale 100', 'quit', ''].join('\n'), ['--size', size]);
    let out = '';
    child.stdout.on('data', (d) => { out += d; });
    await ended(child);
    const seen = [...out.matchAll(/^text-memory (\S+) MB$/gm)].map((m) => Number(m[1]));
    if (seen.length) console.log(`${name} ${Math.max(...seen).toFixed(2)} MB`);
    else console.error(child.errors.slice(-600));
  }
}

await startFigure();
await memoryFigure();
await languageFigure();
await textMemoryFigure();
await restFigures();
