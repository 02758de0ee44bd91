import { ALIAS_KINDS, ENTERPRISE_SIZES, ORIGIN_CLASSES, park, region } from '../../db/schema/index.ts'
import type { Context } from '../../src/chat/command.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { mayKeepEnterprise } from '../../src/people/may.ts'
import { chainNames, listFor, tagOf } from '../../src/registry/chains/names.ts'
import { industryClass } from '../../src/registry/enterprise/industry.ts'
import type { Registered } from '../../src/registry/enterprise/read.ts'
import { afterSaid, type SaidFields, saidOf, withoutAlias } from '../../src/registry/enterprise/said.ts'
import { type Change, writeEnterprises } from '../../src/registry/enterprise/write.ts'
import { numberIn } from '../parts/form-values.ts'
import { choice, type EditAsked, type EditForm, line, oneOf, optionsOf } from './edit-form.ts'

const NO_PARK = { value: 'none', label: '不在园区' }
const TICKS = ['是', '否'] as const

/** 登记信息: where an enterprise belongs, what it makes, how large it is. */
export const fieldsForm: EditForm = {
  title: '修改登记信息',
  async fields({ db, now }, { fields }, asked) {
    const regions = (await db.select().from(region).orderBy(region.code)).map(({ code, name }) => ({
      value: code,
      label: name,
    }))
    const parks = (await db.select().from(park).orderBy(park.id)).map(({ id, name }) => ({
      value: id,
      label: name,
    }))
    const names = await chainNames(db)
    const chains = listFor(names, Number(dayOf(now).slice(0, 4))).map(({ id }) => tagOf(names, id))
    const tick = (flag: boolean | null) => (flag === null ? undefined : flag ? '是' : '否')
    return [
      line('name', '企业名称', fields.name),
      line('shortName', '常用简称', fields.shortName),
      choice('regionCode', '所属区域', regions, asked.regionCode ?? fields.regionCode),
      choice('parkId', '园区', [NO_PARK, ...parks], asked.parkId ?? fields.parkId ?? NO_PARK.value),
      choice('chain', '产业链', optionsOf([...new Set(chains)]), asked.chain ?? fields.chain),
      line('industryCode', '行业代码', asked.industryCode ?? fields.industryCode, '如 C3831'),
      choice('originClass', '企业类别', optionsOf(ORIGIN_CLASSES), fields.originClass),
      choice('size', '企业规模', optionsOf(ENTERPRISE_SIZES), asked.size ?? fields.size),
      line('landMu', '用地亩数', asked.landMu ?? fields.landMu, '如 68.5'),
      line(
        'listingStage',
        '上市阶段',
        asked.listingStage ?? fields.listingStage,
        '如 股改、辅导备案、已上市',
      ),
      choice('isIndustrial', '工业企业', optionsOf(TICKS), tick(fields.isIndustrial)),
      choice('isDigital', '数字经济企业', optionsOf(TICKS), tick(fields.isDigital)),
      line('reason', '修改依据', asked.reason, '如 营业执照变更、县局来函'),
    ]
  },
  async save({ db, now, speaker }, firm, asked, change) {
    const said = fieldsSaid(asked)
    const after = afterSaid(firm, saidOf(firm.uscc, said), dayOf(now))
    if (!mayKeepEnterprise(speaker, { uscc: firm.uscc, ...after.fields }))
      throw new Refusal('改了以后这家企业就不归您的县市区、园区了，请交领导小组办公室改。')
    return isChanged(await writeEnterprises(db, [{ before: firm, after }], change))
  },
}

const isChanged = (effects: readonly string[]) => effects.some(effect => effect !== 'same')

/** What the form says; an empty field leaves what stands. */
function fieldsSaid(asked: EditAsked): SaidFields {
  const code = asked.industryCode?.trim()
  const industryCode = code ? industryClass(code) : null
  if (code && !industryCode) throw new Refusal(`行业代码“${code}”不是国民经济行业代码，请填成 C3831 这样。`)
  const words = (said: string | undefined) => said?.trim() || null
  const flag = (said: string | undefined, label: string) => {
    const ticked = oneOf(TICKS, said, label)
    return ticked === null ? null : ticked === '是'
  }
  const all = {
    name: words(asked.name),
    shortName: words(asked.shortName),
    regionCode: words(asked.regionCode),
    chain: words(asked.chain),
    industryCode,
    originClass: oneOf(ORIGIN_CLASSES, asked.originClass, '企业类别'),
    size: oneOf(ENTERPRISE_SIZES, asked.size, '企业规模'),
    landMu: numberIn(asked.landMu, '用地亩数')?.toFixed(2) ?? null,
    listingStage: words(asked.listingStage),
    isIndustrial: flag(asked.isIndustrial, '工业企业'),
    isDigital: flag(asked.isDigital, '数字经济企业'),
  }
  const filled = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as SaidFields
  const parkId = words(asked.parkId)
  return parkId === null ? filled : { ...filled, parkId: parkId === NO_PARK.value ? null : parkId }
}

const DROP = '去掉这个叫法'

/** 叫法: other names an enterprise goes by. */
export const namesForm: EditForm = {
  title: '加企业叫法',
  async fields(_, __, asked) {
    return [
      { ...line('alias', '叫法', asked.alias, '如 湘油泵'), required: true } as const,
      choice('kind', '是什么', optionsOf([...ALIAS_KINDS, DROP]), asked.kind ?? '简称', true),
    ]
  },
  async save({ db, now }, firm, asked, change) {
    const alias = asked.alias?.normalize('NFKC').trim() ?? ''
    if (alias.length < 2 || alias.length > 60) throw new Refusal('叫法要有 2 到 60 个字，请重新填写。')
    if (asked.kind === DROP) return drop({ db }, firm, alias, change)
    const kind = oneOf(ALIAS_KINDS, asked.kind, '是什么') ?? '简称'
    const after = afterSaid(firm, saidOf(firm.uscc, {}, [{ alias, kind }]), dayOf(now))
    return isChanged(await writeEnterprises(db, [{ before: firm, after }], change))
  },
}

async function drop(
  { db }: Pick<Context, 'db'>,
  firm: Registered,
  alias: string,
  change: Change,
): Promise<boolean> {
  if (!firm.aliases.some(one => one.alias === alias))
    throw new Refusal(
      `“${firm.fields.shortName}”没有登记“${alias}”这个叫法，登记的有：${firm.aliases.map(one => one.alias).join('、') || '无'}。`,
    )
  return isChanged(await writeEnterprises(db, [{ before: firm, after: withoutAlias(firm, alias) }], change))
}
