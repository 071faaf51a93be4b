// SPDX-License-Identifier: Apache-2.0
// Scripts of forms, run by node here and nowhere else, against what contract/logic makes of them: the scripts of the real
// forms beside the project and those in expression_cases.mjs, over answers made up from the words and numbers in them.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { show, value, valid } from './expression_cases.mjs';

const tool = path.join(process.env.TGOV_BUILD ?? 'build', 'tgov-forms');
const shared = process.env.TGOV_SHARED ?? '../shared';
const need = createRequire(import.meta.url);
let lodash, moment;
try {
  lodash = need('lodash');
  moment = need('moment');
} catch {
  console.log('SKIP: lodash and moment are not installed');
  process.exit(77);
}
if (!fs.existsSync(tool)) {
  console.log(`SKIP: ${tool} is not built`);
  process.exit(77);
}
process.env.TZ = 'UTC';

// ---- answers ----
let seed = 42;
const pick = (list) => list[(seed = (seed * 1103515245 + 12345) & 0x7fffffff) % list.length];
function pool(source) {
  const texts = [...source.matchAll(/(['"])((?:(?!\1)[^\\\n]){1,40})\1/g)].map((m) => m[2]);
  const numbers = [...source.matchAll(/\b\d+(\.\d+)?\b/g)].map((m) => Number(m[0])).flatMap((n) => [n, n + 1, n - 1]);
  const counts = /[-*/%+]|isNaN|Number|parse|Math/.test(source.replace(/(['"`])[^'"`]*\1/g, ''));
  // With + alone nobody can tell a sum from joined texts, and an empty text counts 0 only in JavaScript.
  return counts && !texts.length ? [undefined, 0, 1, 2.5, ...numbers, true] : [undefined, undefined, ...(counts ? [] : ['']), 'x', 'y', ...texts, ...numbers, 0, 1, 5, true, false];
}
function put(root, keys, v) {
  let at = root;
  for (const key of keys.slice(0, -1)) at = typeof at[key] === 'object' && at[key] ? at[key] : (at[key] = {});
  if (v !== undefined) at[keys.at(-1)] = v;
}
const methods = /^(includes|indexOf|length|toLowerCase|toUpperCase|startsWith|endsWith|trim|replace|split)$/;
function answers(source) {
  const values = pool(source);
  const context = { data: {}, row: {}, now: '2026-03-10' };
  for (const m of source.matchAll(/\b(data|row)((?:\??\.[A-Za-z_]\w*|\[['"]\w+['"]\])+)/g)) {
    const keys = m[2].match(/\w+/g).filter((k) => !methods.test(k));
    if (keys.length) put(context[m[1]], keys, pick(values));
  }
  const input = pick([...values, 'abc', '123', '12', 4, 2]);
  if (/\binput\b/.test(source) && input !== undefined) context.input = input;
  return context;
}
const items = () => Array.from({ length: pick([0, 1, 2, 3, 5]) }, () => ({
  n: pick([1, 2, 3, 4.5, 10]), on: pick([true, false]), name: pick(['one', 'two', 'three']),
}));
const rich = () => ({
  data: {
    a: pick([1, 2, 7]), n: pick([0, 1, 2.5, 3, 10, 12.345, 99]), m: pick([1, 2, -3, 4.4]), list: items(),
    text: pick(['banana', 'a b c', 'Hello World']), json: JSON.stringify(items()),
    boxes: { a: pick([true, false]), b: true, c: pick([true, false]) },
    day: pick(['2008-03-10', '2008-03-11', '1960-12-31', '2026-03-10', '2026-04-01', '2020-02-29']),
    end: pick(['2026-03-11', '2024-01-31', '2020-02-29']), from: pick(['09:00', '08:30']), to: pick(['17:15', '12:00']),
  },
  row: {}, value: pick([1, 'before']), now: '2026-03-10',
});

// ---- both sides ----
class Today extends Date {
  constructor(...args) {
    super(...(args.length ? args : ['2026-03-10']));
  }
}
function javascript(source, result, context) {
  const names = ['data', 'row', 'value', 'input', '_', 'instance', 'utils', 'submission', 'valid', 'show', 'moment', 'Date'];
  const run = new Function(...names, `${source}\n;return ${result};`);
  const copy = structuredClone(context);
  const now = (...args) => moment.utc(...(args.length ? args : ['2026-03-10']));
  return run(copy.data, copy.row, copy.value, copy.input, lodash, {}, {}, { data: copy.data }, true, undefined, now, Today);
}
const plain = (v) => (v === undefined || (typeof v === 'number' && !Number.isFinite(v)) ? null : JSON.parse(JSON.stringify(v)));
const truthy = (v) => (Array.isArray(v) ? v.length > 0 : Boolean(v));
function same(result, a, b) {
  if (result === 'show') return truthy(a) === truthy(b);
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  const said = typeof a === 'string' ? a.replaceAll('undefined', '') : a; // an absent answer prints as nothing here
  return JSON.stringify(plain(said)) === JSON.stringify(plain(b));
}

function real() {
  const folder = path.join(shared, 'data', 'forms');
  const found = { show: new Set(), value: new Set() };
  const walk = (o) => {
    if (typeof o !== 'object' || o === null) return;
    if (typeof o.customConditional === 'string' && o.customConditional.trim()) found.show.add(o.customConditional);
    if (typeof o.calculateValue === 'string' && o.calculateValue.trim()) found.value.add(o.calculateValue);
    Object.values(o).forEach(walk);
  };
  if (!fs.existsSync(folder)) return found;
  for (const file of fs.readdirSync(folder)) walk(JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')));
  return found;
}

const files = real();
const cases = [];
const add = (sources, result, make) => {
  for (const source of sources) cases.push({ source, result, data: Array.from({ length: 60 }, () => make(source)) });
};
add(show, 'show', answers);
add(value, 'value', rich);
add(valid, 'valid', answers);
add(files.show, 'show', answers);
add(files.value, 'value', answers);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tgov-expression-'));
fs.writeFileSync(path.join(folder, 'cases.json'), JSON.stringify(cases));
const ours = JSON.parse(execFileSync(tool, ['expression', path.join(folder, 'cases.json')], { maxBuffer: 1 << 30 }));
fs.rmSync(folder, { recursive: true });

let compared = 0, stopped = 0, wrong = 0;
cases.forEach((one, i) => {
  if (ours[i].error) {
    console.log(`NOT TRANSLATED ${JSON.stringify(one.source)}: ${ours[i].error}`);
    wrong++;
    return;
  }
  let shown = 0;
  one.data.forEach((context, k) => {
    let expected;
    try {
      expected = javascript(one.source, one.result, context);
    } catch {
      stopped++; // it reads a part of something absent; a rule gives nothing there
      return;
    }
    compared++;
    if (!same(one.result, expected, ours[i].values[k])) {
      wrong++;
      if (shown++ < 2) {
        console.log(`DIFFERS ${JSON.stringify(one.source)}\n  rule ${JSON.stringify(ours[i].rule)}\n  data ${JSON.stringify(context)}`);
        console.log(`  node ${JSON.stringify(plain(expected))} ours ${JSON.stringify(ours[i].values[k])}`);
      }
    }
  });
});
const count = files.show.size + files.value.size;
console.log(`${cases.length} scripts, ${count} of real forms; ${compared} evaluations compared, ${stopped} stopped in node, ${wrong} wrong`);
process.exit(wrong || compared < 3000 ? 1 : 0);
