import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../db/client.ts'
import { caseEvent, caseFile, OUTCOMES, RATINGS } from '../../db/schema/index.ts'
import type { Act } from '../../src/ledger/act.ts'
import { lapseRating, reopenCase, withdrawCase } from '../../src/ledger/again.ts'
import { assignByOffice } from '../../src/ledger/assign.ts'
import { declineCase, disputeCase } from '../../src/ledger/dispute.ts'
import { askExtension, grantExtension, refuseExtension } from '../../src/ledger/extension.ts'
import { fileCase } from '../../src/ledger/file.ts'
import { finishCase } from '../../src/ledger/finish.ts'
import { movesOf } from '../../src/ledger/guard.ts'
import { askHold, holdCase, refuseHold, resumeCase, shelveCase } from '../../src/ledger/holding.ts'
import { type LoadedCase, loadCase, selectCases } from '../../src/ledger/load.ts'
import { mergeCase } from '../../src/ledger/merge.ts'
import { escalateCase, instructCase, replyToLeader, urgeCase } from '../../src/ledger/press.ts'
import { reportProgress } from '../../src/ledger/progress.ts'
import { rateCase } from '../../src/ledger/rate.ts'
import { passReview, returnCase } from '../../src/ledger/review.ts'
import { signCase } from '../../src/ledger/sign.ts'
import { correctCase, supplementCase } from '../../src/ledger/supplement.ts'
import { answerHelp, askToHelp, transferCase } from '../../src/ledger/transfer.ts'
import { undoStep } from '../../src/ledger/undo.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { addDays, dayOf } from '../../src/lib/time.ts'
import { actOf, FIRM, NOW, people, RIVAL_FIRM, type Who } from './world.ts'

const WHO: readonly Who[] = ['contact', 'rival', 'power', 'land', 'office', 'liaison', 'mayor']
const UNITS = ['utility-power', 'dept-land', 'office', 'no-such-unit']
const WORDS = [
  '',
  '好',
  '请尽快处理，已经影响交货',
  '电缆已更换，供电恢复',
  '待企业补正：缺合同',
  '其'.repeat(1001),
]

interface Step {
  who: number
  target: number
  other: number
  verb: number
  unit: number
  words: number
  days: number
  hours: number
  choice: number
}

type Do = (act: Act, no: string, step: Step, otherNo: string) => Promise<unknown>

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length] as T
const words = ({ words: n }: Step) => pick(WORDS, n)
const until = ({ days }: Step, { now }: Act) => addDays(dayOf(now), days - 3)

const DOINGS: Record<string, Do> = {
  file: (act, _, step) =>
    fileCase(act, {
      uscc: pick([FIRM, RIVAL_FIRM], step.choice),
      category: pick(['用电', '用地', '没有的类别'], step.unit),
      urgency: '一般',
      detail: words(step),
    }),
  decline: (act, no, step) => declineCase(act, no, { reason: words(step), guidance: words(step) }),
  assign: (act, no, step) => assignByOffice(act, no, { unitId: pick(UNITS, step.unit), reason: words(step) }),
  sign: (act, no) => signCase(act, no),
  dispute: (act, no, step) =>
    disputeCase(act, no, { reason: words(step), proposedUnitId: pick(UNITS, step.unit) }),
  transfer: (act, no, step) => transferCase(act, no, pick(UNITS, step.unit), words(step)),
  coassign: (act, no, step) =>
    askToHelp(act, no, { unitId: pick(UNITS, step.unit), task: words(step), dueOn: until(step, act) }),
  coreport: (act, no, step) => answerHelp(act, no, pick(UNITS, step.unit), words(step)),
  progress: (act, no, step) => reportProgress(act, no, words(step)),
  askExtension: (act, no, step) => askExtension(act, no, { until: until(step, act), reason: words(step) }),
  extend: (act, no) => grantExtension(act, no),
  refuseExtension: (act, no, step) => refuseExtension(act, no, words(step)),
  askHold: (act, no, step) => askHold(act, no, { until: until(step, act), reason: '待上级答复' }),
  hold: (act, no) => holdCase(act, no),
  refuseHold: (act, no, step) => refuseHold(act, no, words(step)),
  shelve: (act, no, step) => shelveCase(act, no, { until: until(step, act), reason: words(step) }),
  resume: (act, no) => resumeCase(act, no),
  finish: (act, no, step) =>
    finishCase(
      act,
      no,
      words(step),
      pick(['已解决', '已解决', '已解决', ...OUTCOMES, '没有的结果'], step.days),
    ),
  pass: (act, no) => passReview(act, no),
  return: (act, no, step) => returnCase(act, no, words(step)),
  rate: (act, no, step) => rateCase(act, no, { rating: pick(RATINGS, step.choice), reason: words(step) }),
  lapse: (act, no, step) =>
    lapseRating(step.choice % 2 === 0 ? { ...act, actor: { kind: 'job', name: 'rating' } } : act, no),
  reopen: (act, no, step) => reopenCase(act, no, words(step)),
  withdraw: (act, no, step) => withdrawCase(act, no, words(step)),
  merge: (act, no, step, otherNo) => mergeCase(act, no, otherNo, words(step)),
  supplement: (act, no, step) => supplementCase(act, no, { note: words(step) }),
  correct: (act, no, step) =>
    correctCase(act, no, {
      changes: { category: pick(['用气', '用地', '错'], step.choice) },
      reason: words(step),
    }),
  urge: (act, no, step) => urgeCase(act, no, words(step)),
  escalate: (act, no, step) => escalateCase(act, no, words(step)),
  instruct: (act, no, step) => instructCase(act, no, words(step)),
  reply: (act, no, step) => replyToLeader(act, no, words(step)),
  undo: async (act, no, step) =>
    undoStep(
      act,
      no,
      Math.max(1, (await loadCase(act.db, no)).row.version - (step.choice % 5 === 0 ? 1 : 0)),
    ),
}
/** What moves a case on comes up more often than what ends it, or nothing would live long. */
const RARE = ['withdraw', 'merge', 'decline', 'shelve']
/** Everything that can be tried. */
export const NAMES = Object.keys(DOINGS)
const LIKELY = [
  ...NAMES,
  ...NAMES,
  ...NAMES.filter(name => !RARE.includes(name)),
  'file',
  'sign',
  'finish',
  'pass',
]

/** Evenly spread: left to itself fast-check prefers small numbers. */
const nat = fc.noBias(fc.nat(9999))
const step: fc.Arbitrary<Step> = fc.record({
  who: nat,
  target: nat,
  other: nat,
  verb: nat,
  unit: nat,
  words: nat,
  days: fc.noBias(fc.nat(30)),
  hours: fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(150) }),
  choice: nat,
})

/** What became of the steps. */
export interface Seen {
  accepted: Map<string, number>
  refused: number
}

/** Half of the steps are what somebody might sensibly do next; the other half is anything by anybody. */
function sensible(rows: readonly LoadedCase[], one: Step) {
  const usual = { ...one, words: 2 + (one.words % 3), unit: one.unit % 2 }
  if (rows.length < 8) return { ...FILE, step: { ...usual, choice: 0 } }
  const target = pick(rows, one.target)
  const possible = WHO.flatMap(who =>
    movesOf(people[who], target).map(verb => ({ who, name: RATE.includes(verb) ? 'rate' : verb })),
  )
  if (target.row.state === 'rating') possible.push({ who: 'office', name: 'lapse' })
  if (target.row.state === 'filed' && one.days % 4 === 0)
    return { who: 'office' as Who, name: 'decline', step: usual }
  const onward = possible.filter(({ name }) => !ASIDE.includes(name))
  const { who, name } = pick(onward.length > 0 && one.other % 4 > 0 ? onward : [...possible, FILE], one.verb)
  return {
    name: name in DOINGS ? name : 'progress',
    who,
    step: { ...one, words: 2 + (one.words % 3), unit: one.unit % 2 },
  }
}
const FILE = { who: 'contact' as Who, name: 'file' }
/** What can be done at any time and leads nowhere by itself. */
const ASIDE: readonly string[] = [
  ...RARE,
  'supplement',
  'correct',
  'urge',
  'escalate',
  'instruct',
  'reply',
  'progress',
]
const RATE: readonly string[] = ['accept', 'reject']

/**
 * Random people do `count` random things to random cases, half of them sensible; always the same for the same seed.
 * Whatever is refused is refused in a sentence and leaves nothing behind. Gives the moment of the last.
 */
export async function playRandomly(
  db: Db,
  {
    seed,
    count,
    seen = { accepted: new Map(), refused: 0 },
    from = NOW,
  }: { seed: number; count: number; seen?: Seen; from?: Date },
): Promise<Date> {
  const steps = fc.sample(step, { seed, numRuns: count })
  let now = from
  let events = await db.$count(caseEvent)
  for (const one of steps) {
    now = new Date(now.getTime() + one.hours * 1_800_000)
    const rows = await selectCases(db).orderBy(asc(caseFile.no))
    const isSensible = rows.length < 8 || (rows.length < 16 ? one.choice % 2 === 0 : one.choice % 8 > 0)
    const likely = isSensible
      ? sensible(rows, one)
      : { name: pick(LIKELY, one.verb), who: pick(WHO, one.who), step: one }
    const no = rows.length === 0 ? 'HY20231115-9999' : pick(rows, one.target).row.no
    const otherNo = rows.length === 0 ? 'HY20231115-9998' : pick(rows, one.other).row.no
    const act = await actOf(db, likely.who, now)
    try {
      // A savepoint: what is refused leaves nothing behind, as in the bot's own transaction.
      await db.transaction(tx =>
        (DOINGS[likely.name] as Do)({ ...act, db: tx as Db }, no, likely.step, otherNo),
      )
      seen.accepted.set(likely.name, (seen.accepted.get(likely.name) ?? 0) + 1)
      const after = await db.$count(caseEvent)
      expect(after, likely.name).toBeGreaterThan(events)
      events = after
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      expect(error.message, likely.name).toMatch(/[\u4e00-\u9fff].*。$/)
      seen.refused++
    }
  }
  // What was refused in between left nothing.
  expect(await db.$count(caseEvent)).toBe(events)
  return now
}
