import { z } from 'zod'
import { bold, buttons, type Card, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { findOfficials, officialById } from '../../src/people/find-person.ts'
import { endLeave, delegate as handOver, ownFirms } from '../../src/registry/liaison/delegate.ts'
import { dayIn } from '../parts/form-values.ts'
import { leaveIn } from './words.ts'

const slots = z.object({
  to: z.string().max(20).optional(),
  /** Whom the form chose. */
  stand_in: z.string().max(80).optional(),
  from: z.string().max(40).optional(),
  until: z.string().max(40).optional(),
  reason: z.string().max(100).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

/** 请假代管: another looks after one's enterprises for some days; it ends by itself. */
export const delegate = intent({
  title: '请假代管',
  examples: [
    '我下周请假 企业先交给小周代管',
    '我出差到月底 联点企业请老王代管',
    '明天起休假五天 任务转给刘东',
    '请假三天 我的企业先转小何',
    '我名下企业转给同事代管',
    '我要休假 企业让小李先管',
    '出差几天 请小王代一下',
    '生病住院 联点的事交给老张',
    '下周培训 任务转给小陈',
    '这周我不在 老刘代我走访',
    '休年假到20号 先转给同事',
    '我请假三天',
    '下周休假 小李代我',
    '出差 企业交给老张',
    '我去学习一个月 任务给小刘',
    '住院了 小王先顶几天',
    '这几天不在 让同事代一下',
    '明后天请假 工作转小周',
    '我休产假 企业先给陈姐管',
    '请假到20号 小何代',
    '我出去培训 老刘代管',
    '我出差一周 企业先让小何盯着',
    '请假到25号 名下企业转老周',
    '下周去党校学习 任务交给小吴',
    '家里有事请三天假 让小陈代走',
  ],
  inPrivate: true,
  access: ['liaison'],

  read: ({ text: said, now }) => {
    const { to, from, until, reason } = leaveIn(said, dayOf(now))
    return { ...(to && { to }), ...(from && { from }), ...(until && { until }), ...(reason && { reason }) }
  },
  slots,
  run: (context, given) => (given.sure ? submit(context, given) : openForm(context, given)),
})

/** 销假: ends the leave before its last day. */
export const leaveEnd = intent({
  title: '结束代管',
  examples: [
    '我回来了 不用代管了',
    '销假',
    '取消代管',
    '企业不用转给别人了 我提前回来了',
    '我回来上班了',
    '提前回来 不用代管',
    '代管结束',
    '结束代管',
  ],
  access: ['liaison'],

  slots: z.object({}),
  async run({ db, now, speaker, causeId }) {
    const ended = await endLeave({ db, now, speaker, causeId })
    const who = ended.map(({ standIn, toOn }) => `${standIn}（原定到${toOn}）`).join('、')
    return {
      card: {
        title: '代管已结束',
        tone: 'good',
        blocks: [text(`由${who}代管的企业已经收回，提醒和任务都发给您。`)],
      },
      did: {
        words: `结束代管（${who}）`,
        undo: { never: '要再转交，请重新说一次，例如“我请假到下周一 任务先转小陈”。' },
      },
      isPrivate: true,
      replaces: true,
    }
  },
})

async function openForm({ db, now, speaker }: Context, given: Given): Promise<Reply> {
  const own = speaker.kind === 'person' ? await ownFirms(db, speaker.id) : []
  if (own.length === 0) throw new Refusal('您名下没有联系的企业，没有可以转交的任务。')
  const found = (given.to ? await findOfficials(db, given.to) : []).filter(
    ({ id }) => speaker.kind === 'person' && id !== speaker.id,
  )
  if (given.to && found.length === 0)
    throw new Refusal(`没有找到“${given.to}”。代管人要先在本系统开通身份，请写全名，或联系办公室开通。`)
  const [only] = found
  const whom: Field =
    found.length > 0
      ? {
          kind: 'choice',
          name: 'stand_in',
          label: '转给谁',
          required: true,
          ...(found.length === 1 && only && { value: only.id }),
          options: found.slice(0, 20).map(({ id, name }) => ({ value: id, label: name })),
        }
      : { kind: 'text', name: 'to', label: '转给谁', required: true, placeholder: '同事的全名' }
  const card: Card = {
    title: '请假代管',
    tone: 'info',
    blocks: [
      text('您名下', bold(`${own.length}家企业`), '将由同事代管，到期自动恢复。'),
      {
        kind: 'form',
        name: 'delegate',
        fields: [
          whom,
          { kind: 'date', name: 'from', label: '从哪天起', required: true, value: given.from ?? dayOf(now) },
          {
            kind: 'date',
            name: 'until',
            label: '到哪天（含当天）',
            required: true,
            ...(given.until && { value: given.until }),
          },
          { kind: 'text', name: 'reason', label: '事由', ...(given.reason && { value: given.reason }) },
        ],
        submit: {
          label: '确认转交',
          style: 'primary',
          action: { command: 'liaison', intent: 'liaison.delegate', args: { sure: true } },
        },
      },
      note('代管期间，代管人能看、能报这些企业的情况，走访和催报提醒发给代管人；您自己的权限不变。'),
    ],
  }
  return { card, isPrivate: true }
}

async function submit({ db, now, speaker, causeId }: Context, given: Given): Promise<Reply> {
  const standIn = await standInOf({ db }, given)
  const fromOn = dayIn(given.from, '从哪天起') ?? dayOf(now)
  const toOn = dayIn(given.until, '到哪天')
  if (!toOn) throw new Refusal('请选代管到哪一天。')
  const firms = await handOver(
    { db, now, speaker, causeId },
    { standInId: standIn.id, fromOn, toOn, usccs: null, reason: given.reason?.trim() || null },
  )
  return {
    card: {
      title: '已转交代管',
      tone: 'good',
      blocks: [
        text(
          `${fromOn}至${toOn}，您名下`,
          bold(`${firms}家企业`),
          '由',
          bold(standIn.name),
          '代管，已通知本人。',
        ),
        buttons({
          label: '提前结束代管',
          action: { command: 'liaison', intent: 'liaison.leave_end', args: {} },
        }),
        note('到期自动恢复，不用操作。'),
      ],
    },
    did: {
      words: `请假代管（${fromOn}至${toOn}，${firms}家企业由${standIn.name}代管）`,
      undo: { never: '点“提前结束代管”，或说“取消代管”。' },
    },
    isPrivate: true,
    replaces: true,
  }
}

async function standInOf(
  { db }: Pick<Context, 'db'>,
  { stand_in: id, to }: Given,
): Promise<{ id: string; name: string }> {
  const chosen = id ? await officialById(db, id) : null
  const found = chosen ? [chosen] : to ? await findOfficials(db, to) : []
  const [only, other] = found
  if (only && !other) return only
  if (other) throw new Refusal(`叫“${to}”的有${found.length}位，请写全名。`)
  throw new Refusal('没有找到代管人。代管人要先在本系统开通身份，请写全名，或联系办公室开通。')
}
