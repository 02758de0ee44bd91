import { z } from 'zod'
import { buttons, type Card, note, text } from '../../src/chat/card.ts'
import { type Context, type Deed, intent, type Reply } from '../../src/chat/command.ts'
import { TOPICS, type Topic } from '../../src/chat/notices/topic.ts'
import { addCopy, clearTopic, endCopies, setTopic } from '../../src/chat/push/settings.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { findRhythm } from '../../src/lib/find-time.ts'
import { type Rhythm, sayRhythm } from '../../src/lib/rhythm.ts'
import { hasRole, maySeePushesOf, maySeeRanking } from '../../src/people/may.ts'
import { requirePerson } from '../../src/people/roles.ts'
import { readerHere } from '../parts/reader.ts'
import { changing } from './deed.ts'
import { STILL_COMES, sayReader, sayTopic, topicIn } from './words.ts'

const rhythm = z.union([
  z.object({ every: z.enum(['day', 'workday']), at: z.string().regex(/^\d\d:\d\d$/) }),
  z.object({
    every: z.enum(['week', 'month']),
    on: z.number().int().min(1).max(31),
    at: z.string().regex(/^\d\d:\d\d$/),
  }),
])
const slots = z.object({
  topic: z.string().max(20).optional(),
  /** off: not at all; rhythm: together; on: as it comes; less: to be asked. */
  how: z.enum(['on', 'off', 'rhythm', 'less']).optional(),
  rhythm: rhythm.optional(),
})
type Given = z.infer<typeof slots>

const OFF =
  /退订|取消订阅|不订|(?:别|不要|不用|不想|停止|关掉)(?:再|老)*(?:给我|收|看)?.{0,4}(?:推|发|收)|不用发|不收/
const TOO_MUCH = /太多|太频繁|太勤|太烦|刷屏|吵/
const ON = /恢复|重新(?:推|订|发)|照常(?:推|发)|随时推|订阅|我要订|接着推/
/** When what comes together comes, where nobody said. */
const MORNING = '08:30'

/** 订阅, 退订, 多久推一次. */
export const topicIntent = intent({
  title: '订阅和推送频次',
  examples: [
    '推送太多了 每周一次就够了',
    '以后每周二早上9点给我推一份',
    '名录变动不用推给我',
    '诉求动态每天合并推一次',
    '订阅倍增通报',
    '恢复推送',
    '退订名录变动',
    '别总推消息 一个月推一次行了',
    '订阅',
    '每天早上推给我',
    '每周一发我一份',
    '每周一早上发我进展',
    '每月给我推一次倍增情况',
    '以后每天发我简报',
    '有逾期的告诉我',
    '有新政策告诉我',
    '有新政策就通知我一声',
    '新问题都推给我',
    '逾期件每天推我',
    '不想收这些了 退订',
    '推送太频繁',
    '只推重要的',
    '衡东的情况每周给我发',
    '入规进展每月发一次',
    '关注[瑞达电源]',
    '新诉求实时推送',
    '每周五下午把进展发我',
    '倍增月报每个月推我一份',
    '松木的问题有更新就告诉我',
    '逾期三天以上的才推',
    '以后新增规上每月发我',
    '入规通报订一份',
    '简报每天发我',
    '有情况就推给我',
    '走访提醒不用推给我',
    '到期的提醒别推',
    '逾期提醒别推送了',
    '催办提醒退订',
    '到期提醒不要推了',
    '提醒类的消息别推',
    '预警不用推给我',
    '风险预警别推',
    '其他消息别推了',
    '其他的不要推',
    '政策消息别推了',
    '政策找人不用推',
    '简报改到每天下午5点发',
    '要情改成每周五推',
    '晨报改到早上7点半',
  ],
  access: 'known',

  read: ({ text: said }) => {
    const found = findRhythm(said, MORNING)
    const topic = topicIn(said)
    return { ...(topic && { topic }), how: howIn(said, found), ...(found && { rhythm: found.rhythm }) }
  },
  slots,
  run: settle,
})

function howIn(said: string, rhythm: unknown): Given['how'] {
  if (rhythm) return 'rhythm'
  if (OFF.test(said)) return 'off'
  return TOO_MUCH.test(said) && !ON.test(said) ? 'less' : 'on'
}

async function settle(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker } = context
  const reader = await readerHere(context)
  const topic = TOPICS.find(one => one === given.topic) ?? '*'
  const setting = { db, reader, by: requirePerson(speaker).id, now }
  if (topic === '提醒' && given.how !== 'on')
    throw new Refusal(
      '到期提醒是要办的事，不能退订或推迟；办好后就不再提醒。可以设免打扰时段，例如“晚上10点以后别发”。',
    )
  const whose = sayReader(reader)
  const isBriefed =
    hasRole(speaker, 'leader') && reader.startsWith('person:') && (topic === '*' || topic === '简报')
  const did = await changing(db, reader)
  switch (given.how) {
    case 'less':
      return { card: askHowOften(topic) }
    case 'rhythm':
      if (!given.rhythm) throw new Refusal('多久推一次？例如“每周一早上8点半推一次”。')
      await subscribed(context, setting, topic)
      await setTopic(setting, topic, { isOff: false, rhythm: given.rhythm })
      return done(
        `${sayTopic(topic)}改为${sayRhythm(given.rhythm)}合并成一张发给${whose}，平时不再单独推；遇节假日顺延到上班后。${
          isBriefed ? `要情也改到${sayRhythm(given.rhythm)}，只报其间的新变化。` : ''
        }`,
        did(`${sayTopic(topic)}改为${sayRhythm(given.rhythm)}合并成一张推给${whose}`),
      )
    case 'off':
      await endCopies(setting, topic)
      await setTopic(setting, topic, { isOff: true, rhythm: null })
      return done(`不再给${whose}推${sayTopic(topic)}。`, did(`不再给${whose}推${sayTopic(topic)}`))
    default:
      await clearTopic(setting, topic)
      return done(
        (await subscribed(context, setting, topic))
          ? `已订阅${sayTopic(topic)}，${topic === '简报' ? '每个工作日8:30按您的权限范围推送，没有新情况不打扰' : `以后发布时抄送给${whose}`}。`
          : `${sayTopic(topic)}恢复照常推给${whose}。`,
        did(`${sayTopic(topic)}照常推给${whose}`),
      )
  }
}

const OFTEN: readonly { label: string; rhythm: Rhythm }[] = [
  { label: '每周一次', rhythm: { every: 'week', on: 1, at: MORNING } },
  { label: '每月一次', rhythm: { every: 'month', on: 1, at: MORNING } },
]

function askHowOften(topic: Topic | '*'): Card {
  const action = { command: 'subscribe', intent: 'push.subscribe' }
  return {
    title: '多久推一次？',
    tone: 'plain',
    blocks: [
      text(`${sayTopic(topic)}可以合并成一张，定时推；也可以不推。`),
      buttons(
        ...OFTEN.map(({ label, rhythm }) => ({
          label,
          action: { ...action, args: { topic, how: 'rhythm', rhythm } },
        })),
        { label: '不推', action: { ...action, args: { topic, how: 'off' } } },
      ),
      note(`也可以直接说，例如“每天早上8点半推一次”“晚上10点以后别发”。${STILL_COMES}`),
    ],
  }
}

/** What goes to the leaders comes to another official as a copy. */
async function subscribed(
  { speaker }: Context,
  setting: Parameters<typeof addCopy>[0],
  topic: Topic | '*',
): Promise<boolean> {
  if (topic === '通报') {
    if (!maySeeRanking(speaker)) throw new Refusal('倍增通报只发给机关干部，企业可以查本企业的情况。')
    return addCopy(setting, topic, null)
  }
  if (topic !== '简报' || hasRole(speaker, 'leader')) return false
  if (!maySeePushesOf(speaker, null) || !setting.reader.startsWith('person:'))
    throw new Refusal('领导简报只发给市领导，可以抄送给领导小组办公室的人（私聊订阅）。')
  return addCopy(setting, topic, null)
}

function done(words: string, did: Deed): Reply {
  const card: Card = {
    title: '推送设置已改',
    tone: 'good',
    blocks: [
      text(words),
      note(STILL_COMES),
      buttons(
        {
          label: '恢复照常推送',
          action: { command: 'subscribe', intent: 'push.subscribe', args: { how: 'on' } },
        },
        { label: '看我的设置', action: { command: 'subscribe', intent: 'push.list', args: {} } },
      ),
    ],
  }
  return { card, did }
}
