// SPDX-License-Identifier: Apache-2.0
// SIGHUP on a running backend: a broken file keeps the old catalogue on the air, a good one is swapped in, and requests
// that run meanwhile never see half of either.
import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const source = process.env.TGOV_SOURCE ?? path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const program = path.join(process.env.TGOV_BUILD ?? path.join(source, 'build/debug'), 'tgov-backend')
if (!existsSync(program)) { console.log('tgov-backend is not built'); process.exit(77) }
const folder = mkdtempSync(path.join(tmpdir(), 'tgov-reload-')), catalogue = path.join(folder, 'catalogue')
cpSync(path.join(source, 'backend/catalogue'), catalogue, { recursive: true })
let count = 0, failed = 0, log = '', waiting = []
const ok = (good, what) => { count++; if (!good) { failed++; console.log('FAILED ' + what) } }
const start = extra => {
  const p = spawn(program, ['--listen', '127.0.0.1:0', '--catalogue', catalogue, '--store', 'sqlite:' + path.join(folder, 'store.db'), ...extra])
  for (const s of [p.stdout, p.stderr]) s.on('data', d => { log += d; waiting = waiting.filter(w => !w()) })
  return p
}
const until = pattern => new Promise(done => {
  const look = () => { const m = pattern.exec(log); if (m) done(m); return !!m }
  if (!look()) waiting.push(look)
})
const backend = start([])
const ended = new Promise(done => backend.once('exit', done))
const ready = await Promise.race([until(/^(http:\/\/\S+)\n[\s\S]*ready/m), ended])
if (!Array.isArray(ready)) { console.log(log); process.exit(1) }
const base = ready[1]
const get = async p => { const r = await fetch(base + p); return { status: r.status, body: await r.json() } }
const hup = pattern => { log = ''; backend.kill('SIGHUP'); return until(pattern) }

const before = (await get('/v1/home')).body.services
const file = path.join(catalogue, 'bulky-waste/service.json'), good = readFileSync(file, 'utf8')
let stop = false, asked = 0
const asking = (async () => {
  while (!stop) {
    const all = (await get('/v1/services?limit=100')).body, home = (await get('/v1/home')).status
    ok(home === 200 && all.items.length === all.total && [before, before + 1].includes(all.total), `whole while reloading: ${all.total}`)
    asked++
  }
})()
for (const [text, place] of [[good.replace('"to": "', '"to": '), ''], [good.replace('"waste"', '"moon"'), '$.authority.id'],
  [good.replace('"bin"', '"BIN"'), '$.icon'], ['', '']]) {
  writeFileSync(file, text)
  if (text === good) continue
  const m = await hup(/^tgov-backend: (.*)$/m)
  ok(m[1].includes('bulky-waste/service.json') && m[1].includes(place), 'the mistake is named: ' + m[1])
  ok((await get('/v1/services/bulky-waste')).status === 200, 'the old service is still there')
}
writeFileSync(file, good.replace('Book a pick-up of bulky waste', 'Take my sofa'))
cpSync(path.join(catalogue, 'job-alert'), path.join(catalogue, 'new-service'), { recursive: true })
const copy = path.join(catalogue, 'new-service/service.json')
writeFileSync(copy + '.part', readFileSync(copy, 'utf8').replace('"job-alert"', '"new-service"'))
renameSync(copy + '.part', copy)
await hup(/catalogue loaded services=\d+/)
ok((await get('/v1/services/bulky-waste')).body.title === 'Take my sofa', 'the new text is there')
ok((await get('/v1/services/new-service')).status === 200, 'the new service is there')
ok((await get('/v1/home')).body.services === before + 1, 'and counted')
stop = true
await asking
ok(asked > 0, 'there was asking')
backend.kill('SIGTERM')
ok(await ended === 0, 'a clean end')
rmSync(folder, { recursive: true, force: true })
console.log(`${count - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
