import type { enterprise } from '../../../db/schema/index.ts'

type Row = typeof enterprise.$inferSelect

/** What is registered of an enterprise besides its other names; what the statuses say follows from their periods. */
export type Fields = Pick<
  Row,
  | 'name'
  | 'shortName'
  | 'regionCode'
  | 'parkId'
  | 'assessUnitId'
  | 'chain'
  | 'industryCode'
  | 'originClass'
  | 'size'
  | 'landMu'
  | 'listingStage'
  | 'isIndustrial'
  | 'isDigital'
  | 'isAboveScale'
  | 'firstAboveScaleOn'
  | 'inStats'
>
export type FieldKey = keyof Fields

/** Fields as people call them, in tables, on cards and in what is kept of changes; and their columns in the database. */
export const FIELDS: Record<FieldKey, { title: string; column: string }> = {
  name: { title: '企业名称', column: 'name' },
  shortName: { title: '简称', column: 'short_name' },
  regionCode: { title: '所属区域', column: 'region_code' },
  parkId: { title: '园区', column: 'park_id' },
  assessUnitId: { title: '考核单位', column: 'assess_unit_id' },
  chain: { title: '产业链', column: 'chain' },
  industryCode: { title: '行业代码', column: 'industry_code' },
  originClass: { title: '企业类别', column: 'origin_class' },
  size: { title: '企业规模', column: 'size' },
  landMu: { title: '用地亩数', column: 'land_mu' },
  listingStage: { title: '上市阶段', column: 'listing_stage' },
  isIndustrial: { title: '是否工业企业', column: 'is_industrial' },
  isDigital: { title: '是否数字经济企业', column: 'is_digital' },
  isAboveScale: { title: '是否规上', column: 'is_above_scale' },
  firstAboveScaleOn: { title: '首次入规日期', column: 'first_above_scale_on' },
  inStats: { title: '是否入统', column: 'in_stats' },
}

export const FIELD_KEYS = Object.keys(FIELDS) as FieldKey[]

/** A value as people read it; ids by their names. */
export function sayField(value: Fields[FieldKey], nameOf: (id: string) => string | undefined): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  return nameOf(value) ?? value
}
