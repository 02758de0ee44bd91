import { z } from 'zod'
import { queueNotices } from '../../db/notice.ts'
import { bold, note, text } from '../../src/chat/card.ts'
import { type Context, type Intent, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { kindOf, rosterOn } from '../../src/registry/rosters/kinds.ts'
import { membersOn } from '../../src/registry/rosters/members.ts'
import { narrow } from '../../src/registry/rosters/narrow.ts'

/** By the words of the outside contract: listed enterprises whose output has fallen this year. */
const BEHIND = '产值进度落后'

const onFirms = z.object({ filter: z.literal(BEHIND), instruction: z.string().min(1) })

/** How many names go along; the office has them all. */
const NAMED = 20

/** 批示 on cases, which on enterprises that are behind goes to the office, with who they are. */
export function orFirms(onOthers: Intent): Intent {
  return intent({
    title: onOthers.title,
    examples: onOthers.examples,
    access: onOthers.access,
    ...(onOthers.read && { read: onOthers.read }),
    slots: z.union([onFirms, onOthers.slots]),
    run: (context, given) => {
      const firms = onFirms.safeParse(given)
      return firms.success
        ? instructOn(context, firms.data.instruction)
        : onOthers.run(context, given as never)
    },
  })
}

async function instructOn(context: Context, words: string): Promise<Reply> {
  const { db, policies, speaker, now, causeId } = context
  const person = requirePerson(speaker)
  const on = dayOf(now)
  const members = await membersOn(db, rosterOn(kindOf('倍增名录'), on), on)
  const wanted = { kind: 'growth', indicator: 'output', period: null, isNegative: true } as const
  const found = await narrow(db, policies, { members, roster: '倍增名录', on }, wanted)
  if (found.members.length === 0) throw new Refusal('现在没有产值下降的名录企业，批示没有转出。')
  const names = found.members.map(({ member, value }) => `${member.shortName}（${value}）`)
  const about = `名录企业里产值下降的${names.length}家（${found.title}）：${names.slice(0, NAMED).join('、')}${names.length > NAMED ? '等' : ''}`
  const isDemo = found.members.some(({ member }) => member.isDemo)
  await queueNotices(
    db,
    [
      {
        kind: 'matter.instructed',
        to: 'unit:office',
        key: `matter.instructed:${person.id}:${now.toISOString()}:firms`,
        data: { by: person.name, words, about, matters: [], isDemo },
      },
    ],
    causeId,
  )
  return {
    card: {
      title: '批示已转出',
      tone: 'good',
      ...(isDemo && { tags: ['演示数据'] }),
      blocks: [
        text(bold(`“${words}”`), '已转领导小组办公室，由办公室通知属地和联络员落实。'),
        text(`涉及${about}。`),
        note('要看落实情况，可以问“我批示的办得怎么样了”。'),
      ],
    },
    did: {
      words: `批示转办公室：${words}（涉及${names.length}家）`,
      undo: { never: '批示已转办公室，改主意了请再说一句。' },
    },
    isPrivate: true,
  }
}
