import { z } from 'zod'
import { REGIONS } from '../../db/base/places.ts'
import { URGENCIES } from '../../db/schema/index.ts'
import { type Card, note, text } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { CATEGORIES } from '../../src/ledger/categories.ts'
import { routesOf } from '../../src/ledger/route-table.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { handlingUnits } from '../../src/people/find-unit.ts'
import { unitIn } from '../case/units.ts'
import { changeAction, scopeOf } from './cards.ts'

/** The choice that stands for the whole city, and for any urgency. */
export const ALL = 'all'

export const routeSetting = z.object({
  category: z.string().max(20).optional(),
  region_code: z.string().max(6).optional(),
  urgency: z.string().max(4).optional(),
  /** A unit in words, or the id the form hands in. */
  unit: z.string().max(40).optional(),
  days: z.union([z.number(), z.string().max(4)]).optional(),
  reason: z.string().optional(),
  /** Handed in by the form. */
  sure: z.literal(true).optional(),
})
export type RouteSetting = z.infer<typeof routeSetting>

/** What is to change, filled with what was said and what stands; nothing changes until it is handed in. */
export async function routeForm({ db, text: said }: Context, given: RouteSetting): Promise<Reply> {
  const { category } = given
  if (!category || !CATEGORIES.some(known => known === category))
    throw new Refusal('请写明是哪一类诉求，例如“以后停水的都派给水务公司 5个工作日”。')
  const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
  const named =
    units.find(({ value }) => value === given.unit)?.value ?? (await unitIn(db, given.unit ?? said))
  const regionCode = given.region_code ?? ALL
  const rules = (await routesOf(db, category)).filter(({ to, urgency }) => to === null && urgency === null)
  const standing = rules.find(one => (one.regionCode ?? ALL) === regionCode) ?? rules[0]
  const unit = named ?? standing?.unitId
  const card: Card = {
    title: `改派单规则：${category}`,
    tone: 'info',
    blocks: [
      ...(standing
        ? [text(`现在：${scopeOf(standing)}由${standing.unit}办理，${standing.dueDays}个工作日。`)]
        : []),
      {
        kind: 'form',
        name: 'route',
        fields: [
          {
            kind: 'choice',
            name: 'region_code',
            label: '适用范围',
            required: true,
            value: regionCode,
            options: [
              { value: ALL, label: '全市' },
              ...REGIONS.filter(({ code }) => code !== '430400').map(({ code, name }) => ({
                value: code,
                label: name,
              })),
            ],
          },
          {
            kind: 'choice',
            name: 'urgency',
            label: '紧急程度',
            required: true,
            value: ALL,
            options: [{ value: ALL, label: '不限' }, ...URGENCIES.map(value => ({ value, label: value }))],
          },
          {
            kind: 'choice',
            name: 'unit',
            label: '承办单位',
            required: true,
            options: units,
            ...(unit && { value: unit }),
          },
          {
            kind: 'text',
            name: 'days',
            label: '期限（工作日）',
            required: true,
            value: String(given.days ?? standing?.dueDays ?? ''),
          },
          {
            kind: 'text',
            name: 'reason',
            label: '调整理由',
            required: true,
            value: given.reason ?? '',
            placeholder: '例如：机构改革后职责划转',
          },
        ],
        submit: { label: '确认修改', style: 'primary', action: changeAction({ category, sure: true }) },
      },
      note('只影响以后的派单；已经交办的诉求，单位和期限都不变。旧规则留存可查。'),
    ],
  }
  return { card }
}
