import { type Block, buttons, type Card, note, type Span, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { addDays, type Day, dayOf, sayDay } from '../../src/lib/time.ts'
import { endOf } from '../../src/registry/assess.ts'
import type { Enterprise } from '../../src/registry/enterprises.ts'
import { factsFor, type Sources } from '../../src/registry/facts.ts'
import { findReceipts, type Receipt, receiptNumber } from '../../src/registry/receipts.ts'
import { answerIn, factsIn, replay } from '../../src/registry/replay.ts'
import { readText } from '../../src/registry/rule-text.ts'
import { conditionBlocks, verdictSpan } from '../parts/conditions.ts'
import { type Judged, judgeBy } from '../parts/eligibility-card.ts'
import { type FirmSlots, nameOf } from '../parts/firm.ts'

/** 评定回看: why an enterprise was not on the roster of a year, from what was kept of its assessment. */
export async function tellHistory(
  context: Context,
  firm: Enterprise,
  asked: FirmSlots & { period?: string | undefined },
  doors: readonly string[],
): Promise<Reply> {
  const today = dayOf(context.now)
  const year = yearAsked(asked.period, today)
  const day = lastDayOfAssessment(year, today)
  const receipts = await receiptsOf(context, firm, year, doors)
  const told =
    receipts.length > 0 ? await fromReceipts(context, receipts) : await byRecords(context, firm, doors, day)
  const more = buttons({
    label: '现在够不够进名录',
    action: { command: 'eligibility', intent: 'query.eligibility', args: { uscc: firm.uscc } },
  })
  const card: Card = {
    title: `${year}年名录评定回看`,
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(...nameOf(firm, asked)),
      ...listedIn(firm, year),
      ...told,
      note('以上按可量化条件，最终以市委常委会议、市政府常务会议审议的名录为准。'),
      more,
    ],
  }
  return { card, isPrivate: true, focus: { uscc: firm.uscc } }
}

/** The year named; without one the year whose assessment was the last. */
function yearAsked(period: string | undefined, today: Day): number {
  const thisYear = Number(today.slice(0, 4))
  const year = Number(period?.slice(0, 4) ?? (today.slice(5) > '02' ? thisYear : thisYear - 1))
  if (year > thisYear)
    throw new Refusal(`${year}年的名录还没有评定，要到${year}年年初。可以先问“够不够进名录”。`)
  return year
}

/** 年初 has no day in the text: taken as January and February; of this year not beyond today. */
function lastDayOfAssessment(year: number, today: Day): Day {
  const last = addDays(`${year}-03-01`, -1)
  return last < today ? last : today
}

/** Of each rule the receipt that counts: of an assessment in the year, else of a question asked while it went on. */
async function receiptsOf(
  { db, now }: Context,
  { uscc }: Enterprise,
  year: number,
  doors: readonly string[],
): Promise<Receipt[]> {
  const found = await findReceipts(db, uscc, doors, { from: `${year}-01-01`, to: `${year}-12-31` })
  const until = lastDayOfAssessment(year, dayOf(now))
  return doors.flatMap(
    rule => found.find(one => one.rule === rule && (one.purpose === 'assessment' || one.asOf <= until)) ?? [],
  )
}

async function fromReceipts({ db, now }: Context, receipts: readonly Receipt[]): Promise<Block[]> {
  const today = dayOf(now)
  const blocks = await Promise.all(
    receipts.map(async (receipt): Promise<Block[]> => {
      const evaluation = answerIn(receipt)
      const version = await readText(db, receipt.ruleHash)
      const again = await replay(db, receipt)
      const what = receipt.purpose === 'assessment' ? '评定' : '自测（不是正式评定）'
      return [
        { kind: 'divider' },
        text(
          `${sayDay(receipt.asOf, today)}${what}：`,
          ...(version ? [`${version.rule.title}，`] : []),
          verdictSpan(evaluation.verdict),
        ),
        ...(version
          ? conditionBlocks(version, evaluation, factsIn(receipt).sources, receipt.asOf)
          : evaluation.conditions.map(({ label, shortfall }) => text(`${label} ${shortfall ?? ''}`))),
        text(again.isSame ? '用当时留存的规则和数据重算，结论相同。' : warn(again.why)),
        note(`依据${receipt.document}（${receipt.version}版）。留痕 ${receiptNumber(receipt.id)}`),
      ]
    }),
  )
  return blocks.flat()
}

/** Nothing was kept: judged now by what was on record then, and said so. */
async function byRecords(
  { db, policies, now }: Context,
  { uscc }: Enterprise,
  doors: readonly string[],
  day: Day,
): Promise<Block[]> {
  const { facts, sources } = await factsFor(db, uscc, day, endOf(day))
  const shown = sayDay(day, dayOf(now))
  const judged = judgeBy(policies, doors, facts, day)
  const isManual = judged.every(({ evaluation }) => evaluation.verdict === 'manual')
  return [
    text(
      warn('那次评定没有留痕'),
      isManual
        ? `，${shown}施行的文件又没有可以由系统测算的条件，当时由人工核定。原因请向领导小组办公室了解。`
        : `，下面是按${shown}为止库里已有的数据、当时施行的文件重新测算的，不代表当时的评定过程。`,
    ),
    ...judged.flatMap(one => judgedBlocks(one, sources, day)),
    note('规上、数字经济企业等登记信息没有历史记录，以现在的登记为准。'),
  ]
}

function judgedBlocks({ version, evaluation }: Judged, sources: Sources, day: Day): Block[] {
  const { document, rule } = version
  const head: Span[] = [`${rule.title}：`, verdictSpan(evaluation.verdict)]
  return [
    { kind: 'divider' },
    text(...head),
    ...conditionBlocks(version, evaluation, sources, day),
    ...document.remarks.map(remark => note(remark)),
    note(`依据${document.title}（${document.version}版，${document.status}）。`),
  ]
}

function listedIn({ rosters }: Enterprise, year: number): Block[] {
  const entry = rosters.find(one => one.roster === '倍增名录' && one.year === year)
  return entry ? [text(warn(`该企业就在${year}年倍增名录内`), '，当年是评上的。')] : []
}
