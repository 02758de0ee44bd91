import { z } from 'zod'
import { type Block, bold, buttons, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { maySeeFigures } from '../../src/people/may.ts'
import { findProposal } from '../../src/registry/rosters/decide.ts'
import { kindOf } from '../../src/registry/rosters/kinds.ts'
import { proposeRefresh, type Refresh, refresh } from '../../src/registry/rosters/refresh.ts'
import { answerOf } from '../../src/registry/screening.ts'
import { sayRoute } from '../../src/rules/routes.ts'
import { OVERSEERS, scopeOf } from '../screening/scope.ts'
import { actOf } from './act.ts'
import { proposalCard } from './proposal-card.ts'
import { isAt, type RosterSlots, rosterSlots, whichRoster } from './which.ts'
import { readRoster } from './words.ts'

const SHOWN = 10

/** 该进没进: who meets a pool's rule and is not in it, who is in it and no longer meets it, who nearly does. */
export const gap = intent({
  title: '该进该出的企业',
  examples: [
    '应统未统的有哪些',
    '哪些企业达到规模还没入统',
    '小升规培育库还有哪些该进没进的',
    '差一点就能入规的企业',
    '哪些企业快掉规了',
    '退规风险库里哪些可以移出了',
    '衡东哪些企业应入未入',
    '有没有漏统的企业',
    '营收够两千万没入统的有谁',
    '还有谁该入规没入规',
    '有退规风险的企业有哪些',
    '我们区漏统的有几家',
    '应该移出退规库的企业',
    '马上可以升规的有几家',
    '差一点点就够规上的',
    '未入库的达规企业列出来',
    '应统未统还有多少家',
    '常宁应统未统几家',
    '哪些该入没入',
    '达到规模没入统的列一下',
    '有没有该入规还没入的',
    '够规上没报的企业',
    '营收过2000万没入规的',
    '应统未统名单',
    '漏统企业',
    '还有哪些企业可以入规',
    '哪些企业快够2000万了',
    '祁东还有几家没入统',
    '该移出风险库的有哪些',
    '够小升规还没进库的',
    '该报没报入规的有几家',
    '衡阳县营收过两千万没入统的有几家',
    '达规没申报的企业有多少 拉出来看看',
    '今年还有哪些能冲一冲入规',
    '哪些在库企业掉到两千万以下了',
    '应入未入的名单 耒阳的',
    '小升规库里够条件可以升的有哪些',
    '没入统但达规的',
    '哪些企业漏报入规',
    '应统没统的企业',
    '快达规的有几家',
  ],
  inPrivate: true,
  access: OVERSEERS,

  read: said => ({ ...readRoster(said), list: readGapList(said.text) }),
  slots: z.object(rosterSlots),
  run: tellGap,
})

/** The pool a gap is about: 快入规 is about who comes in, 快掉规 about who falls out. */
function readGapList(said: string): string {
  if (/退规|掉规|退库|风险/.test(said)) return kindOf('退规风险库').title
  if (/小升规|培育/.test(said)) return kindOf('小升规培育库').title
  return kindOf('应统未统').title
}

async function find(context: Context, asked: RosterSlots): Promise<{ found: Refresh; words: string }> {
  const { key, place } = whichRoster(context, { ...asked, list: asked.list ?? kindOf('应统未统').title })
  const scope = await scopeOf(context.db, context.speaker)
  const found = await refresh(context.db, context.policies, key, {
    on: dayOf(context.now),
    among: firm => scope.among(firm) && (place === null || isAt({ ...firm, parkId: null }, place)),
  })
  return { found, words: place?.name ?? scope.words }
}

async function tellGap(context: Context, asked: RosterSlots): Promise<Reply> {
  const { found, words } = await find(context, asked)
  const { key, candidates, leaving, open, staying, near, version, screening, unjudged } = found
  const isDemo = [...candidates, ...leaving, ...near.map(({ firm }) => firm)].some(one => one.isDemo)
  const wayOf = (row: number) => {
    const [route] = answerOf(screening, row).routes
    return route ? sayRoute(route) : ''
  }
  const changes = candidates.length + leaving.length
  return {
    card: {
      title: `${key.kind.title}：该进该出`,
      tone: 'info',
      ...(isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(
          bold(words),
          `：在库且符合的${staying}家；`,
          bold(`符合但不在库的${candidates.length}家，在库但不再符合的${leaving.length}家`),
          open.length > 0 ? `，在库但资料不足、暂不能判断的${open.length}家。` : '。',
          unjudged > 0 ? `另有${unjudged}家资料不足，无法判断该不该进。` : '',
        ),
        ...nameLine('符合但不在库', candidates),
        ...nameLine('在库但不再符合', leaving),
        ...nameLine('在库但资料不足', open),
        ...(near.length > 0
          ? [
              text(
                bold(`只差一点（${near.length}家）：`),
                ...near.slice(0, SHOWN).map(({ firm, row }) => `\n· ${firm.shortName}：${wayOf(row)}`),
              ),
            ]
          : []),
        ...(changes > 0
          ? [
              buttons({
                label: `按这个提出增减（${changes}家）`,
                style: 'primary',
                action: {
                  command: 'roster',
                  intent: 'list.refresh',
                  args: { ...asked, list: key.kind.title },
                },
              }),
            ]
          : []),
        note(`按“${version.rule.title}”（${version.document.title}）和现有数据测算，增减要经批准。`),
      ],
    },
    isPrivate: true,
  }
}

function nameLine(title: string, firms: readonly { shortName: string }[]): Block[] {
  if (firms.length === 0) return []
  const names = firms.slice(0, SHOWN).map(({ shortName }) => shortName)
  const rest = firms.length > names.length ? `等${firms.length}家` : ''
  return [text(bold(`${title}：`), `${names.join('、')}${rest}`)]
}

/** 动态管理: proposes by the rule who comes in and who goes, in one proposal. */
export const refreshList = intent({
  title: '按规则更新库',
  examples: [
    '更新小升规培育库',
    '按最新数据核对退规风险库',
    '刷新一下应统未统名单',
    '小升规培育库按2022年数据重新核一遍',
    '动态调整退规风险库',
    '退规风险库重新核一遍',
    '培育库按三季度的数刷新',
    '按规则重新核库',
    '更新退规风险库',
    '刷新小升规库',
  ],
  inPrivate: true,
  access: ['office', 'county'],

  read: readRoster,
  slots: z.object(rosterSlots),
  async run(context, asked) {
    if (!asked.list) throw new Refusal('没听出是哪个库，请写明，例如“更新小升规培育库”。')
    const { key, place } = whichRoster(context, { ...asked, year: undefined })
    const { proposal, waiting } = await proposeRefresh(
      actOf(context),
      context.policies,
      key,
      firm =>
        maySeeFigures(context.speaker, firm) && (place === null || isAt({ ...firm, parkId: null }, place)),
    )
    if (proposal === null)
      throw new Refusal(
        `${key.kind.title}要增减的${waiting}家都已经在提案里，等待批准。发“待批准的提案”查看。`,
      )
    const already = waiting > 0 ? [note(`另有${waiting}家已在别的提案里，没有重复提出。`)] : []
    const head = text(bold('已按规则提出，等待批准。'))
    const card = await proposalCard(context, await findProposal(context.db, proposal), [head, ...already])
    const { changes } = await findProposal(context.db, proposal)
    const did = {
      words: `按规则更新${key.kind.title}：提出增减${changes.length}家`,
      undo: { kind: 'proposal', ref: { proposal } },
    }
    return { card, did, isPrivate: true }
  },
})
