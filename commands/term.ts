import { z } from 'zod'
import { type Block, bold, buttons, note, text, warn } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf } from '../src/lib/time.ts'
import { hasRole } from '../src/people/may.ts'
import { defineTerm, type Term, termIn, terms, versionsOfTerm } from '../src/registry/terms.ts'
import { choiceIn, filledIn } from './parts/form-values.ts'

const slots = z.object({ term: z.string().max(60).optional(), said: z.string().max(200).optional() })

/** 词条: what a word of the documents means, as far as they say. */
const query = intent({
  title: '词语解释',
  examples: [
    '词条四到四零',
    '词条“八大工程”',
    '有哪些词条',
    '词语解释',
    '哪些词还没有解释',
    '词条待确认的有哪些',
  ],
  access: 'anyone',

  read: ({ text: said }) => ({ said }),
  slots,
  run: tell,
})

async function tell(
  { db, speaker }: Context,
  { term: name, said = '' }: z.infer<typeof slots>,
): Promise<Reply> {
  const all = await terms(db)
  const found = name ? (all.find(one => one.name === name) ?? null) : termIn(all, said)
  const mayDefine = hasRole(speaker, 'office', 'admin')
  if (!found) {
    const open = all.filter(({ meaning }) => meaning === null).map(one => one.name)
    return {
      card: {
        title: '词语解释',
        tone: 'info',
        blocks: [
          text(
            `收录了${all.length}个词条，其中文件没有展开、待主管部门确认的${open.length}个：${open.join('、')}。`,
          ),
          ...(mayDefine ? [defineButton(null)] : []),
        ],
      },
    }
  }
  const versions = await versionsOfTerm(db, found.name)
  return {
    card: {
      title: `词语解释：${found.name}`,
      tone: found.meaning === null ? 'warn' : 'info',
      ...(found.status === '已确认' ? {} : { tags: ['待主管部门确认'] }),
      blocks: [
        ...meaningOf(found),
        ...pastOf(versions.slice(1)),
        buttons(
          ...(mayDefine
            ? [
                {
                  label: '填写或修改',
                  action: { command: 'term', intent: 'term.define', args: { term: found.name } },
                },
              ]
            : []),
          { label: '还有哪些词待确认', action: { command: 'term', intent: 'query.term', args: {} } },
        ),
        note(`${found.by === 'base' ? '据材料整理' : `${found.by}${dayOf(found.at)}填写`}。`),
      ],
    },
  }
}

function meaningOf({ meaning, source, askUnit, status }: Term): Block[] {
  if (meaning === null)
    return [
      text(warn('现有文件只用了这个词，没有展开说明'), '，不作推测，待主管部门确认。'),
      text(`出现在：${source}。`),
      text('可以问：', bold(askUnit ?? '领导小组办公室'), '。'),
    ]
  return [
    text(meaning),
    text(`出处：${source}。`),
    ...(status === '已确认'
      ? []
      : [text('这是按材料整理的读法，以', bold(askUnit ?? '领导小组办公室'), '的解释为准。')]),
  ]
}

const pastOf = (versions: readonly Term[]): Block[] =>
  versions.length === 0
    ? []
    : [
        {
          kind: 'fold',
          title: `以前的说法（${versions.length}）`,
          blocks: versions.map(({ meaning, source, at }) => ({
            kind: 'text',
            spans: [`${dayOf(at)}：${meaning ?? '没有展开'}（${source}）`],
          })),
        },
      ]

const defineButton = (name: string | null): Block =>
  buttons({
    label: '填写词条',
    action: { command: 'term', intent: 'term.define', args: name ? { term: name } : {} },
  })

const STATES = ['已确认', '待确认'] as const

/** 填词条: the office says what a word means, and where it stands. */
const define = intent({
  title: '填写词条',
  examples: [
    '填写词条四到四零',
    '补充词条3358行动的含义',
    '修改词条一轴三廊',
    '给四到四零加个解释',
    '给五制一平台写个解释',
    '补充词条',
    '修改词条解释',
  ],
  access: ['office', 'admin'],

  read: ({ text: said }) => {
    const name = /词条[“"：:\s]*([^“”"，,。的]{2,20})/.exec(said)?.[1]
    return name ? { term: name } : {}
  },
  slots: z.object({
    term: z.string().max(60).optional(),
    meaning: z.string().max(2000).optional(),
    source: z.string().max(200).optional(),
    status: z.string().max(10).optional(),
    sure: z.literal(true).optional(),
  }),
  async run({ db, now, speaker, causeId }, given) {
    const known = given.term ? termIn(await terms(db), given.term) : null
    if (given.sure) {
      const name = filledIn(given.term, '词语')
      const changed = await defineTerm(
        { db, now, speaker, causeId },
        {
          name: known?.name ?? name,
          meaning: filledIn(given.meaning, '意思'),
          source: filledIn(given.source, '出处'),
          status: choiceIn(given.status, STATES, '是否已经主管部门确认'),
        },
      )
      return {
        card: {
          title: changed ? '词条已更新' : '没有变化',
          tone: 'good',
          blocks: [text(bold(known?.name ?? name), `：${given.meaning ?? ''}`)],
        },
        replaces: true,
      }
    }
    if (known === null && given.term !== undefined && given.term.length < 2)
      throw new Refusal('请写清是哪个词。')
    return {
      card: {
        title: '填写词条',
        tone: 'info',
        blocks: [
          {
            kind: 'form',
            name: 'term',
            fields: [
              {
                kind: 'text',
                name: 'term',
                label: '词语',
                required: true,
                ...((known?.name ?? given.term) && { value: known?.name ?? given.term ?? '' }),
              },
              {
                kind: 'text',
                name: 'meaning',
                label: '意思',
                long: true,
                required: true,
                ...(known?.meaning && { value: known.meaning }),
              },
              { kind: 'text', name: 'source', label: '出处（文件名、文号）', required: true },
              {
                kind: 'choice',
                name: 'status',
                label: '是否已经主管部门确认',
                required: true,
                value: '已确认',
                options: STATES.map(value => ({ value, label: value })),
              },
            ],
            submit: {
              label: '保存词条',
              style: 'primary',
              action: { command: 'term', intent: 'term.define', args: { sure: true } },
            },
          },
          note('原来的说法保留备查。没有出处的不登记。'),
        ],
      },
    }
  },
})

export const term = {
  name: 'term',
  title: '词语解释',
  aliases: ['词条', '名词解释'],
  summary: '文件里的缩略语是什么意思；文件没有说的如实说没有，并告诉您该问谁',
  intents: { 'query.term': query, 'term.define': define },
} satisfies Command
