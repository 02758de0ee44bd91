import { z } from 'zod'
import { PARKS, REGIONS } from '../../db/base/places.ts'
import { PROJECT_KINDS } from '../../db/schema/index.ts'
import { note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { handlingUnits } from '../../src/people/find-unit.ts'
import { hasRole, scopesOf } from '../../src/people/may.ts'
import { getEnterprise } from '../../src/registry/enterprises.ts'
import { createProject } from '../../src/registry/projects/create.ts'
import { projectsOn } from '../../src/registry/projects/load.ts'
import { amountIn, choiceIn, dayIn, filledIn } from '../parts/form-values.ts'
import { showProject } from './show.ts'

const field = z.string().max(300, '太长了，请压缩到300字以内。').optional()
const SECTORS = ['工业', '农林牧渔', '建筑业', '服务业', '其他'] as const
const LEVELS = ['省', '市', '县'] as const

export const addSlots = z.object({
  uscc: z.string().max(40).optional(),
  /** `$self` is the speaker's own, not named. */
  enterprise: z.string().max(100).optional(),
  sure: z.boolean().optional(),
  name: field,
  kinds: z.union([z.string().max(20), z.array(z.string().max(20))]).optional(),
  level: field,
  sector: field,
  place: field,
  unit: field,
  owner: field,
  amount: field,
  day: field,
})
type Slots = z.infer<typeof addSlots>

/** Where a speaker may put a project: anywhere, or in their own county or park. */
function placesOf({ speaker }: Context) {
  const all = [
    ...REGIONS.filter(({ code }) => code !== '430400').map(({ code, name }) => ({
      value: code,
      label: name,
    })),
    ...PARKS.map(({ id, name }) => ({ value: id, label: name })),
  ]
  if (hasRole(speaker, 'office')) return all
  const own = scopesOf(speaker, 'county')
  const parks = PARKS.filter(({ id, regionCode }) => own.includes(id) || own.includes(regionCode ?? ''))
  return all.filter(({ value }) => own.includes(value) || parks.some(({ id }) => id === value))
}

/** 项目入库: one at a time by a form; many come as a spreadsheet. */
export async function addProject(context: Context, given: Slots): Promise<Reply> {
  const places = placesOf(context)
  if (places.length === 0) throw new Refusal('项目入库由领导小组办公室和属地县市区园区办理。')
  return given.sure
    ? submit(
        context,
        given,
        places.map(({ value }) => value),
      )
    : blank(context, given, places)
}

async function blank(
  context: Context,
  given: Slots,
  places: { value: string; label: string }[],
): Promise<Reply> {
  const { db } = context
  const firm = given.uscc && given.enterprise !== '$self' ? await getEnterprise(db, given.uscc) : null
  const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
  const options = (values: readonly string[]) => values.map(value => ({ value, label: value }))
  return {
    card: {
      title: '项目入库',
      tone: 'info',
      blocks: [
        ...(firm ? [text(`业主企业：${firm.name}`)] : []),
        {
          kind: 'form',
          name: 'project_add',
          fields: [
            { kind: 'text', name: 'name', label: '项目全称', required: true },
            {
              kind: 'choices',
              name: 'kinds',
              label: '类别',
              required: true,
              options: options(PROJECT_KINDS),
            },
            {
              kind: 'choice',
              name: 'level',
              label: '级别',
              required: true,
              value: '市',
              options: options(LEVELS),
            },
            {
              kind: 'choice',
              name: 'sector',
              label: '领域',
              required: true,
              value: '工业',
              options: options(SECTORS),
            },
            { kind: 'choice', name: 'place', label: '所在地', required: true, options: places },
            {
              kind: 'text',
              name: 'amount',
              label: '总投资（万元）',
              required: true,
              placeholder: '例如 12000 或 1.2亿',
            },
            { kind: 'choice', name: 'unit', label: '责任单位', options: units },
            { kind: 'text', name: 'owner', label: '责任人', required: true },
            { kind: 'date', name: 'day', label: '计划开工日期' },
          ],
          submit: {
            label: '入库',
            style: 'primary',
            action: {
              command: 'project',
              intent: 'project.add',
              args: { sure: true, ...(firm && { uscc: firm.uscc }) },
            },
          },
        },
        note('要一次录入很多项目，请用项目表格导入。'),
      ],
    },
    isPrivate: true,
  }
}

async function submit(context: Context, given: Slots, places: readonly string[]): Promise<Reply> {
  const { db, now, speaker } = context
  if (speaker.kind !== 'person') throw new Refusal('您还没有绑定身份，不能录入项目。')
  const place = places.find(value => value === given.place)
  if (!place) throw new Refusal('请选择所在地；只能录入您负责的县市区园区的项目。')
  const kinds = [given.kinds ?? []].flat()
  const total = amountIn(filledIn(given.amount, '总投资'), '总投资')
  if (!total) throw new Refusal('请填总投资。')
  const firm = given.uscc ? await getEnterprise(db, given.uscc) : null
  const park = PARKS.find(({ id }) => id === place)
  const units = await handlingUnits(db)
  const id = await createProject(
    db,
    {
      name: filledIn(given.name, '项目全称'),
      kinds: kinds.length > 0 ? kinds.map(kind => choiceIn(kind, PROJECT_KINDS, '类别')) : ['其他'],
      level: choiceIn(given.level, LEVELS, '级别'),
      sector: choiceIn(given.sector, SECTORS, '领域'),
      uscc: firm?.uscc ?? null,
      regionCode: park ? (park.regionCode ?? null) : place,
      parkId: park?.id ?? null,
      chain: firm?.chain ?? null,
      ownerUnitId: units.find(one => one.id === given.unit)?.id ?? null,
      owner: filledIn(given.owner, '责任人'),
      total,
      plannedStart: dayIn(given.day, '计划开工日期'),
      isDemo: speaker.isDemo,
    },
    { by: speaker.id, now, reason: null },
  )
  const [project] = await projectsOn(db, dayOf(now), id)
  if (!project) throw new Error(`project ${id} is not there`)
  const reply = await showProject(context, project, [text('已入库。可以接着定年度计划、加节点、组专班。')])
  return { ...reply, replaces: true, toast: { tone: 'good', text: '已入库' } }
}
