import { z } from 'zod'
import { type Block, bold, buttons, type Card, note, text } from '../src/chat/card.ts'
import { type Command, type Context, intent, type Reply } from '../src/chat/command.ts'
import { tailOf } from '../src/chat/notices/case-body.ts'
import { openAct } from '../src/ledger/act.ts'
import { CATEGORIES, guessCategory } from '../src/ledger/categories.ts'
import { routeFor } from '../src/ledger/routing.ts'
import {
  activeTaskforces,
  type Cluster,
  casesOfKind,
  closeTaskforce,
  createTaskforce,
  joinNewCases,
  SUGGESTED_FROM,
  sizeOf,
  suggestTaskforces,
  type TaskforceState,
} from '../src/ledger/taskforce.ts'
import { Refusal } from '../src/lib/errors.ts'
import { dayOf, sayDay } from '../src/lib/time.ts'
import { handlingUnits } from '../src/people/find-unit.ts'
import { hasRole } from '../src/people/may.ts'
import { readRegion } from './case/merge.ts'
import { unitIn } from './case/units.ts'
import { unitsIn } from './parts/units-in.ts'

const WHOLE_CITY = 'all'
const { cases: FEW, firms: FIRMS, days: DAYS } = SUGGESTED_FROM

const creating = z.object({
  category: z.string().max(20).optional(),
  /** Region, by name. */
  region: z.string().max(20).optional(),
  lead_dept: z.string().max(40).optional(),
  /** What the form hands in. */
  unit: z.string().max(40).optional(),
  name: z.string().optional(),
  region_code: z.string().max(6).optional(),
})
type Creating = z.infer<typeof creating>

const one = z.object({ taskforce: z.number().int() })
const act = ({ db, now, speaker, causeId }: Context) => openAct(db, now, speaker, causeId)

/** 共性问题专班: one unit takes the lead on one kind of problem. */
export const taskforce: Command = {
  name: 'taskforce',
  title: '共性专班',
  aliases: ['专班'],
  summary: '同类问题集中时建专班，由一个单位牵头统筹',
  intents: {
    'taskforce.create': intent({
      title: '建共性专班',
      examples: [
        '最近用工问题集中 建个共性专班 人社局牵头',
        '衡东用电的成立一个专班 供电公司牵头',
        '招工难的建专班',
        '建立融资共性问题专班',
        '把耒阳用地问题纳入专班',
        '成立用地专班 自规局牵头',
        '给物流问题建个专班',
        '审批难的问题突出 组建专班',
        '用工问题搞个专班来解决',
        '松木用电成立专班',
        '拖欠账款建共性专班 工信局牵头',
        '针对融资难拉一个专班',
        '用工问题建专班',
        '融资的搞个专班 金融办牵头',
        '成立用电专班',
        '祁东招工难多 成立专班',
        '建个物流专班 交通局牵头',
        '审批手续问题集中 建专班',
        '耒阳用地成立共性专班',
        '拉个用工专班',
        '建专班 拖欠账款',
        '水电气的问题成立个专班 住建局牵头',
        '针对用工难组个专班',
        '这几件共性的 建专班',
        '停电问题太多 建个专班 供电公司牵头',
        '衡南用工集中 拉个专班 人社局牵头',
        '融资难普遍 成立共性问题专班',
        '拖欠账款问题多 组个专班 工信局牵头',
      ],
      access: ['office'],

      read: ({ text }) => {
        const region = readRegion(text)?.name
        return { ...categoryOf(text), ...(region && { region }), ...leadOf(text) }
      },
      slots: creating,
      run: create,
    }),
    'query.taskforce': intent({
      title: '专班情况',
      examples: [
        '现在有哪些专班',
        '融资专班进展怎么样',
        '哪些问题该建专班',
        '共性问题专班办得怎么样了',
        '专班有哪些',
        '用工专班推进情况',
        '有几个专班在运行',
        '融资专班谁负责',
        '专班成员名单',
        '专班解决了几个问题',
        '各专班进展',
        '专班有几个',
        '祁东有哪三个专班',
        '用工专班怎么样',
        '融资专班谁牵头',
        '用地专班有哪些人',
        '专班进展',
        '建了哪些专班',
        '专班名单',
        '专班办结几件',
        '各专班情况',
        '供电专班到哪步了',
        '专班还有几件没办',
        '哪些要建专班',
        '祁东三个专班现在怎么样',
        '用地专班成员有谁',
        '融资专班解决了多少件',
        '目前建了几个共性专班 谁牵头',
        '专班名单发我 谁牵头',
      ],
      access: ['office', 'leader', 'department', 'utility', 'county', 'chain', 'observer'],

      read: ({ text }) => ({ ...categoryOf(text), ...leadOf(text) }),
      slots: z.object({}),
      run: list,
    }),
    'taskforce.join': intent({
      title: '并入专班',
      examples: [],
      access: ['office'],
      slots: one,
      async run(context, given) {
        const { name, cases } = await joinNewCases(await act(context), given.taskforce)
        return listAgain(context, `${cases}件新的诉求已纳入“${name}”。`)
      },
    }),
    'taskforce.close': intent({
      title: '撤专班',
      examples: [],
      access: ['office'],
      slots: one,
      async run(context, given) {
        const name = await closeTaskforce(await act(context), given.taskforce)
        return listAgain(context, `“${name}”已撤销，各件继续由承办单位办理。`)
      },
    }),
  },
}

function categoryOf(text: string) {
  const { category, confidence } = guessCategory(text)
  return confidence > 0 ? { category } : {}
}

/** The unit that leads: the one before 牵头. */
function leadOf(text: string) {
  const known = unitsIn(text).find(({ end }) => /^(?:来)?牵头/.test(text.slice(end)))
  const lead = known?.called ?? /([^\s,，。]{2,14}?)(?:来)?牵头/.exec(text)?.[1]
  return lead && !/^谁|哪/.test(lead) ? { lead_dept: lead } : {}
}

async function create(context: Context, given: Creating): Promise<Reply> {
  const { category, unit, name } = given
  if (!category || !CATEGORIES.some(known => known === category))
    throw new Refusal('请写明是哪一类问题，例如“融资问题集中 建个共性专班 金融办牵头”。')
  const isForm = context.text === '' && unit !== undefined && name !== undefined
  const regionCode = given.region_code
    ? given.region_code === WHOLE_CITY
      ? null
      : given.region_code
    : given.region
      ? (readRegion(given.region)?.code ?? null)
      : null
  if (!isForm) return confirm(context, { category, regionCode }, given)
  const { cases } = await createTaskforce(await act(context), {
    category,
    regionCode,
    leadUnitId: unit,
    name,
  })
  return listAgain(context, `“${name}”已成立，纳入${cases}件诉求，已告知牵头单位和各承办单位。`)
}

const SHOWN = 8

/** What the task force would take in, and the form that founds it. */
async function confirm(
  context: Context,
  kind: { category: string; regionCode: string | null },
  { lead_dept, region }: Creating,
): Promise<Reply> {
  const { db, now } = context
  const found = await casesOfKind(db, now, kind)
  const place = kind.regionCode === null ? '全市' : (region ?? '')
  if (found.length < 2)
    throw new Refusal(`近${DAYS}天${place}在办的${kind.category}诉求只有${found.length}件，还不用建专班。`)
  const size = sizeOf(found)
  const isFew = size.cases < FEW || size.firms < FIRMS
  const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
  const proposed =
    (await unitIn(db, lead_dept)) ?? (await routeFor(db, kind.category, kind.regionCode, '一般')).unitId
  const name = `${kind.regionCode === null ? '' : place}${kind.category}共性问题专班`
  const card: Card = {
    title: `建专班：${place}${kind.category}`,
    tone: 'info',
    blocks: [
      text('近', `${DAYS}天在办的有`, bold(`${size.cases}件，涉及${size.firms}家企业`), '，会纳入专班：'),
      ...found
        .slice(0, SHOWN)
        .map(({ row, enterprise }) =>
          text(`${tailOf(row.no)} ${enterprise.name}：${row.detail.slice(0, 30)}`),
        ),
      ...(found.length > SHOWN ? [note(`只列最近${SHOWN}件，其余${found.length - SHOWN}件也会纳入。`)] : []),
      ...(isFew ? [note(`还没到建议标准（${DAYS}天内${FEW}件、${FIRMS}家企业），请斟酌。`)] : []),
      {
        kind: 'form',
        name: 'taskforce',
        fields: [
          { kind: 'text', name: 'name', label: '专班名称', required: true, value: name },
          {
            kind: 'choice',
            name: 'unit',
            label: '牵头单位',
            required: true,
            options: units,
            ...(units.some(({ value }) => value === proposed) && { value: proposed }),
          },
        ],
        submit: {
          label: '成立专班',
          style: 'primary',
          action: {
            command: 'taskforce',
            intent: 'taskforce.create',
            args: { category: kind.category, region_code: kind.regionCode ?? WHOLE_CITY },
          },
        },
      },
    ],
  }
  return { card, isPrivate: true }
}

async function list(context: Context): Promise<Reply> {
  return { card: await listCard(context, []) }
}

async function listAgain(context: Context, done: string): Promise<Reply> {
  const card = await listCard(context, [text(bold(done))])
  return { card, replaces: true, toast: { tone: 'good', text: done } }
}

async function listCard({ db, now, speaker }: Context, above: Block[]): Promise<Card> {
  const [active, suggested] = [await activeTaskforces(db), await suggestTaskforces(db, now)]
  const mayAct = hasRole(speaker, 'office')
  return {
    title: '共性问题专班',
    tone: 'info',
    blocks: [
      ...above,
      ...(active.length === 0 ? [text('现在没有专班。')] : []),
      ...active.flatMap(state => stateBlocks(state, dayOf(now), mayAct)),
      ...(suggested.length > 0 ? [text(bold('建议建专班：'))] : []),
      ...suggested.slice(0, 5).flatMap(cluster => suggestionBlocks(cluster, mayAct)),
      note(`建议标准：同一县市区、同一类别，${DAYS}天内有${FEW}件以上、${FIRMS}家以上企业在办（可调整）。`),
    ],
  }
}

function stateBlocks(
  { id, name, unit, total, open, firms, since }: TaskforceState,
  today: string,
  mayAct: boolean,
): Block[] {
  const words = text(
    bold(name),
    `：${unit}牵头，${sayDay(since, today)}成立，${firms}家企业${total}件，已办完${total - open}件，在办${open}件。`,
  )
  const action = (intentName: string) => ({
    command: 'taskforce',
    intent: intentName,
    args: { taskforce: id },
  })
  if (!mayAct) return [words]
  return [
    words,
    buttons(
      { label: '并入新的同类诉求', action: action('taskforce.join') },
      { label: '撤专班', style: 'danger', action: action('taskforce.close'), confirm: `撤销“${name}”？` },
    ),
  ]
}

function suggestionBlocks({ category, regionCode, region, cases, firms }: Cluster, mayAct: boolean): Block[] {
  const words = text(`${region}${category}：${cases}件，${firms}家企业`)
  const action = {
    command: 'taskforce',
    intent: 'taskforce.create',
    args: { category, region, region_code: regionCode },
  }
  return mayAct ? [words, buttons({ label: '建专班', action })] : [words]
}
