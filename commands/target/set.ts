import { z } from 'zod'
import { bold, note, text } from '../../src/chat/card.ts'
import { type Context, intent, type Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { scopesOf } from '../../src/people/may.ts'
import { placeCalled, placeIn } from '../../src/registry/places.ts'
import { CITY, setTarget, targetsFor } from '../../src/registry/targets/targets.ts'
import { filledIn, numberIn } from '../parts/form-values.ts'

const slots = z.object({
  region: z.string().max(20).optional(),
  park: z.string().max(20).optional(),
  target: z.enum(['新增规上', '净增规上']).optional(),
  goal: z.union([z.number().int(), z.string().max(12)]).optional(),
  year: z.union([z.number().int(), z.string().max(6)]).optional(),
  document: z.string().max(100).optional(),
  sure: z.literal(true).optional(),
})
type Given = z.infer<typeof slots>

/** 下达目标: the office sets a place's target of a year, a county its own; the one that stood is kept. */
export const set = intent({
  title: '登记目标',
  examples: [
    '衡东县今年新增规上目标定为12家',
    '松木2024年新增规模企业目标调整为10家',
    '耒阳净增目标下达8家',
    '登记各县市区新增规上目标',
    '设定目标 祁东15家',
    '下达今年目标 衡南10家',
    '把耒阳目标改成12家',
    '登记今年新增规上目标',
  ],
  inPrivate: true,
  access: ['office', 'county'],

  read: ({ text: said, rest, now }) => {
    const place = placeIn(rest)
    const goal = /(\d{1,5})\s*(?:家|户|个)/.exec(said)?.[1]
    const thisYear = Number(dayOf(now).slice(0, 4))
    const named = /(20\d\d)年/.exec(said)?.[1]
    return {
      ...(place && { [place.kind]: place.name }),
      target: /净增/.test(said) ? '净增规上' : '新增规上',
      ...(goal && { goal: Number(goal) }),
      year: named ? Number(named) : /明年/.test(said) ? thisYear + 1 : thisYear,
    }
  },
  slots,
  run: (context, given) => (given.sure ? submit(context, given) : openForm(context, given)),
})

/** The place that is meant; a county's own where none is named. */
function placeOf({ speaker }: Context, given: Given): { id: string; name: string } {
  const named = placeCalled(given.park ?? given.region)
  if (named) return named
  const [own] = scopesOf(speaker, 'county')
  if (own) return { id: own, name: '本单位' }
  return { id: CITY, name: '全市' }
}

async function openForm(context: Context, given: Given): Promise<Reply> {
  const place = placeOf(context, given)
  const year = Number(given.year ?? dayOf(context.now).slice(0, 4))
  const indicator = given.target ?? '新增规上'
  const [standing] = await targetsFor(context.db, year, { placeId: place.id, indicator })
  return {
    card: {
      title: `登记目标：${place.name}`,
      tone: 'info',
      blocks: [
        ...(standing
          ? [text(`现在的目标：${standing.value.toFixed()}${standing.unit}（${standing.document}）。`)]
          : [text('现在还没有登记。')]),
        {
          kind: 'form',
          name: 'target',
          fields: [
            {
              kind: 'choice',
              name: 'target',
              label: '指标',
              required: true,
              value: indicator,
              options: ['新增规上', '净增规上'].map(value => ({ value, label: value })),
            },
            { kind: 'text', name: 'year', label: '年份', required: true, value: String(year) },
            {
              kind: 'text',
              name: 'goal',
              label: '目标（家）',
              required: true,
              ...(given.goal !== undefined && { value: String(given.goal) }),
            },
            {
              kind: 'text',
              name: 'document',
              label: '出自哪份文件或会议',
              required: true,
              placeholder: '例如 衡新工办〔2023〕2号',
            },
          ],
          submit: {
            label: '确认登记',
            style: 'primary',
            action: {
              command: 'target',
              intent: 'target.set',
              args: {
                ...(given.region && { region: given.region }),
                ...(given.park && { park: given.park }),
                sure: true,
              },
            },
          },
        },
        note('原来的目标保留备查。成批登记请用目标表格。'),
      ],
    },
    isPrivate: true,
  }
}

async function submit(context: Context, given: Given): Promise<Reply> {
  const { db, now, speaker, causeId } = context
  const place = placeOf(context, given)
  const year = Number(given.year)
  const value = numberIn(String(given.goal ?? ''), '目标')
  if (!value?.round(0).eq(value)) throw new Refusal('目标请写成整数，例如 12。')
  if (!Number.isInteger(year)) throw new Refusal('年份请写成四位数字，例如 2023。')
  const document = filledIn(given.document, '出自哪份文件或会议')
  const indicator = given.target ?? '新增规上'
  const changed = await setTarget(
    { db, now, speaker, causeId },
    {
      level: place.id === CITY ? '市' : '县',
      placeId: place.id,
      indicator,
      subject: '',
      year,
      value,
      unit: '家',
      document,
      clause: `${year}年${indicator}${value.toFixed()}家`,
    },
  )
  return {
    card: {
      title: changed ? '目标已登记' : '没有变化',
      tone: 'good',
      blocks: [
        text(
          `${place.name}${year}年${indicator}目标`,
          bold(`${value.toFixed()}家`),
          changed ? '。' : '，原来就是这样登记的。',
        ),
      ],
    },
    isPrivate: true,
    replaces: true,
  }
}
