import { z } from 'zod'
import { REGIONS } from '../../db/base/places.ts'
import type { Db } from '../../db/client.ts'
import { type Card, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { tailOf } from '../../src/chat/notices/case-body.ts'
import { openAct } from '../../src/ledger/act.ts'
import { listCases } from '../../src/ledger/find.ts'
import type { LoadedCase } from '../../src/ledger/load.ts'
import { mergeCase } from '../../src/ledger/merge.ts'
import { statesFor } from '../../src/ledger/transitions.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { runMove, which } from './move.ts'
import { mergeOne } from './moves-office.ts'
import { readWhich } from './words.ts'

const slots = z.object({
  ...which,
  /** Region, by name. */
  region: z.string().max(20).optional(),
  count: z.number().int().optional(),
  master_no: z.string().max(30).optional(),
  /** What the form hands in: the master and everything to be put together. */
  cases: z.union([z.string(), z.array(z.string())]).optional(),
  reason: z.string().optional(),
  text: z.string().optional(),
})
type Merging = z.infer<typeof slots>

const MOST = 20
const REASON = '同一区域同类问题，一并办理'

/** The region a text names. */
export function readRegion(text: string): { name: string; code: string } | undefined {
  return REGIONS.filter(({ code }) => code !== '430400')
    .map(({ code, name, aliases = [] }) => ({
      code,
      name,
      at: [name, ...aliases].map(word => text.indexOf(word)),
    }))
    .find(({ at }) => at.some(position => position >= 0))
}

const COUNT = /(\d{1,2}|[二两三四五六七八九十])(?:件|条|个|起)/
const CASE_NUMBER = /HY\d{8}-?\d{4,5}|(?<!\d)0\d{3}(?!\d)/gi

function read(said: Said): Record<string, unknown> {
  const { text, slots, focus } = said
  const [, count] = COUNT.exec(text) ?? []
  const others = [...text.matchAll(CASE_NUMBER)]
    .map(([number]) => number.toUpperCase())
    .filter(number => number !== slots.case_no)
  const { case_no, ...about } = readWhich(said)
  return {
    ...about,
    region: readRegion(text)?.name,
    ...(count && {
      count: /\d/.test(count) ? Number(count) : '零一二三四五六七八九十'.indexOf(count.replace('两', '二')),
    }),
    ...(slots.case_no && {
      // Two numbers: the first goes into the second. One: the case talked about goes into it.
      ...(others[0] === undefined && focus.caseNo && /这个|这件|它/.test(text)
        ? { case_no: focus.caseNo, master_no: slots.case_no }
        : { master_no: others[0] }),
      ...(/重复|同一|一样/.test(text) && { reason: '同一问题重复反映' }),
    }),
  }
}

/** 并案: one case into another by their numbers, or all open ones of a kind and region, shown first and confirmed once. */
export const mergeIntent = intent({
  title: '并案',
  examples: [
    '把衡东那5条用水的并一起',
    '衡南县用水的几件合并办理',
    '0032并到0031',
    '0032和0030并到一起办',
    '把祁东招工的诉求并案',
    '这几件是一回事 合并',
    '0018 0019 0020合并',
    '高新区停电的几条合在一起',
    '把常宁招工的几件并案处理',
    '这几条同类的并一下',
    '0021并入0018',
    '[恒飞电缆]的两件合成一件',
    '合并这两件',
    '0018和0021合成一件',
    '衡东停电的并案',
    '松木招工的6条合并',
    '把这几条并了',
    '0032 0035 0036 并案办理',
    '耒阳融资的几件并在一起',
    '常宁用水那3条合并成一条',
    '同一个园区停电的并一块',
    '一个企业的两条合了',
    '耒阳那几条停电的合成一件',
    '把松木缺工的4条并一下',
    '0018和0027并案办',
    '园区停水的都是一回事 并起来',
  ],
  access: ['office'],

  read,
  slots,
  run: merge,
})

/** 重复: the same thing reported twice. */
export const duplicateIntent = intent({
  title: '重复诉求',
  examples: [
    '0032跟0031是同一个事',
    '这个和0030重复了',
    '0032是重复的',
    '0018报重了',
    '这件和前面那件重复',
    '0021 0018是一回事 重复上报',
    '同一个问题报了两次',
    '是不是重复了 前天有人报过',
    '跟0019一模一样',
    '0032重复了',
    '这个报过了',
    '跟上周那条是一件事',
    '这件和0018是同一个问题',
    '重复上报 前天报过',
    '一样的问题报了两遍',
    '0027跟0030一样',
    '是重复件',
    '这家已经报过了 重了',
    '判重 0041和0039',
    '0032和昨天那件一样 重复了',
    '这家上周报过一次 重复件',
    '两条都是停电 重了',
    '跟0018重复 不要重复派',
  ],
  access: ['office'],

  read: said => ({ ...read(said), reason: '同一问题重复反映' }),
  slots,
  run: merge,
})

async function merge(context: Context, given: Merging): Promise<Reply> {
  if (given.cases !== undefined) return mergeChosen(context, given)
  if (given.case_no || (given.master_no === undefined && !given.region && context.focus.caseNo)) {
    const { count: _, region: __, cases: ___, ...one } = given
    return runMove(context, one, mergeOne, {
      command: 'case',
      intent: 'case.merge',
    })
  }
  const region = given.region ? readRegion(given.region) : undefined
  if (!region && !given.category)
    throw new Refusal('请写明并哪些诉求，例如“把耒阳用电的并一起”或“0032并到0031”。')
  const found = await listCases(
    context.db,
    {
      reader: context.speaker,
      states: statesFor(['merge']),
      category: given.category,
      ...(region && { regionCode: region.code }),
    },
    MOST,
  )
  const what = `${region?.name ?? ''}${given.category ?? ''}`
  if (found.length < 2)
    throw new Refusal(`${what}现在能并案的诉求只有 ${found.length} 件，不用并案。已经并案或在审核的不算。`)
  return { card: chooseCard(context, what, found, given.count), isPrivate: true }
}

const labelOf = ({ row, enterprise }: LoadedCase) =>
  `${tailOf(row.no)} ${enterprise.name} ${row.detail.slice(0, 14)}`

function chooseCard({ now }: Context, what: string, found: LoadedCase[], count: number | undefined): Card {
  const options = found.map(target => ({ value: target.row.no, label: labelOf(target) }))
  // The oldest has waited longest, and its day is the first to be kept.
  const oldest = found.at(-1)?.row.no ?? ''
  return {
    title: `并案：${what}${found.length}件`,
    tone: 'info',
    blocks: [
      ...(count !== undefined && count !== found.length
        ? [text(`您说${count}件，查到能并案的${found.length}件，请核对。`)]
        : []),
      ...found.map(({ row, enterprise }) =>
        text(
          `${tailOf(row.no)} ${enterprise.name}（${sayDay(dayOf(row.filedAt), dayOf(now))}）：${row.detail.slice(0, 40)}`,
        ),
      ),
      {
        kind: 'form',
        name: 'case_merge',
        fields: [
          { kind: 'choice', name: 'master_no', label: '主案', required: true, options, value: oldest },
          {
            kind: 'choices',
            name: 'cases',
            label: '一起并的',
            required: true,
            options,
            value: options.map(({ value }) => value),
          },
          { kind: 'text', name: 'reason', label: '并案理由', required: true, value: REASON },
        ],
        submit: {
          label: '确认并案',
          style: 'primary',
          action: { command: 'case', intent: 'case.merge', args: {} },
        },
      },
      note('并案后由主案一起办理，各家企业仍单独收到答复、单独评价。'),
    ],
  }
}

async function mergeChosen(
  context: Context,
  { cases = [], master_no = '', reason = REASON }: Merging,
): Promise<Reply> {
  const chosen = [...new Set([cases].flat())].filter(no => no !== master_no)
  if (chosen.length === 0) throw new Refusal('除主案外还没有选要并入的诉求，请至少再选一件。')
  if (chosen.length > MOST) throw new Refusal(`一次最多并 ${MOST} 件，请分几次。`)
  const act = await openAct(context.db, context.now, context.speaker, context.causeId)
  // All or none: half a merge would have to be explained to everybody.
  const steps: { no: string; seq: number }[] = []
  await context.db.transaction(async tx => {
    for (const no of chosen) {
      const { version } = await mergeCase({ ...act, db: tx as Db }, no, master_no, reason)
      steps.push({ no, seq: version })
    }
  })
  const done = `已把${chosen.length}件并入 ${master_no}。`
  return {
    card: {
      title: `并案完成：${tailOf(master_no)}`,
      tone: 'good',
      blocks: [
        text(done),
        text(`并入的：${chosen.map(tailOf).join('、')}`),
        note('各家企业仍单独收到答复、单独评价。'),
      ],
    },
    focus: { caseNo: master_no },
    did: {
      words: `并案：${chosen.map(tailOf).join('、')}并入${tailOf(master_no)}`,
      undo: { kind: 'cases', ref: { steps } },
    },
    toast: { tone: 'good', text: done },
    replaces: true,
  }
}
