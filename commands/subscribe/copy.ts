import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { Address } from '../../db/notice.ts'
import { buttons, note, say } from '../../src/chat/card.ts'
import { intent } from '../../src/chat/command.ts'
import type { Topic } from '../../src/chat/notices/topic.ts'
import { addCopy, endCopies } from '../../src/chat/push/settings.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findOfficials, TITLES } from '../../src/people/find-person.ts'
import { findUnits, handlingUnits, type NamedUnit } from '../../src/people/find-unit.ts'
import { loadPerson } from '../../src/people/load-person.ts'
import { hasRole, maySeePushesOf, maySeeRanking } from '../../src/people/may.ts'
import { type Person, requirePerson } from '../../src/people/roles.ts'
import { changing } from './deed.ts'
import { sayTopic, topicIn } from './words.ts'

const slots = z.object({
  text: z.string().max(2000).optional(),
  topic: z.string().max(20).optional(),
  to: z.string().max(20).optional(),
  person: z.string().max(80).optional(),
  source: z.string().max(40).optional(),
  off: z.boolean().optional(),
})

const TO = new RegExp(
  `(?:抄送|抄给|也?发)(?:一份)?(?:给)?([\\u4e00-\\u9fff]{1,4}?(?:${TITLES})|[\\u4e00-\\u9fff]{2,3})(?:一份|$|[，。,. ])`,
)

/** 抄送: what goes to another also to oneself, or to somebody by name. */
export const copyIntent = intent({
  title: '抄送',
  examples: [
    '通报抄送王主任一份',
    '衡东县的提醒也抄给我',
    '简报抄送我一份',
    '以后通报也抄给刘东',
    '通报不用抄给我了',
    '区里那份也抄给我',
    '抄送给我',
    '也发我一份',
    '县里的通报也给我一份',
    '各县通报抄送我',
    '问题台账抄送李主任',
    '衡南的简报抄我',
    '区县那份也发给我',
    '抄一份给刘秘书',
    '以后通报都抄给我',
    '园区通报抄送一下',
    '把通报同步给人大',
    '县市区简报也给我来一份',
    '以后县里的通报都抄给我一份',
    '耒阳的简报也发我',
    '把园区通报抄给王主任',
    '逾期清单抄送分管领导',
  ],
  access: ['office', 'leader', 'admin', 'county', 'department', 'chief', 'chain', 'observer'],

  read: ({ text: said }) => {
    const topic =
      /[县区].{0,3}份|[县区]级/.test(said) && !topicIn(said) ? '县级通报' : (topicIn(said) ?? '通报')
    const name = TO.exec(said)?.[1]
    return {
      topic,
      ...(name && !/^[我自]/.test(name) && { to: name }),
      ...(/不用|别|不要|取消/.test(said) && { off: true }),
    }
  },
  slots,
  async run(context, given) {
    const { db, now, speaker } = context
    const me = requirePerson(speaker)
    if (!maySeeRanking(me)) throw new Refusal('抄送只对机关干部开放。')
    const topic: Topic = topicIn(given.topic ?? '通报') ?? '通报'
    if (topic === '诉求')
      throw new Refusal('诉求内容只发给承办单位和负责的人，不能抄送。要看可以发“今天的诉求”查询。')
    const isForOther = given.person !== undefined || given.to !== undefined
    if (isForOther && !hasRole(me, 'office', 'leader', 'admin'))
      throw new Refusal('给别人设抄送由领导小组办公室办理；您可以给自己设，例如“通报抄给我”。')
    const found = given.to ? await findOfficials(db, given.to) : []
    const chosen = given.person ? await findOfficials(db, given.person) : found
    if (isForOther && chosen.length === 0)
      throw new Refusal(`没有找到“${given.to ?? given.person}”。收的人要先在本系统开通身份，请写全名。`)
    const [whom = { id: me.id, name: '您' }, other] = chosen
    if (other) {
      const ask = buttons(
        ...chosen.slice(0, 4).map(({ name }) => ({
          label: name,
          action: { command: 'subscribe', intent: 'push.copy', args: { topic, person: name } },
        })),
      )
      return { card: say('抄送给哪一位？', `“${given.to}”可能是：`, 'plain', ask) }
    }
    const reader: Address = `person:${whom.id}`
    const setting = { db, reader, by: me.id, now }
    const did = await changing(db, reader)
    if (given.off) {
      const ended = await endCopies(setting, topic)
      return {
        card: say(
          '抄送已取消',
          ended > 0
            ? `${sayTopic(topic)}不再抄送${whom.name}。`
            : `${whom.name}没有${sayTopic(topic)}的抄送。`,
          'good',
        ),
        ...(ended > 0 && { did: did(`${sayTopic(topic)}不再抄送${whom.name}`) }),
      }
    }
    const source = topic === '通报' ? null : await sourceIn(db, me, topic, given.text ?? '')
    const receiver = topic === '通报' || topic === '提醒' ? null : await loadPerson(db, whom.id)
    if (receiver && !maySeePushesOf(receiver, source?.id ?? null))
      throw new Refusal(`${sayTopic(topic)}涉及企业和项目的情况，${whom.name}的权限看不到，不能抄送。`)
    const isNew = await addCopy(setting, topic, source && `unit:${source.id}`)
    const what = `${source ? `${source.name}的` : ''}${given.topic === '县级通报' ? '县级通报' : sayTopic(topic)}`
    return {
      card: say(
        isNew ? '已设抄送' : '已经在抄送了',
        `以后${what}发出时，同时抄送${whom.name}一份（私信）。`,
        'good',
        note(`取消请发“${topic}不用抄给我了”。`),
      ),
      ...(isNew && { did: did(`${what}发出时抄送${whom.name}`) }),
    }
  },
})

/**
 * The unit whose pushes are to be copied, as far as a text names one; null for everybody's.
 * @throws {Refusal} when the speaker may not have these copied
 */
async function sourceIn(db: Db, me: Person, topic: Topic, said: string): Promise<NamedUnit | null> {
  const [unit = null] = findUnits(await handlingUnits(db), said).map(one => one.unit)
  if (topic === '提醒' && !unit) throw new Refusal('抄送哪个单位的提醒？例如“衡东县的提醒抄给我”。')
  if (maySeePushesOf(me, unit?.id ?? null)) return unit
  throw new Refusal(
    unit
      ? `${unit.name}的推送由该单位和领导小组办公室设置抄送。`
      : `${sayTopic(topic)}涉及各家企业和项目，只抄送给市领导和领导小组办公室；本单位的可以说“衡东县的${topic}抄给我”。`,
  )
}
