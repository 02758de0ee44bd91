import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { rowsOf, whyNotReady } from '../../db/client.ts'
import { plainExample } from '../chat/classifier.ts'
import type { AnchorBreak } from '../ledger/anchor.ts'
import { brokenAttachment } from '../ledger/attachments.ts'
import { verifyLedger } from '../ledger/verify.ts'
import { dayOf, timeOf } from '../lib/time.ts'
import { grantRole, introduce } from '../people/accounts.ts'
import { type Access, ROLES, type Role } from '../people/roles.ts'
import { loadRulebook } from '../registry/policy-store.ts'
import { type Candidate, isSure, openNames } from '../registry/resolve.ts'
import { checkDocuments } from '../rules/check-documents.ts'
import { sayFault } from '../rules/checks/fault.ts'
import { leavesOfRule } from '../rules/truth.ts'
import { standingsOf } from '../schedule/overview.ts'
import { runJob } from '../schedule/run.ts'
import { answerLines, Misuse, orRefusal, parseInstant, type Verb } from './host.ts'
import { seedDemo } from './seed.ts'

/** `seed demo`: fills an empty database with demo data and sets the demo clock. */
export const seed: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { size: { type: 'string' } },
  })
  const size = values.size === undefined ? undefined : Number(values.size)
  if (positionals[0] !== 'demo' || (size !== undefined && !Number.isInteger(size))) {
    throw new Misuse('用法：seed demo [--size <企业数，300 至 31300>]')
  }
  const result = await orRefusal(() => seedDemo(host.db, size, host.err))
  host.out(
    'refusal' in result
      ? result.refusal
      : `演示数据已装入：${result.enterprises} 家企业，${result.cases} 件诉求。`,
  )
  return 0
}

/** `job`: runs one job as of a moment. */
export const job: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { at: { type: 'string' }, json: { type: 'boolean' } },
  })
  const found = host.jobs.find(({ name }) => name === positionals[0])
  if (!found) throw new Misuse(`没有这个任务，现有：${host.jobs.map(({ name }) => name).join('、')}`)
  const report = await orRefusal(() => runJob(host, found, values.at ? parseInstant(values.at) : host.now()))
  host.changed()
  if (values.json) host.out(JSON.stringify({ job: found.name, ...report }))
  else host.out('refusal' in report ? report.refusal : report.summary)
  return 0
}

/** `jobs`: what the clock starts, when it ran last and what it told, and when next. */
export const jobs: Verb = async (host, args) => {
  parseArgs({ args, options: {} })
  const say = (at: Date | null) => (at ? `${dayOf(at)} ${timeOf(at)}` : '无')
  for (const one of await standingsOf(host.db, host.jobs, host.now())) {
    const { name, title, schedule, lastAt, nextAt, summary, error } = one
    const said = error ? `  失败：${error}` : summary ? `  ${summary}` : ''
    host.out(`${name}  ${title}  ${schedule}  上次 ${say(lastAt)}  下次 ${say(nextAt)}${said}`)
  }
  return 0
}

/** `commands`: the table of everything people can say, as the README prints it. */
export const commandTable: Verb = async (host, args) => {
  parseArgs({ args, options: {} })
  host.out('| 功能 | 怎么说（例） | 谁能用 | 群里问 |')
  host.out('|---|---|---|---|')
  for (const { intents } of host.commands) {
    for (const { title, examples, access, inPrivate } of Object.values(intents)) {
      if (examples.length === 0) continue
      const said = examples.slice(0, 3).map(example => `“${plainExample(example)}”`)
      host.out(`| ${title} | ${said.join(' ')} | ${sayAccess(access)} | ${inPrivate ? '私聊答' : '群里答'} |`)
    }
  }
  return 0
}

function sayAccess(access: Access): string {
  if (access === 'anyone') return '所有人'
  return access === 'known' ? '已绑定身份的人' : access.map(role => ROLES[role]).join('、')
}

/** `grant`: gives somebody of a platform a role in a scope. */
export const grant: Verb = async (host, args) => {
  const { values } = parseArgs({
    args,
    options: {
      platform: { type: 'string' },
      id: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string' },
      scope: { type: 'string', default: '*' },
    },
  })
  const { platform, id, name, role, scope } = values
  if (!platform || !id || !name || !role || !Object.hasOwn(ROLES, role)) {
    throw new Misuse(
      `用法：grant --platform feishu --id <open_id> --name <姓名> --role <${Object.keys(ROLES).join('|')}> --scope <单位、产业链或统一社会信用代码，* 为全部>`,
    )
  }
  const personId = await introduce(host.db, { platform, openId: id, name })
  const given = { personId, role: role as Role, scopeId: scope, grantedBy: 'operator', now: host.now() }
  await grantRole(host.db, given)
  host.out(`已授权：${name} 为${ROLES[role as Role]}，范围 ${scope === '*' ? '全部' : scope}`)
  return 0
}

/** One line of `find --lines`. */
const search = z
  .union([z.object({ text: z.string() }), z.object({ query: z.string() })])
  .transform(line => ('text' in line ? line.text : line.query))

const MATCHED: Record<Candidate['matched'], string> = {
  name: '名称',
  alias: '别名或曾用名',
  pinyin: '读音',
  initials: '首字母',
  code: '信用代码',
}

/** `find`: which enterprise a text means. */
export const find: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, lines: { type: 'string' } },
  })
  const query = positionals.join(' ')
  if (!query && !values.lines) throw new Misuse('用法：find <企业名称、简称、拼音或代码>')
  const names = await openNames(host.db)
  if (values.lines) {
    const line = { shape: search, wanted: '要有 text（要找的文字）' }
    await answerLines(host, values.lines, line, async text => answerOf(text, names(text)))
    return 0
  }
  const found = answerOf(query, names(query))
  if (values.json) host.out(JSON.stringify(found))
  else if (found.candidates.length === 0) host.out(`没有找到与“${query}”相近的企业。`)
  else {
    if (!isSure(found.candidates)) host.out('说不准是哪一家，可能是：')
    for (const { uscc, name, score, matched } of found.candidates)
      host.out(`${uscc}  ${name}  ${score.toFixed(2)}  ${MATCHED[matched]}`)
  }
  return 0
}

/** What outside programs are told: who may be meant, best first. */
const answerOf = (query: string, found: readonly Candidate[]) => ({
  query,
  candidates: found.map(({ uscc, name, score, matched }) => ({ uscc, name, score, matched })),
})

/** `verify-ledger`: recomputes every hash of the ledger and its daily anchors, and names the first broken link. */
export const verify: Verb = async (host, args) => {
  parseArgs({ args, options: {} })
  const result = await verifyLedger(host.db)
  if (result.broken) {
    host.err(sayBreak(result.broken))
    return 2
  }
  const broken = await brokenAttachment(host.db)
  if (broken) {
    host.err(`诉求 ${broken.caseNo} 的附件“${broken.name}”丢失或被改动过。`)
    return 2
  }
  host.out(`台账完好：${result.cases} 件诉求，${result.events} 条记录，${result.anchors} 个日锚。`)
  return 0
}

const sayBreak = (broken: AnchorBreak) =>
  'day' in broken
    ? `台账日锚在 ${broken.day} 处断开：${broken.why}`
    : `台账链条在 ${broken.caseNo} 第 ${broken.seq} 条处断开：${broken.why}`

/** `check`: policies, database and queues at a glance; exit code 2 when something needs a person. */
export const check: Verb = async (host, args) => {
  parseArgs({ args, options: {} })
  const faults: string[] = []
  const notReady = await whyNotReady(host.db)
  if (notReady) faults.push(`数据库：${notReady}`)
  const { policies, left } = await loadRulebook(host.db, host.builtIn)
  const { documents } = policies
  const rules = documents.flatMap(document => document.rules)
  const conditions = rules.flatMap(leavesOfRule)
  host.out(`政策文件 ${documents.length} 份，规则 ${rules.length} 条，条件 ${conditions.length} 个`)
  faults.push(...checkDocuments(documents).map(sayFault))
  for (const { version, title, faults: why } of left)
    faults.push(`已发布的 ${version} ${title} 不能使用，未采用：`, ...why.map(sayFault))
  const [counts] = await rowsOf<Record<string, number>>(
    host.db,
    sql`select (select count(*)::int from enterprise) as enterprises, (select count(*)::int from figure) as figures,
      (select count(*)::int from case_file) as cases, (select count(*)::int from outbox where state = 'pending') as pending,
      (select count(*)::int from outbox where state in ('dead', 'uncertain')) as undelivered,
      (select count(*)::int from inbox where state = 'failed') as failed`,
  )
  host.out(
    `企业 ${counts?.enterprises} 家，数据 ${counts?.figures} 条，诉求 ${counts?.cases} 件，待发消息 ${counts?.pending} 条`,
  )
  if (counts?.undelivered) faults.push(`有 ${counts.undelivered} 条消息没有送达，需要人工处理`)
  if (counts?.failed) faults.push(`有 ${counts.failed} 条来话处理失败，请查日志`)
  const [role] = await rowsOf<{ mayChange: boolean }>(
    host.db,
    sql`select has_table_privilege('case_event', 'update') as "mayChange"`,
  )
  host.out(
    `台账记录只增不改：由数据库触发器把关${role?.mayChange ? '' : '，机器人所用的数据库角色也没有修改、删除权限'}`,
  )
  const ledger = await verifyLedger(host.db)
  if (ledger.broken) faults.push(sayBreak(ledger.broken))
  for (const fault of faults) host.err(fault)
  if (faults.length === 0) host.out('一切正常')
  return faults.length === 0 ? 0 : 2
}
