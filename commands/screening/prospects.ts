import { z } from 'zod'
import { type Block, bold, buttons, type Card, good, note, say, text, warn } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { checkAction } from '../../src/chat/notices/prospect.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf, sayDay } from '../../src/lib/time.ts'
import { hasRole, maySeeFigures, scopesOf } from '../../src/people/may.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { type KnownProspect, prospectsFor } from '../../src/registry/prospects/mine.ts'
import { muteProspect, unmuteProspect } from '../../src/registry/prospects/mute.ts'
import { PROSPECT_RULES } from '../../src/registry/prospects/rules.ts'

const SHOWN = 10

const ruleOf = (id: string) => PROSPECT_RULES.find(({ rule }) => rule === id)

const listSlots = z.object({
  /** How many were shown already. */
  from: z.number().int().min(0).max(100_000).optional(),
})

/** 政策找人: the enterprises a person looks after that meet a rule or nearly do, the newest first. */
export const list = intent({
  title: '政策找人',
  examples: [
    '政策找人有哪些企业',
    '我联系的企业有哪些政策机会',
    '最近哪些企业新符合政策条件',
    '哪些企业快符合政策了',
    '政策找人的结果',
    '新符合政策的企业',
  ],
  inPrivate: true,
  access: 'known',

  slots: listSlots,
  run: tellList,
})

async function tellList(context: Context, { from = 0 }: z.infer<typeof listSlots>): Promise<Reply> {
  const { db, now, speaker, text: typed } = context
  const person = requirePerson(speaker)
  const own = scopesOf(person, 'enterprise', 'liaison')
  const isLimited = !hasRole(person, 'office', 'admin', 'leader', 'county', 'chain')
  const isFirm = isLimited && hasRole(person, 'enterprise')
  const found = (await prospectsFor(db, person, dayOf(now), isLimited ? { usccs: own } : {})).filter(
    ({ rule }) => !isFirm || ruleOf(rule)?.toFirm === true,
  )
  const shown = found.slice(from, from + SHOWN)
  const rest = found.length - from - shown.length
  const card: Card = {
    title: isFirm ? '贵公司的政策机会' : '政策找人',
    tone: 'info',
    ...(shown.some(({ isDemo }) => isDemo) && { tags: ['演示数据'] }),
    blocks: [
      found.length === 0
        ? text('按现有数据，没有新符合、接近或有风险的情况。数据报来后会自动核对，有变化就告诉您。')
        : text(bold(`共${found.length}项`), '，新的在前', from > 0 ? `，第${from + 1}项起` : '', '。'),
      ...shown.map(one => lineOf(one, dayOf(now), isFirm)),
      ...(shown.length > 0 ? [buttons(...shown.slice(0, 5).map(lookAt), ...more(from, rest))] : []),
      note('按可量化的条件和现有数据核对，以正式评定和部门认定为准。'),
    ],
  }
  return {
    card,
    isPrivate: true,
    ...(typed === '' && from > 0 && { replaces: true }),
    focus: {
      options: shown.map(one => ({
        label: `${one.name} ${ruleOf(one.rule)?.topic ?? one.rule}`,
        ...lookAt(one).action,
      })),
    },
  }
}

function lineOf({ name, rule, standing, sinceOn }: KnownProspect, today: string, isFirm: boolean): Block {
  const kind = ruleOf(rule)
  const words =
    kind?.is === 'risk'
      ? warn('有退规风险')
      : standing === 'pass'
        ? good(`符合${kind?.topic}条件`)
        : warn(`离${kind?.topic}还差一成以内`)
  return text(...(isFirm ? [] : [bold(name), '：']), words, `（${sayDay(sinceOn, today)}起）`)
}

const lookAt = ({ uscc, name, rule }: KnownProspect) => ({
  label: `${name.slice(0, 8)} ${ruleOf(rule)?.topic ?? ''}`,
  action: checkAction(uscc, rule),
})

const more = (from: number, rest: number) =>
  rest > 0
    ? [
        {
          label: `下${Math.min(SHOWN, rest)}项`,
          action: { command: 'screening', intent: 'query.prospects', args: { from: from + SHOWN } },
        },
      ]
    : []

const muteSlots = z.object({
  uscc: z.string().max(40),
  rule: z.string().max(40),
  /** 恢复提醒. */
  on: z.boolean().optional(),
})

/** 不再提醒这条, and back. */
export const mute = intent({
  title: '政策找人不再提醒',
  examples: [],
  access: 'known',
  slots: muteSlots,
  async run({ db, now, speaker }, { uscc, rule, on = false }) {
    const person = requirePerson(speaker)
    const [firm, kind] = [await getEnterprise(db, uscc), ruleOf(rule)]
    if (!firm || !kind || !maySeeFigures(person, firm)) throw new Refusal('这条提醒不是发给您的，没有改动。')
    const asked = { personId: person.id, uscc, rule }
    if (on) await unmuteProspect(db, asked)
    else await muteProspect(db, { ...asked, now })
    const done = on
      ? `已恢复提醒${firm.shortName}的${kind.topic}。`
      : `${firm.shortName}的${kind.topic}以后不再提醒您，别人不受影响。`
    return {
      card: say(
        '政策找人',
        done,
        'plain',
        buttons({
          label: on ? '不再提醒' : '恢复提醒',
          action: { command: 'screening', intent: 'prospect.mute', args: { uscc, rule, on: !on } },
        }),
      ),
      isPrivate: true,
      toast: { tone: 'good' as const, text: done },
    }
  },
})
