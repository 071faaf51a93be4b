#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Compares our checking of forms with @formio/core, which the browsers and servers of Form.io run: generated forms and
// answers over all kinds of questions and rules, and the real forms that load. Of every pair the same paths must be
// wrong, and what we name first must be among what Form.io names there. Where we mean to differ, a row of `differences`
// says so; a difference that no row explains fails.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from './form_generate.mjs';

process.env.TZ = 'UTC';
const build = process.env.TGOV_BUILD ?? 'build', source = process.env.TGOV_SOURCE ?? process.cwd(), shared = process.env.TGOV_SHARED;
const probe = join(build, 'tests', 'contract_form_probe_test');
const modules = join(source, 'tests', 'node_modules', '@formio', 'core');
if (!existsSync(modules)) {
  console.log('SKIP: @formio/core is not installed (./dev test installs it)');
  process.exit(77);
}
const formio = createRequire(join(source, 'tests', 'package.json'))('@formio/core');
const PAIRS = Number(process.env.TGOV_PAIRS ?? 6000);

// ---- their side ----
const theirNames = {
  required: 'required', minLength: 'short', maxLength: 'long', minWords: 'few-words', maxWords: 'many-words', min: 'small',
  max: 'big', pattern: 'pattern', mask: 'mask', email: 'email', url: 'url', date: 'date', minDate: 'early', maxDate: 'late',
  minYear: 'early', maxYear: 'late', time: 'time', day: 'day', onlyAvailableItems: 'option', minSelectedCount: 'few',
  maxSelectedCount: 'many', json: 'rule', custom: 'rule', number: 'type', nonarray: 'type', array: 'type',
  array_nonempty: 'required',
};
// A rule that throws finds nothing: so it is with single answers; in lists Form.io forgets to catch it.
const calm = (f, otherwise) => (c) => { try { return f(c); } catch { return otherwise; } };
const rules = formio.rules.map((r) => ({ ...r, shouldProcess: calm(r.shouldProcess, false), processSync: calm(r.processSync, null) }));
function theirs(form, answers) {
  const info = ['calculate', 'conditions', 'logic', 'clearHidden'].map((name) => formio.ProcessorMap[name]);
  const validate = formio.Processors.find((p) => p.name === 'validate');
  const data = structuredClone(answers);
  const context = { form, components: form.components, submission: { data }, data, processors: [...info, validate], rules, scope: {}, config: {} };
  const { error, log, warn } = console; // it says a lot
  Object.assign(console, { error() {}, log() {}, warn() {} });
  try {
    formio.processSync(context);
  } finally {
    Object.assign(console, { error, log, warn });
  }
  const found = new Map();
  for (const e of context.scope.errors ?? []) {
    const path = e.context.path.replace(/\[(\d+)\]/g, '.$1');
    const day = e.ruleName === 'day' && /required/.test(e.errorKeyOrMessage);
    const kind = day ? 'required' : theirNames[e.ruleName] ?? `unknown:${e.ruleName}`;
    found.set(path, [...(found.get(path) ?? []), kind]);
  }
  return { found, data };
}

// ---- our side ----
function ask(mode, pairs) {
  if (!pairs.length) return [];
  const input = pairs.map((p) => JSON.stringify({ form: p.form, answers: p.answers, today: '2026-03-10' })).join('\n') + '\n';
  const run = spawnSync(probe, [mode], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`the probe failed: ${run.stderr}`);
  return run.stdout.trim().split('\n').map((line) => JSON.parse(line));
}

// ---- where a path leads in a form ----
function componentAt(components, path) {
  let found = null;
  const want = path.replace(/(^|\.)\d+(?=\.|$)/g, '').replace(/\.+/g, '.');
  const visit = (list, prefix) => {
    for (const c of list ?? []) {
      const keeps = ['container', 'datagrid', 'editgrid'].includes(c.type);
      const own = c.key && (keeps || !c.components) ? prefix + c.key : prefix;
      if (own === want) found = found ?? c;
      visit(c.components, keeps ? `${prefix}${c.key}.` : prefix);
      visit(c.columns?.flatMap((x) => x.components), prefix);
      visit(Array.isArray(c.rows) ? c.rows.flat().flatMap((x) => x?.components ?? []) : [], prefix);
    }
  };
  visit(components, '');
  return found;
}
const valueAt = (data, path) => path.split('.').reduce((v, key) => v?.[key], data);

// ---- where we mean to differ: c component, v value, us our kind or undefined, them their kinds or [] ----
const isNumber = (c) => ['number', 'currency'].includes(c.type);
const isText = (c) => ['textfield', 'textarea', 'email', 'url', 'phoneNumber', 'password', 'day', 'datetime', 'time', 'signature'].includes(c.type);
const isChoice = (c) => ['radio', 'select', 'selectboxes', 'survey'].includes(c.type);
const isEmpty = (v) => typeof v === 'object' && v !== null && Object.keys(v).length === 0;
const differences = [
  ['a list of rows that is not there has no rows; Form.io looks at one, which its browser would show', ({ us, absent }) => !us && absent],
  ['an empty object or list is no answer, so nothing in it is wrong', ({ us, them, v }) => !us && isEmpty(v) && !them.includes('required')],
  ['blanks alone are no answer', ({ us, them, v }) => !us && typeof v === 'string' && !v.trim() && !them.includes('required')],
  ['"no" is an answer, so a row that holds nothing else says something', ({ us, them, c, v }) => !us && c.type === 'datagrid' && them.includes('required') && JSON.stringify(v).includes('false')],
  ['rows that hold blanks alone say nothing', ({ us, c, v }) => us === 'required' && c.type === 'datagrid' && !/[^\s{}[\]":,]/.test(JSON.stringify(v).replace(/"\w+":|null|false/g, ''))],
  ['a required survey wants every line answered, as the browser of Form.io does', ({ us, c }) => us === 'required' && c.type === 'survey'],
  ['a custom rule is looked at when the answer itself is good', ({ us, them }) => us && them.length === 1 && them[0] === 'rule' && us !== 'required'],
  ['a value of the wrong JSON type is wrong for every kind; Form.io checks it for few and then coerces or gives up',
    ({ us }) => us === 'type'],
  ['a wrong type is named before what Form.io makes of it', ({ us, them, c, v }) => us && them.length &&
    (isText(c) ? typeof v !== 'string' : isNumber(c) ? typeof v !== 'number' : false)],
  ['a choice must be one of its options, also without onlyAvailableItems', ({ us, c }) => us === 'option' && isChoice(c)],
  ['an option that is not chosen ({"x": false}) does no harm even if there is none of that name',
    ({ us, them, c }) => c.type === 'selectboxes' && us !== 'option' && them.includes('option')],
  ['a phone number has digits, and nothing else that one cannot dial', ({ us, c }) => us === 'phone' && c.type === 'phoneNumber'],
  ['an amount has no more digits behind the point than its currency, and steps are kept', ({ us }) => us === 'decimals' || us === 'step'],
  ['the number of rows is checked; Form.io leaves it to the browser', ({ us, c }) => ['few', 'many'].includes(us) && c.type === 'datagrid'],
  ['the value of a hidden component cannot be asked for, so it cannot be missing', ({ us, them, c }) => !us && c.type === 'hidden' && them.every((k) => k === 'required')],
  ['what is read-only cannot be asked for, so it cannot be missing', ({ us, them, c }) => !us && c.disabled && them.includes('required')],
  ['days without leading zeros are compared as the days they are, and a part left open is neither early nor late',
    ({ us, them, c, v }) => !us && c.type === 'day' && them.every((k) => k === 'early' || k === 'late') && (!/^\d\d\/\d\d\/\d{4}$/.test(v) || /00\//.test(v) || /0000$/.test(v))],
  ['lengths, words, patterns and masks hold for every item of a list; Form.io asks the list itself, which has none',
    ({ us, them, c }) => c.multiple && !them.length && ['long', 'short', 'pattern', 'mask', 'few-words', 'many-words'].includes(us)],
  ['an empty item of a list is no answer and does no harm', ({ us, them, c, v }) => !us && c.multiple && Array.isArray(v) && v.some((x) => x == null || (typeof x === 'string' && !x.trim()))],
  ['check digits: Form.io does not know our operators', ({ us, c }) => us === 'rule' && JSON.stringify(c.validate).includes('"tgov:')],
  ['dates are ISO 8601; a browser also takes "March 5" and "5"', ({ us, c }) => us === 'date' && c.type === 'datetime'],
];

// Rows of a list that is not there at all: "q4.0.q5" without q4.
const absentRows = (data, path) => [...path.matchAll(/\.\d+(?=\.)/g)].some((m) => valueAt(data, path.slice(0, m.index)) === undefined);

function explain(pair, path, us, them) {
  const c = componentAt(pair.form.components, path) ?? {}, v = valueAt(pair.data, path);
  if (us && them.includes(us)) return null;
  const absent = absentRows(pair.data, path);
  const row = differences.findIndex(([, applies]) => applies({ us, them, c, v, absent }));
  return { row, c, v };
}

// Survey rows are questions of ours; lists of Form.io keep their errors at the list.
function ownPaths(pair, result) {
  const found = new Map();
  for (const { path, kind } of result.violations) {
    const c = componentAt(pair.form.components, path.replace(/\.[^.]*$/, ''));
    const survey = c?.type === 'survey', list = /\.\d+$/.test(path) && c?.multiple;
    const at = survey || list ? path.replace(/\.[^.]*$/, '') : path;
    if (!found.has(at)) found.set(at, kind);
  }
  return found;
}

// ---- real forms: as tgov-forms imports them, answered by the walk, then spoiled answer by answer ----
function* spoiled(answers) {
  yield answers;
  yield {};
  for (const key of Object.keys(answers)) {
    const { [key]: _, ...without } = answers;
    yield without;
    for (const value of ['', 'x', 5, null]) yield { ...answers, [key]: value };
  }
}
function realForms() {
  const folder = join(shared ?? '', 'data', 'forms'), tool = join(build, 'tgov-forms');
  if (!existsSync(folder) || !existsSync(tool)) return [];
  const into = mkdtempSync(join(tmpdir(), 'tgov-forms-'));
  const forms = readdirSync(folder).filter((n) => n.endsWith('.json')).flatMap((name) => {
    const id = name.replace('.json', '');
    spawnSync(tool, ['import', join(folder, name), '--id', id, '--into', into], { encoding: 'utf8' });
    const path = join(into, id, 'form.json');
    return existsSync(path) ? [{ name, form: JSON.parse(readFileSync(path, 'utf8')) }] : [];
  });
  rmSync(into, { recursive: true });
  return forms;
}
const pairs = [...generate(PAIRS)];
const reals = realForms();
ask('walk', reals).forEach((walked, i) => {
  if (walked.error) throw new Error(`${reals[i].name}: no walk: ${walked.what}`);
  for (const answers of spoiled(walked.answers)) pairs.push({ ...reals[i], answers });
});
const results = ask('check', pairs);
const used = differences.map(() => 0), unexplained = [];
let compared = 0, agreed = 0, wrong = 0, refused = 0, real = 0;
pairs.forEach((pair, i) => {
  if (results[i].error) {
    refused++;
    if (!pair.name) unexplained.push({ i, error: results[i] });
    return;
  }
  real += pair.name ? 1 : 0;
  const them = theirs(structuredClone(pair.form), pair.answers), us = ownPaths(pair, results[i]);
  pair.data = them.data;
  compared++;
  let same = true;
  for (const path of new Set([...them.found.keys(), ...us.keys()])) {
    wrong++;
    const found = explain(pair, path, us.get(path), them.found.get(path) ?? []);
    if (!found) continue;
    same = false;
    if (found.row >= 0) used[found.row]++;
    else unexplained.push({ i, path, us: us.get(path), them: them.found.get(path), value: found.v, component: found.c });
  }
  agreed += same ? 1 : 0;
});
console.log(`${compared} pairs compared (${real} with real forms), ${agreed} the same, ${wrong} wrong answers, ${refused} forms refused`);
differences.forEach(([why], i) => console.log(`${String(used[i]).padStart(6)}  ${why}`));
if (unexplained.length) {
  console.log(`${unexplained.length} differences that no row explains, the first:`);
  for (const u of unexplained.slice(0, Number(process.env.TGOV_SHOW ?? 12))) console.log(JSON.stringify(u));
}
if (compared < 5000 && PAIRS >= 5000) console.log('too few pairs');
process.exit(unexplained.length || (PAIRS >= 5000 && compared < 5000) ? 1 : 0);
