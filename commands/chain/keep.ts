import { z } from 'zod'
import { CHAIN_SLOTS } from '../../db/schema/index.ts'
import { bold, type Field, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { findOfficials, TITLES } from '../../src/people/find-person.ts'
import { mayKeepChain, scopesOf } from '../../src/people/may.ts'
import { checklists, listIn, recordUpdate } from '../../src/registry/chains/lists.ts'
import { type ChainInVersion, chainNames, chainsIn, tagOf } from '../../src/registry/chains/names.ts'
import { fillSlot, slotsOn } from '../../src/registry/chains/slots.ts'
import { choiceIn, dayIn, filledIn } from '../parts/form-values.ts'
import { visitDay } from '../visit/read.ts'
import { slotsIn } from './words.ts'

const KEEPERS = ['office', 'chain'] as const

const setSlots = z.object({
  chain: z.string().max(30).optional(),
  slot: z.enum(CHAIN_SLOTS).optional(),
  name: z.string().max(80).optional(),
  post: z.string().max(80).optional(),
  from: z.string().max(40).optional(),
  replaces: z.string().max(80).optional(),
  reason: z.string().max(200).optional(),
  said: z.string().max(200).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof setSlots>

const NEW_NAME = new RegExp(
  `(?:换成|换为|改成|改为|改由|登记为|定为|是|增加|新增)\\s*([\\u4e00-\\u9fffA-Za-z（）()]{2,30}?)(?:${TITLES})?(?:担任|牵头|负责|对口)?$`,
)

/** 六个一、链办登记: who or what fills a slot of a chain from now on. */
export const set = intent({
  title: '登记产业链人员机构',
  examples: [
    '输变电链链长换成周岳',
    '登记电子信息链的主办银行',
    '盐卤化工链办主任改为陈原',
    '新能源汽车链增加一所合作高校',
    '登记产业链六个一',
    '有色链链长改成陈市长',
    '更新电子信息链链办地址',
    '有色链链长改为李市长',
    '登记链办主任',
    '更新链主办银行',
  ],
  inPrivate: true,
  access: KEEPERS,

  read: ({ text: said }) => {
    const [slot] = slotsIn(said)
    const name = NEW_NAME.exec(said)?.[1]
    return { said, ...(slot && { slot }), ...(name && !/的|链/.test(name) && { name }) }
  },
  slots: setSlots,
  run: (context, given) => (given.sure ? submitSlot(context, given) : slotForm(context, given)),
})

/** The chain that is meant: named, or the one whose office speaks. */
function meant(
  { speaker, focus }: Context,
  names: readonly ChainInVersion[],
  chain: string | undefined,
  said = '',
): string {
  const byId = names.find(({ id, name }) => id === chain || name === chain)?.id
  const own = scopesOf(speaker, 'chain').flatMap(tag => names.find(({ name }) => name === tag)?.id ?? [])
  const id =
    byId ??
    chainsIn(names, said)[0]?.id ??
    names.find(({ name }) => name === focus.chain)?.id ??
    (own.length === 1 ? own[0] : undefined)
  if (!id) throw new Refusal('没听出是哪条产业链，请带上名称，例如“输变电链链长换成周岳”。')
  if (!mayKeepChain(speaker, tagOf(names, id)))
    throw new Refusal('产业链的组织和清单由领导小组办公室和这条链的链办维护。')
  return id
}

async function slotForm(context: Context, given: Given): Promise<Reply> {
  const { db, now } = context
  const names = await chainNames(db)
  const id = meant(context, names, given.chain, given.said)
  const today = dayOf(now)
  const standing = await slotsOn(db, today, id)
  const current = given.slot ? standing.filter(({ slot }) => slot === given.slot) : standing
  return {
    card: {
      title: `${tagOf(names, id)}产业链登记`,
      tone: 'info',
      blocks: [
        ...(current.length > 0
          ? [
              text(
                '现在：',
                current
                  .map(({ slot, name, post }) => `${slot} ${name}${post ? `（${post}）` : ''}`)
                  .join('；'),
              ),
            ]
          : [text('现在还没有登记。')]),
        {
          kind: 'form',
          name: 'slot',
          fields: [
            {
              kind: 'choice',
              name: 'slot',
              label: '登记什么',
              required: true,
              ...(given.slot && { value: given.slot }),
              options: CHAIN_SLOTS.map(value => ({ value, label: value })),
            },
            {
              kind: 'text',
              name: 'name',
              label: '姓名或名称',
              required: true,
              ...(given.name && { value: given.name }),
            },
            { kind: 'text', name: 'post', label: '职务或地址' },
            { kind: 'date', name: 'from', label: '从哪天起', required: true, value: today },
            {
              kind: 'text',
              name: 'reason',
              label: '依据或原因',
              required: true,
              placeholder: '例如 分工调整、文件名',
            },
          ],
          submit: {
            label: '确认登记',
            style: 'primary',
            action: { command: 'chain', intent: 'chain.set', args: { chain: id, sure: true } },
          },
        },
        note(
          '链长、承载主体、链办、链办主任、联合党工委各只有一个，新的接替旧的；银行、高校、协会、专职副主任可以有几个。旧的都留着。',
        ),
      ],
    },
    isPrivate: true,
    focus: { chain: tagOf(names, id) },
  }
}

async function submitSlot(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker, causeId } = context
  const names = await chainNames(db)
  const chainId = meant(context, names, given.chain)
  const slot = choiceIn(given.slot, CHAIN_SLOTS, '登记什么')
  const name = filledIn(given.name, '姓名或名称')
  const [official, other] = await findOfficials(db, name)
  const changed = await fillSlot(
    { db, now, speaker, causeId },
    {
      chainId,
      slot,
      name,
      post: given.post ?? null,
      personId: official && !other ? official.id : null,
      fromOn: dayIn(given.from, '从哪天起') ?? dayOf(now),
      basis: filledIn(given.reason, '依据或原因'),
      replaces: given.replaces ?? null,
    },
  )
  return {
    card: {
      title: changed ? '已登记' : '没有变化',
      tone: 'good',
      blocks: [
        text(
          `${tagOf(names, chainId)}产业链${slot}：`,
          bold(name),
          changed ? '。' : '，原来就是这样登记的。',
        ),
      ],
    },
    ...(changed && {
      did: {
        words: `登记产业链（${tagOf(names, chainId)}${slot}：${name}）`,
        undo: { never: '登记按日期接替，写错了请再登记一次正确的。' },
      },
    }),
    replaces: true,
    focus: { chain: tagOf(names, chainId) },
  }
}

const listSlots = z.object({
  chain: z.string().max(30).optional(),
  item: z.string().max(40).optional(),
  date: z.string().max(40).optional(),
  note: z.string().max(300).optional(),
  said: z.string().max(200).optional(),
})

/** 清单更新: a chain's list was brought up to date. */
export const listUpdate = intent({
  title: '更新产业链清单',
  examples: [
    '输变电发展目标清单已更新',
    '电子信息产业链重点问题清单更新到11月10日',
    '有色金属链招商引资重点项目清单更新了 新增3个项目',
    '更新产业链上下游图谱',
    '盐卤化工链科研成果清单今天更新好了',
    '有色链清单更新了',
    '更新五单一图谱',
    '电子信息链图谱更新到今天',
    '钢管链招商清单更新',
    '问题清单更新到昨天 新增三条',
    '发展目标清单更新到本月8日',
    '在建项目清单更新了 减少一个项目',
    '科研成果清单更新到10月底 新增两项',
    '重点问题清单今天更新 销了一个问题',
  ],
  access: KEEPERS,

  read: ({ text: said, now }) => ({ said, date: visitDay(said, dayOf(now)) }),
  slots: listSlots,
  async run(context, given) {
    const { db, now, speaker, causeId } = context
    const names = await chainNames(db)
    const chainId = meant(context, names, given.chain, given.said)
    const items = await checklists(db)
    const item = given.item ?? listIn(items, given.said ?? '')
    if (!item)
      return listForm(
        names,
        chainId,
        items.map(({ title }) => title),
        dayOf(now),
      )
    const updatedOn = dayIn(given.date, '更新日期') ?? dayOf(now)
    const words = given.note ?? noteIn(given.said ?? '')
    await recordUpdate({ db, now, speaker, causeId }, { chainId, item, updatedOn, note: words, file: null })
    return {
      card: {
        title: '清单更新已记',
        tone: 'good',
        blocks: [
          text(`${tagOf(names, chainId)}产业链`, bold(item), `：${updatedOn}更新。${words ?? ''}`),
          note('清单每月至少更新一次，超过一个月算过期。记错了再发一次正确的日期，以最新的为准。'),
        ],
      },
      did: {
        words: `记清单更新（${tagOf(names, chainId)}产业链${item}，${updatedOn}${words ? `，${words}` : ''}）`,
        undo: { never: '清单更新以最新一条为准，记错了再发一次正确的日期。' },
      },
      replaces: true,
      focus: { chain: tagOf(names, chainId) },
    }
  },
})

/** What is said behind the update: 新增3个项目. */
const noteIn = (said: string): string | null =>
  /更新(?:了|好了|完成?|到\S+)[\s,，]+(.{3,})$/.exec(said)?.[1] ?? null

function listForm(
  names: readonly ChainInVersion[],
  chainId: string,
  items: readonly string[],
  today: string,
): Reply {
  const fields: Field[] = [
    {
      kind: 'choice',
      name: 'item',
      label: '哪份清单',
      required: true,
      options: items.map(value => ({ value, label: value })),
    },
    { kind: 'date', name: 'date', label: '更新日期', required: true, value: today },
    { kind: 'text', name: 'note', label: '更新内容', placeholder: '例如 新增3个项目' },
  ]
  return {
    card: {
      title: `更新清单：${tagOf(names, chainId)}产业链`,
      tone: 'info',
      blocks: [
        {
          kind: 'form',
          name: 'list',
          fields,
          submit: {
            label: '记下更新',
            style: 'primary',
            action: { command: 'chain', intent: 'chain.list_update', args: { chain: chainId } },
          },
        },
      ],
    },
    isPrivate: true,
    focus: { chain: tagOf(names, chainId) },
  }
}
