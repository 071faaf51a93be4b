// SPDX-License-Identifier: Apache-2.0
// contract/openapi.yaml is well-formed (Redocly), its examples fit its schemas, and a running backend answers every route
// with the statuses and bodies that it promises; undocumented routes fail too.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))
const source = process.env.TGOV_SOURCE ?? path.resolve(here, '../..')
const build = process.env.TGOV_BUILD ?? path.join(source, 'build/debug')
const require = createRequire(path.join(source, 'tests/package.json'))
const skip = why => { console.log(why); process.exit(77) }
if (!existsSync(path.join(source, 'tests/node_modules/ajv'))) skip('tests/node_modules is missing: npm ci in tests')
const program = path.join(build, 'tgov-backend')
if (!existsSync(program)) skip('tgov-backend is not built')

const YAML = require('yaml'), Ajv = require('ajv/dist/2020').default, formats = require('ajv-formats').default
let count = 0, failed = 0
const ok = (good, what) => { count++; if (!good) { failed++; console.log('FAILED ' + what) } }
const same = (got, want, what) => ok(got === want, `${what}: ${JSON.stringify(got)}, expected ${JSON.stringify(want)}`)

// ---- the page itself ----
const file = path.join(source, 'contract/openapi.yaml')
const lint = spawnSync(path.join(source, 'tests/node_modules/.bin/redocly'), ['lint', '--format=stylish', file],
  { cwd: path.join(source, 'tests'), encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', CI: '1' } })
ok(lint.status === 0 && !/ warning /.test(lint.stdout + lint.stderr), 'redocly lint\n' + lint.stdout + lint.stderr)
const api = YAML.parse(readFileSync(file, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true })
formats(ajv)
ajv.addSchema({ ...api, $id: 'api' })
const resolve = x => x?.$ref ? x.$ref.slice(2).split('/').reduce((o, k) => o[k], api) : x
const checker = new Map()
const fits = (schema, value, what) => {
  const key = JSON.stringify(schema)
  if (!checker.has(key)) checker.set(key, ajv.compile(JSON.parse(key.replaceAll('"#/', '"api#/'))))
  const check = checker.get(key)
  ok(check(value), `${what}: ${ajv.errorsText(check.errors)} in ${JSON.stringify(value).slice(0, 300)}`)
}
for (const [route, methods] of Object.entries(api.paths))
  for (const [method, op] of Object.entries(methods))
    for (const [status, r] of Object.entries(op.responses))
      for (const [type, c] of Object.entries(resolve(r).content ?? {}))
        fits(c.schema, c.example, `the example of ${method} ${route} ${status} ${type}`)

// ---- a running backend ----
const folder = mkdtempSync(path.join(tmpdir(), 'tgov-openapi-'))
const backend = spawn(program, ['--listen', '127.0.0.1:0', '--catalogue', path.join(source, 'backend/catalogue'), '--store',
  'sqlite:' + path.join(folder, 'store.db'), '--demo'], { stdio: ['ignore', 'pipe', 'inherit'] })
const finish = async code => {
  backend.kill('SIGTERM')
  await new Promise(done => backend.exitCode === null ? backend.once('exit', done) : done())
  rmSync(folder, { recursive: true, force: true })
  console.log(`${count - failed} passed, ${failed} failed`)
  process.exit(code ?? (failed || backend.exitCode ? 1 : 0))
}
const base = await new Promise((found, lost) => {
  let text = ''
  backend.stdout.on('data', d => {
    text += d
    const at = /^(http:\/\/\S+)\n[\s\S]*^ready/m.exec(text)
    if (at) found(at[1])
  })
  backend.once('exit', () => lost(new Error('the backend ended: ' + text)))
}).catch(async e => { console.log(e.message); failed++; await finish(1) })

const seen = new Set()
// Asks and compares with what the page promises for this operation and status. Gives {status, body, headers}.
const ask = async (method, route, { params = {}, query = '', headers = {}, body, raw, type = 'application/json' } = {}) => {
  const url = base + route.replace(/\{(\w+)\}/g, (_, n) => encodeURIComponent(params[n])) + query
  const r = await fetch(url, { method, headers: { ...(body || raw ? { 'content-type': type } : {}), ...headers },
    body: raw ?? (body ? JSON.stringify(body) : undefined), redirect: 'manual' })
  const text = await r.text(), what = `${method} ${route}${query} ${r.status}`
  const op = api.paths[route]?.[method.toLowerCase()]
  const promised = resolve(op?.responses[r.status] ?? op?.responses[`${String(r.status)[0]}XX`])
  ok(promised, `${what} is documented: ${text.slice(0, 200)}`)
  seen.add(`${method} ${route}`)
  for (const [name, h] of Object.entries(promised?.headers ?? {}))
    if (resolve(h).required) ok(r.headers.get(name), `${what} has the header ${name}`)
  const kind = (r.headers.get('content-type') ?? '').split(';')[0]
  const content = promised?.content?.[kind]
  if (promised?.content) ok(content, `${what}: content type ${kind}`)
  let parsed = text
  if (/json$/.test(kind) && text) { parsed = JSON.parse(text); if (content) fits(content.schema, parsed, what) }
  return { status: r.status, body: parsed, headers: r.headers }
}

try {
  // Public answers in two languages, with ETags.
  for (const language of ['en', 'ko', 'fr, ko;q=0.5', 'xx']) {
    const headers = { 'accept-language': language }
    const home = await ask('GET', '/v1/home', { headers })
    same(home.headers.get('content-language'), /ko/.test(language) ? 'ko' : 'en', 'language of home for ' + language)
    same((await ask('GET', '/v1/home', { headers: { ...headers, 'if-none-match': home.headers.get('etag') } })).status, 304, 'home again')
    const list = await ask('GET', '/v1/services', { headers, query: '?limit=100' })
    same(list.body.items.length, home.body.services, 'all services in ' + language)
    for (const item of list.body.items) {
      const s = await ask('GET', '/v1/services/{id}', { params: item, headers })
      same(s.status, 200, item.id)
      same(s.body.title, item.title, 'title of ' + item.id)
    }
  }
  same((await ask('GET', '/v1/services/{id}/form', { params: { id: 'report-street-light' } })).status, 200, 'form')
  same((await ask('GET', '/v1/context.jsonld')).status, 200, 'context')
  same((await ask('GET', '/v1/health')).status, 200, 'health')
  same((await ask('GET', '/v1/identity')).status, 200, 'identity')
  same((await ask('GET', '/metrics')).status, 200, 'metrics')

  // Filters, pages, search.
  const list = async (query, headers) => (await ask('GET', '/v1/services', { query, headers })).body
  const ids = async (query, headers) => (await list(query, headers)).items.map(i => i.id)
  const everything = await ids('?limit=100')
  const paged = []
  for (let next = ''; next !== undefined;) {
    const page = await list('?limit=4' + (next && `&cursor=${next}`))
    paged.push(...page.items.map(i => i.id))
    next = page.next
  }
  same(paged.join(), everything.join(), 'pages put together')
  same((await ids('?audience=government')).join(), 'meeting-room,equipment-fault', 'for officials')
  ok((await list('?fee=none')).items.every(i => i.no_fee), 'no fee')
  ok((await list('?papers=none&finish=tv')).items.every(i => i.no_papers && i.finish_on_tv), 'no papers, on tv')
  const moving = await list('?audience=citizen')
  const facet = moving.events.find(e => e.id === 'moving')
  same((await list('?audience=citizen&event=moving')).total, facet.count, 'the count beside the filter')
  for (const [q, first, language] of [['light', 'report-street-light'], ['STREET LIGTH', 'report-street-light'],
    ['lihgt', 'report-street-light'], ['cértificate', 'residence-certificate'], ['baby', 'baby-box'], ['garbage', 'bulky-waste'],
    ['가로등', 'report-street-light', 'ko'], ['가로등고장', 'report-street-light', 'ko'], ['소음', 'noise-complaint', 'ko'],
    ['street light', 'report-street-light', 'ko'], ['pension', 'pension-talk'], ['pensoin', 'pension-talk'], ['주차', 'parking-permit', 'ko']])
    same((await ids('?q=' + encodeURIComponent(q), { 'accept-language': language ?? 'en' }))[0], first, 'search ' + q)
  same((await ids('?q=zzzzqqqq')).length, 0, 'nothing found')
  for (const bad of ['?audience=dogs', '?event=flying', '?category=x', '?limit=0', '?limit=x', '?cursor=x', '?fee=all', '?q=' + 'a'.repeat(101)])
    same((await ask('GET', '/v1/services', { query: bad })).status, 400, bad)
  same((await ask('GET', '/v1/services/{id}', { params: { id: 'nothing' } })).status, 404, 'no such service')
  same((await ask('GET', '/v1/services/{id}/form', { params: { id: 'nothing' } })).status, 404, 'no such form')

  // Sending.
  const day = new Date(Date.now() - 86400e3).toISOString().slice(0, 10)
  const light = { answers: { what: 'off', where: 'Mill Lane 14 <script>alert(1)</script>', since: day, reply: 'tv' }, language: 'en' }
  const send = (body, key, more = {}) => ask('POST', '/v1/services/{id}/cases',
    { params: { id: 'report-street-light' }, body, headers: key ? { 'idempotency-key': key } : {}, ...more })
  const first = await send(light, 'key-1'), second = await send(light, 'key-1')
  same(first.status, 201, 'sent')
  same(JSON.stringify(second.body), JSON.stringify(first.body), 'the same receipt for the same sending')
  same((await send({ ...light, language: 'ko' }, 'key-1')).status, 422, 'a key used for something else')
  ok((await send(light, 'key-2')).body.number !== first.body.number, 'another key, another case')
  same((await send(light)).status, 400, 'no key')
  same((await send({ answers: {} }, 'key-3')).body.errors?.[0]?.path, 'what', 'the first answer that is missing')
  same((await send({}, 'key-4')).status, 422, 'no answers')
  same((await send(null, 'key-5', { raw: '{"answers":' })).status, 400, 'broken JSON')
  same((await send(null, 'key-6', { raw: 'x', type: 'text/plain' })).status, 415, 'no JSON')
  same((await send(null, 'key-7', { raw: JSON.stringify({ answers: { where: 'x'.repeat(1100000) } }) })).status, 413, 'too much')
  same((await ask('POST', '/v1/services/{id}/cases', { params: { id: 'nothing' }, body: light, headers: { 'idempotency-key': 'k' } })).status, 404, 'to nobody')
  const burst = await Promise.all(Array.from({ length: 8 }, () => send(light, 'key-burst')))
  same(new Set(burst.map(r => r.body.number)).size, 1, 'eight at once, one case')

  // Following.
  const { number, secret } = first.body
  const mine = { 'tgov-case-secret': secret }
  const c = await ask('GET', '/v1/cases/{number}', { params: { number }, headers: mine })
  same(c.status, 200, 'my case')
  same(c.body.timeline[0].title, 'You sent the report', 'the first line')
  same((await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { ...mine, 'if-none-match': c.headers.get('etag') } })).status, 304, 'unchanged')
  same((await ask('GET', '/v1/cases/{number}', { params: { number: number.toLowerCase().replaceAll('-', '') }, headers: { 'tgov-case-secret': secret.toLowerCase().replace('-', ' ') } })).status, 200, 'typed by hand')
  same((await ask('GET', '/v1/cases/{number}', { params: { number } })).status, 401, 'without a secret')
  same((await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { 'tgov-case-secret': 'BBBB-BBBB' } })).status, 404, 'with a wrong one')
  same((await ask('GET', '/v1/cases/{number}', { params: { number: 'RS-2026-9999' }, headers: mine })).status, 404, 'no such number')

  // The stream, a message, moves.
  const stream = new AbortController()
  const events = await fetch(`${base}/v1/cases/${number}/events`, { headers: mine, signal: stream.signal })
  same(events.headers.get('content-type'), 'text/event-stream', 'stream')
  seen.add('GET /v1/cases/{number}/events')
  const heard = (async () => {
    let text = ''
    for await (const chunk of events.body) { text += Buffer.from(chunk).toString(); if (/event: case/.test(text)) return text }
  })()
  const post = (what, body) => ask('POST', `/v1/cases/{number}/${what}`, { params: { number }, headers: mine, body })
  const told = await post('messages', { text: 'Hello & <b>' })
  same(told.status, 201, 'message')
  same((await post('messages', { text: 'Hello & <b>' })).body.messages.length, 1, 'the same message twice counts once')
  ok((await heard).includes(`{"number":"${number}"}`), 'the stream told of it')
  stream.abort()
  same((await ask('GET', '/v1/cases/{number}/events', { params: { number } })).status, 401, 'stream without a secret')
  same((await post('messages', { text: '' })).status, 422, 'empty message')
  same((await post('moves', { move: 'take' })).status, 403, 'a move of the office')
  same((await post('moves', { move: 'nothing' })).status, 422, 'a move that does not exist')
  same((await post('moves', { move: 'reopen', reason: 'x' })).status, 409, 'not now')
  same((await post('moves', { move: 'fixed' })).body.state.id, 'closed', 'closed by the citizen')
  same((await post('moves', { move: 'reopen' })).status, 422, 'reopen without a reason')
  const reopened = await post('moves', { move: 'reopen', reason: 'It went dark again.' })
  same(reopened.body.state.id, 'reopened', 'reopened')
  same(reopened.body.timeline[0].detail, '“It went dark again.” The clock kept running.', 'its reason and clock')
  same((await post('moves', { move: 'withdraw' })).status, 200, 'withdrawn')
  same((await post('messages', { text: 'more' })).status, 409, 'no message to a closed case')

  // Guessing comes to an end.
  let last = 0
  for (let i = 0; i < 30 && last !== 429; i++)
    last = (await ask('GET', '/v1/cases/{number}', { params: { number }, headers: { 'tgov-case-secret': 'BBBB-BBBB' } })).status
  same(last, 429, 'too many wrong secrets')

  // A television and a phone; what they do together is in tests/wire/phone.test.mjs.
  const box = (await ask('POST', '/v1/boxes', { body: { name: 'Living room' } })).body
  const own = { 'tgov-box': `${box.id}.${box.secret}` }
  const boxed = (method, rest, more = {}) => ask(method, `/v1/boxes/{id}${rest}`, { params: { id: box.id, phone: 'x', file: 'x' }, headers: own, ...more })
  same((await ask('POST', '/v1/boxes', { body: { name: '' } })).status, 422, 'a box without a name')
  same((await boxed('PATCH', '', { body: { name: 'Bedroom' } })).status, 204, 'renamed')
  same((await boxed('POST', '/invitations', { body: { language: 'ko' } })).status, 201, 'invited')
  same((await boxed('PUT', '/wish', { body: { kind: 'text', field: 'where', label: 'Where?' } })).status, 204, 'asked')
  same((await boxed('PUT', '/wish', { body: { kind: 'song' } })).status, 422, 'asked nonsense')
  same((await boxed('GET', '/phones')).body.items.length, 0, 'no phones yet')
  same((await boxed('GET', '')).body.name, 'Bedroom', 'the box')
  same((await boxed('GET', '', { headers: {} })).status, 404, 'the box, not proved')
  for (const [method, rest] of [['DELETE', '/phones/{phone}'], ['POST', '/phones/{phone}/allow'], ['GET', '/files/{file}'], ['DELETE', '/files/{file}'], ['GET', '/files/{file}/thumbnail']])
    same((await boxed(method, rest)).status, 404, `${method} ${rest} of nothing`)
  const watching = new AbortController()
  same((await fetch(`${base}/v1/boxes/${box.id}/events`, { headers: own, signal: watching.signal })).headers.get('content-type'), 'text/event-stream', 'stream of a box')
  seen.add('GET /v1/boxes/{id}/events')
  watching.abort()
  for (const [method, rest] of [['POST', ''], ['GET', '/{id}'], ['PATCH', '/{id}'], ['DELETE', '/{id}'], ['PUT', '/{id}/thumbnail']]) {
    same((await ask(method, `/phone/uploads${rest}`, { params: { id: 'x' }, headers: { 'tus-resumable': '1.0.0' } })).status, 403, `${method} of an upload by nobody`)
    same((await ask(method, `/phone/uploads${rest}`, { params: { id: 'x' } })).status, 412, `${method} of an upload in another protocol`)
  }
  same((await boxed('DELETE', '')).status, 204, 'box removed')

  for (const [route, methods] of Object.entries(api.paths))
    for (const method of Object.keys(methods)) ok(seen.has(`${method.toUpperCase()} ${route}`), `${method} ${route} was asked`)
} catch (e) { failed++; console.log(e) }
await finish()
