import { z } from 'zod'
import { CYCLE_STEPS } from '../../db/schema/index.ts'
import { bold, buttons, good, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply, type Said } from '../../src/chat/command.ts'
import { keepFile } from '../../src/chat/files.ts'
import { Missing, Refusal } from '../../src/lib/errors.ts'
import { XLSX } from '../../src/lib/tables/write.ts'
import { dayOf } from '../../src/lib/time.ts'
import { computeCandidates, openCycle, recommend } from '../../src/registry/rosters/candidates.ts'
import { type Cycle, requireCycle } from '../../src/registry/rosters/cycle.ts'
import { packOf } from '../../src/registry/rosters/pack.ts'
import { publishCycle } from '../../src/registry/rosters/publish.ts'
import { verdictSpan } from '../parts/conditions.ts'
import { firmSlots } from '../parts/firm.ts'
import { actOf } from './act.ts'
import { isMeeting, record, recordCard } from './steps.ts'
import { yearIn } from './words.ts'
import { workflowCard } from './workflow.ts'

const year = z.number().int().min(2000).max(2100).optional()
const ofYear = z.object({ year })
type OfYear = z.infer<typeof ofYear>

/** The year a text names, or this one. */
export const yearOf = ({ now }: Pick<Context, 'now'>, asked: OfYear): number =>
  asked.year ?? Number(dayOf(now).slice(0, 4))

const readYear = ({ rest, now }: Said) => {
  const named = yearIn(rest, dayOf(now))
  return named === null ? {} : { year: named }
}

const shown = async (context: Context, cycle: Cycle, done: string): Promise<Reply> => ({
  card: await workflowCard(context, cycle, [text(bold(done))]),
  toast: { tone: 'good', text: done },
})

const open = intent({
  title: '启动名录评定',
  examples: [
    '启动2024年名录评定',
    '开始今年的名录评定',
    '名录评定开始吧',
    '启动名录评定',
    '开始2024年评定',
    '名录评定启动',
    '今年评定开始',
  ],
  access: ['office'],

  read: readYear,
  slots: ofYear,
  async run(context, asked) {
    const cycle = await openCycle(actOf(context), context.policies, yearOf(context, asked))
    const reply = await shown(
      context,
      cycle,
      `已启动，按现有数据测算出${cycle.candidates.length}家候选企业。`,
    )
    return {
      ...reply,
      did: {
        words: `启动${cycle.year}年名录评定`,
        undo: { never: '评定启动后留痕，不能撤；暂不进行的放着就行，不会公布。' },
      },
    }
  },
})

const compute = intent({
  title: '重新测算候选企业',
  examples: [
    '重新测算名录候选企业',
    '按最新数据再算一遍名录候选',
    '名录候选重新算',
    '重算候选企业',
    '候选企业再测算一次',
    '更新候选测算',
  ],
  access: ['office'],

  read: readYear,
  slots: ofYear,
  async run(context, asked) {
    const before = await requireCycle(context.db, yearOf(context, asked))
    const cycle = await computeCandidates(actOf(context), context.policies, before.year)
    const isIn = ({ candidates }: Cycle) => candidates.filter(one => one.isIn).length
    const reply = await shown(context, cycle, `已重新测算：在选企业由${isIn(before)}家变为${isIn(cycle)}家。`)
    return {
      ...reply,
      did: {
        words: `重新测算${cycle.year}年名录候选企业`,
        undo: { never: '测算按当时的数据，数据变了再算一次即可。' },
      },
    }
  },
})

const propose = intent({
  title: '推荐企业进名录',
  examples: [
    '推荐[恒飞电缆]进今年名录',
    '我县推荐[福邦新材料]参加名录评定',
    '推荐[固诚电气]进倍增名录',
    '推荐[大合新材料]进名录',
    '我们县推荐[德阳鞋业]',
    '推荐[瑞达电源]参加评定',
    '[固诚电气]推荐进名录',
  ],
  access: ['office', 'county'],

  read: readYear,
  slots: z.object({ year, ...firmSlots }),
  async run(context, asked) {
    if (!asked.uscc)
      throw new Missing('enterprise', '没听出推荐哪家企业，请带上企业名称，例如“推荐恒飞电缆进今年名录”。')
    const target = yearOf(context, asked)
    const { verdict } = await recommend(actOf(context), context.policies, target, asked.uscc)
    const cycle = await requireCycle(context.db, target)
    const name = cycle.candidates.find(({ uscc }) => uscc === asked.uscc)?.shortName ?? ''
    const told = [text(bold(`已推荐“${name}”`), '，按现行条件：', verdictSpan(verdict))]
    const hint = verdict === 'pass' ? [] : [note('不符合或资料不足的不能入选；数据补齐后请办公室重新测算。')]
    return {
      card: await workflowCard(context, cycle, [...told, ...hint]),
      did: {
        words: `推荐“${name}”参加${target}年名录评定`,
        undo: { never: '推荐已留痕；不再推荐的请告诉领导小组办公室，审议时不选即可。' },
      },
      isPrivate: true,
      focus: { uscc: asked.uscc },
    }
  },
})

const recordStep = intent({
  title: '登记评定环节',
  examples: [],
  access: ['office'],
  slots: z.object({
    year,
    step: z.enum(CYCLE_STEPS),
    date: z.string().max(10).optional(),
    reference: z.string().max(40).optional(),
    form: z.boolean().optional(),
  }),
  async run(context, { step, date, reference = '', form, ...asked }) {
    const recorded = { step, year: yearOf(context, asked), date: date ?? dayOf(context.now), reference }
    if (!form) return { card: recordCard(recorded) }
    if (isMeeting(step) && reference === '') throw new Refusal('会议审议要写明会议纪要编号，例如“第12号”。')
    return {
      ...(await record(context, recorded)),
      did: {
        words: `登记${recorded.year}年名录评定环节`,
        undo: { never: '环节以最新登记的为准，写错了再登记一次。' },
      },
      replaces: true,
    }
  },
})

const publish = intent({
  title: '公布名录',
  examples: [
    '公布2024年名录',
    '今年的倍增名录可以公布了',
    '名录公布',
    '可以公布名录了',
    '发布2024年倍增名录',
    '正式公布今年名录',
  ],
  access: ['office'],

  read: readYear,
  slots: ofYear,
  async run(context, asked) {
    const target = yearOf(context, asked)
    const { members } = await publishCycle(actOf(context), context.policies, target)
    const done = `${target}年名录已公布，入选${members.length}家。`
    const card = await workflowCard(context, await requireCycle(context.db, target), [text(good(done))])
    return {
      card,
      did: {
        words: `公布${target}年名录（${members.length}家）`,
        undo: { never: '名录已公布；个别企业要出的，请提出“移出倍增名录”。' },
      },
      replaces: context.text === '',
      toast: { tone: 'good', text: done },
    }
  },
})

const pack = intent({
  title: '导出评定材料',
  examples: [
    '导出名录评定材料',
    '把今年名录评定的材料打包发我',
    '名录上会材料导出来',
    '评定材料导出',
    '名录评定材料打包',
    '上会材料打包给我',
    '导出名录上会材料',
  ],
  access: ['office', 'leader'],

  read: readYear,
  slots: ofYear,
  async run(context, asked) {
    const target = yearOf(context, asked)
    const { bytes, candidates } = await packOf(context.db, context.policies, target, context.now)
    const file = await keepFile(context.db, {
      name: `${target}年名录评定材料.xlsx`,
      mime: XLSX,
      bytes,
    })
    return {
      card: {
        title: `${target}年名录评定材料`,
        tone: 'good',
        blocks: [
          text(`候选企业${candidates}家，含每个条件的数和来源、留痕编号、事故、各单位核查、会议记录。`),
          note('含企业经营数据，只供评定使用，请勿转发。'),
        ],
      },
      isPrivate: true,
      file,
    }
  },
})

export const CYCLE_INTENTS = {
  'cycle.open': open,
  'cycle.compute': compute,
  'cycle.recommend': propose,
  'cycle.record': recordStep,
  'cycle.publish': publish,
  'cycle.pack': pack,
}

/** Where else a cycle is gone on with. */
export const workflowButton = (target: number) =>
  buttons({
    label: '看评定进展',
    action: { command: 'roster', intent: 'query.workflow', args: { year: target } },
  })
