import { z } from 'zod'
import { type Block, bold, buttons, note, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { standsInFor } from '../../src/people/delegated.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { type LookedAfter, lookedAfter } from '../../src/registry/liaison/mine.ts'
import { unvisited } from '../../src/registry/liaison/visits-due.ts'

/** As many firms as people read on a card. */
const SHOWN = 15

/** 我联的那几家: how the enterprises somebody looks after stand, those of colleagues on leave besides. */
export const mine = intent({
  title: '我联系的企业',
  examples: [
    '我负责联系哪些企业',
    '我联系的几家企业情况怎么样',
    '我挂点的企业列一下',
    '名下企业有没有没办完的诉求',
    '我包联的那几家最近怎么样',
    '我代管的企业有哪些',
    '看看我联点的企业',
    '我联系哪几家企业',
    '我的企业有哪些',
    '我挂的点情况怎么样',
    '我包的企业最近如何',
    '我负责的企业名单',
    '分给我的是哪几家',
    '我联点企业的产值情况',
    '我的企业',
    '我联系的企业',
    '我包的企业有哪些没走',
    '我联点的企业有问题没',
    '我名下几家',
    '我管的企业近况',
    '我挂的几家产值',
    '我联的企业今年税收',
    '我负责几家企业',
    '我的联点企业名单',
    '我那几家最近怎么样',
    '我服务的企业',
    '我联系的那几家 有没有问题没解决的',
    '我名下哪几家这个月没走访',
    '我包的企业倍增进度',
    '我联点的有几家退规风险',
    '看看我那几家企业产值',
  ],
  inPrivate: true,
  access: 'known',

  read: () => ({ owner: '$self' }),
  slots: z.object({}),
  run: tellMine,
})

async function tellMine({ db, now, speaker }: Context): Promise<Reply> {
  if (speaker.kind !== 'person') throw new Refusal('请先由办公室开通身份。')
  const usccs = scopesOf(speaker, 'liaison')
  if (usccs.length === 0)
    throw new Refusal(
      hasRole(speaker, 'enterprise')
        ? '这里查的是干部联系的企业。要问谁联系贵企业，请说“我们的联络员是谁”。'
        : '您名下没有登记的联点企业。联点人员由领导小组办公室和县市区、园区登记，有遗漏请告诉他们。',
    )
  const today = dayOf(now)
  const [firms, others, due] = await Promise.all([
    lookedAfter(db, usccs, now),
    standsInFor(db, speaker.id, today),
    unvisited(db, usccs, today),
  ])
  const overdue = firms.reduce((sum, { overdueCases }) => sum + overdueCases, 0)
  const open = firms.reduce((sum, { openCases }) => sum + openCases, 0)
  const shown = firms.slice(0, SHOWN)
  return {
    card: {
      title: '我联系的企业',
      tone: overdue > 0 || firms.some(({ signals }) => signals > 0) ? 'warn' : 'info',
      ...(firms.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
      blocks: [
        text(
          '共',
          bold(`${firms.length}家`),
          others.length > 0 ? `（其中代管${others.length}家）` : '',
          `，本月还有${due.length}家没走访；在办诉求${open}件`,
          overdue > 0 ? warn(`，逾期${overdue}件`) : '',
          '。',
        ),
        ...shown.map(firm =>
          lineOf(
            firm,
            others.find(({ uscc }) => uscc === firm.uscc),
            today,
          ),
        ),
        ...(firms.length > shown.length
          ? [text(`另有${firms.length - shown.length}家，情况正常的没有全列。`)]
          : []),
        buttons(
          {
            label: '记走访',
            style: 'primary',
            action: { command: 'visit', intent: 'intake.visit_log', args: {} },
          },
          { label: '我的走访', action: { command: 'visit', intent: 'query.visits', args: { mine: true } } },
        ),
        note('有逾期诉求、风险信号和很久没走访的排在前面。联点企业每月走访一次。'),
      ],
    },
    isPrivate: true,
  }
}

function lineOf(
  firm: LookedAfter,
  handed: { absent: string; toOn: string } | undefined,
  today: string,
): Block {
  const { name, visitedOn, openCases, overdueCases, signals, rosters } = firm
  const cases = openCases > 0 ? `，在办${openCases}件` : ''
  return text(
    bold(name),
    handed ? `（代${handed.absent}，到${sayDay(handed.toOn, today)}）` : '',
    `：${visitedOn ? `${sayDay(visitedOn, today)}走访` : '还没有走访记录'}${cases}`,
    ...(overdueCases > 0 ? [warn(`，逾期${overdueCases}件`)] : []),
    ...(signals > 0 ? [warn('，有风险信号未处置')] : []),
    rosters.length > 0 ? `；${rosters.join('、')}` : '',
  )
}
