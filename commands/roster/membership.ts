import { z } from 'zod'
import { type Block, bold, buttons, type Card, note, type Span, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { hasRole, mayProposeMember, maySeeFigures, maySeeMembers, scopesOf } from '../../src/people/may.ts'
import { type Enterprise, getEnterprise } from '../../src/registry/enterprises.ts'
import { receiptNumber } from '../../src/registry/receipts.ts'
import { kindOf, type RosterKey, sayRoster } from '../../src/registry/rosters/kinds.ts'
import { type Stay, staysOf } from '../../src/registry/rosters/members.ts'
import { nameOf } from '../parts/firm.ts'
import { folded } from '../parts/fold.ts'
import { tellMembers } from './members.ts'
import { type RosterSlots, rosterSlots, whichRoster } from './which.ts'
import { namesFirm, readRoster } from './words.ts'

const OF_US = /我们|我司|我公司|咱/
const WHO = /(?:有)?(?:哪些|哪几|多少|几)(?:家|户)?(?:企业)?|(?:企业|库内|在库)?名单|家数|总数|都有谁|有谁/

/** 在不在名录: whether an enterprise is on a roster, since when, why, or why no longer; who is on it. */
export const membership = intent({
  title: '在不在名录',
  examples: [
    '[恒飞电缆]在不在倍增名录里',
    '我们在不在名录里',
    '[固诚电气]是不是头雁企业',
    '[古汉中药]为什么移出退规风险库',
    '[瑞达电源]进了哪些库',
    '小升规培育库里有多少家企业',
    '今年名录有哪些企业',
    '去年倍增名录一共多少家',
    '衡东有哪些企业在应统未统名单',
    '2023年3月1日小升规培育库里有哪些企业',
    '上市后备企业名单',
    '头雁企业有多少家',
    '[建滔化工]还在退规风险库吗',
    '[大合新材料]是名录企业吗',
    '我们今年进名录了吗',
    '[福邦新材料]在哪个库',
    '名录里现在多少家',
    '[德阳鞋业]是小升规培育企业吗',
    '查下我们是不是培育企业',
    '[衡岳纸业]还在不在名单上',
    '头雁企业有哪些',
    '今年新进名录的企业',
    '衡南名录企业有几家',
    '[南岳电控]是不是专精特新',
    '哪一年进的名录',
    '[金翼有色]在不在小升规库',
    '[大合新材料]在哪个名录里',
    '我们进了哪些库',
    '[福邦新材料]在不在退规风险库',
    '[建滔化工]是不是倍增企业',
    '[南岳电控]今年还在不在名录',
    '我们去年在名录里吗',
    '[德阳鞋业]在应统未统里面吗',
    '[恒飞电缆]是哪一年进名录的',
    '[爱洁科技]是不是上市后备',
    '[固诚电气]列入头雁没有',
    '[创大玉兔]进名录没',
    '查[衡山汽车]是不是名录企业',
    '[古汉中药]退出名录没有',
    '我们公司算培育对象吗 在库里不',
    '[瑞达电源]进没进退规风险库',
    '[衡岳纸业]进退规库了没',
    '倍增名录有多少家企业',
    '小升规库一共多少户',
    '名录里有哪些企业',
    '[镭目科技]今年进没进倍增名录 哪年进的',
    '[衡岳纸业]现在还在退规风险库里吗',
    '我们公司在哪些库里 名录有没有',
    '[南岳电控]算不算头雁 在名单上吗',
    '查下[金翼有色]去年是不是倍增企业',
    '[凌能5G]在不在小升规库',
    '[恒飞电缆]在哪些名单上',
    '[固诚电气]是哪个名单里的企业',
    '退规风险库里有谁',
    '小升规库里有哪些企业',
    '上市后备库里都有谁',
    '退规风险库现在有哪几家企业',
    '头雁名单里都有哪些',
  ],
  access: 'known',

  read: said => ({
    ...readRoster(said),
    ...(WHO.test(said.text) && !namesFirm(said.slots) && !OF_US.test(said.text) && { everybody: true }),
  }),
  slots: z.object({ ...rosterSlots, everybody: z.boolean().optional() }),
  run: tellMembership,
})

async function tellMembership(
  context: Context,
  { everybody, ...asked }: RosterSlots & { everybody?: boolean | undefined },
): Promise<Reply> {
  const isOfAll = !asked.uscc || (everybody === true && maySeeMembers(context.speaker))
  if (isOfAll) return tellMembers(context, asked)
  const firm = asked.uscc ? await getEnterprise(context.db, asked.uscc) : null
  if (!firm) throw new Refusal('库里没有这家企业，请核对名称或统一社会信用代码。')
  checkMaySee(context, firm)
  const stays = (await staysOf(context.db, firm.uscc)).filter(stay => isTold(context, firm, stay))
  return {
    card: firmCard(context, firm, asked, stays),
    isPrivate: true,
    focus: { uscc: firm.uscc },
  }
}

function checkMaySee({ speaker }: Context, firm: Enterprise): void {
  if (maySeeMembers(speaker) || scopesOf(speaker, 'enterprise').includes(firm.uscc)) return
  throw new Refusal(
    `“${firm.shortName}”在不在名录和库里，只告诉它自己和机关工作人员。您可以问本企业，例如“我们在不在今年倍增名录里”。`,
  )
}

/** Lists that tell of trouble are told to whoever may see the firm's figures. */
const isTold = ({ speaker }: Context, firm: Enterprise, { roster }: Stay): boolean =>
  !kindOf(roster).isSensitive || maySeeFigures(speaker, firm)

const coversDay = ({ since, until }: Stay, on: string) => since <= on && (until === null || until > on)

function firmCard(context: Context, firm: Enterprise, asked: RosterSlots, stays: readonly Stay[]): Card {
  const today = dayOf(context.now)
  const current = stays.filter(stay => coversDay(stay, today) && isThisYears(stay, today))
  const past = stays.filter(stay => !current.includes(stay))
  const answer = asked.list === undefined ? [] : answerTo(context, asked, stays)
  return {
    title: '名录和库',
    tone: 'info',
    ...(firm.isDemo && { tags: ['演示数据'] }),
    blocks: [
      text(...nameOf(firm, asked)),
      ...answer,
      current.length > 0
        ? text(bold('现在：'), ...current.flatMap(stay => ['\n· ', ...sayStay(stay)]))
        : text('现在不在任何名录和库里。'),
      ...folded(
        `以前的（${past.length}条）`,
        past.map(stay => sayStay(stay)),
      ),
      ...actionsFor(context, firm, current),
      note('入库出库都要写明理由、经批准；依据可按留痕编号核对。'),
    ],
  }
}

/** A pool has no year; a yearly roster is this year's. */
const isThisYears = ({ roster, year }: Stay, today: string) =>
  !kindOf(roster).isYearly || year === Number(today.slice(0, 4))

/** Yes or no, since when, and why not any more. */
function answerTo(context: Context, asked: RosterSlots, stays: readonly Stay[]): Block[] {
  const { key, on } = whichRoster(context, asked)
  const own = stays.filter(
    ({ roster, year }) => roster === key.kind.name && (key.year === null || key.year === year),
  )
  const stay = own.find(one => coversDay(one, on))
  const day = on === dayOf(context.now) ? '' : `（${on}）`
  if (stay) return [text(`在${sayRoster(key)}：`, bold(`在${day}`), `，${sayWhy(stay)}`)]
  const last = own.at(-1)
  const why = last?.exit
    ? `${last.until}移出，${last.exit.reason}${sayReceipt(last.exit.receiptId)}`
    : sayOtherYears(key, stays)
  return [text(`在${sayRoster(key)}：`, bold(`不在${day}`), why ? `，${why}。` : '。')]
}

function sayOtherYears({ kind }: RosterKey, stays: readonly Stay[]): string {
  const years = stays.filter(({ roster }) => roster === kind.name).map(({ year }) => year)
  return kind.isYearly && years.length > 0 ? `${years.join('、')}年在册` : ''
}

const sayReceipt = (id: number | null) => (id === null ? '' : `（留痕${receiptNumber(id)}）`)

function sayWhy({ since, stage, entry, entryRule }: Stay): string {
  const why = [
    stage,
    entry.reason ?? (entryRule ? `按${entryRule}评定` : null),
    entry.basis ? `依据${entry.basis}` : null,
  ].filter(Boolean)
  return `${since}起${why.length > 0 ? `，${why.join('，')}` : ''}${sayReceipt(entry.receiptId)}。`
}

function sayStay(stay: Stay): Span[] {
  const { roster, scope, year, since, until, exit } = stay
  const kind = kindOf(roster)
  const name = sayRoster({ kind, scope, year: kind.isYearly ? year : null })
  const end =
    until === null ? '' : `，${until}移出${exit ? `：${exit.reason}${sayReceipt(exit.receiptId)}` : ''}`
  return [bold(name), until === null ? `：${sayWhy(stay)}` : `：${since}进入${end}`]
}

/** What may follow: the conditions for whoever sees figures; out of a pool for whoever may propose that. */
function actionsFor({ speaker }: Context, firm: Enterprise, current: readonly Stay[]): Block[] {
  const args = { uscc: firm.uscc }
  const check = {
    label: '够不够进名录',
    action: { command: 'eligibility', intent: 'query.eligibility', args },
  }
  const pools = current.filter(({ roster }) => !kindOf(roster).isYearly)
  const out = mayProposeMember(speaker, firm)
    ? pools.slice(0, 3).map(({ roster }) => ({
        label: `提出移出${roster}`,
        action: {
          command: 'roster',
          intent: 'list.change',
          args: { ...args, list: kindOf(roster).title, op: '移出' },
        },
      }))
    : []
  const list = [...(maySeeFigures(speaker, firm) ? [check] : []), ...out]
  return list.length > 0 && !hasRole(speaker, 'observer') ? [buttons(...list)] : []
}
