import { QUALIFICATION_LEVELS, STATUSES } from '../../db/schema/index.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { dayOf } from '../../src/lib/time.ts'
import { saveQualifications } from '../../src/registry/enterprise/keep-qualifications.ts'
import { kindsIn, qualificationKinds } from '../../src/registry/enterprise/qualifications.ts'
import { afterStay } from '../../src/registry/enterprise/said.ts'
import { writeEnterprises } from '../../src/registry/enterprise/write.ts'
import { dayIn } from '../parts/form-values.ts'
import { choice, type EditForm, line, oneOf, optionsOf } from './edit-form.ts'

const ENTRIES = ['月度', '年度'] as const

/** 规上、入统: a stay begins or ends. */
export const stayForm: EditForm = {
  title: '登记入规退规、入统退库',
  async fields(_, __, asked) {
    return [
      choice('status', '状态', optionsOf(STATUSES), asked.status ?? '规上', true),
      {
        kind: 'date',
        name: 'from',
        label: '进入日期（登记退出时可不填）',
        ...(asked.from && { value: asked.from }),
      },
      { kind: 'date', name: 'to', label: '退出日期（还在的不填）', ...(asked.to && { value: asked.to }) },
      choice('entry', '入库方式', optionsOf(ENTRIES), asked.entry),
      line('reason', '退出原因或依据', asked.reason, '如 停产'),
    ]
  },
  async save({ db, now }, firm, asked, change) {
    const status = oneOf(STATUSES, asked.status, '状态')
    if (!status) throw new Refusal('请选状态：规上或入统。')
    const fromOn = dayIn(asked.from, '进入日期')
    const toOn = dayIn(asked.to, '退出日期')
    if (!fromOn && !toOn) throw new Refusal('请填进入日期或退出日期。')
    const today = dayOf(now)
    for (const day of [fromOn, toOn])
      if (day && day > today) throw new Refusal(`${day} 还没有到，请核对日期。`)
    if (toOn && !fromOn && !firm.standing[status].periods.some(one => one.toOn === null))
      throw new Refusal(`没有登记这家企业现在${status}，登记退出请把进入日期也填上。`)
    const exitReason = toOn ? (asked.reason?.trim() ?? null) : null
    const entry = oneOf(ENTRIES, asked.entry, '入库方式')
    const after = afterStay(firm, { status, fromOn, toOn, entry, exitReason })
    const effects = await writeEnterprises(db, [{ before: firm, after }], change)
    return effects.some(effect => effect !== 'same')
  },
}

/** 资质: what an enterprise was recognised as, until when, and that it lost it. */
export const qualificationForm: EditForm = {
  title: '登记资质',
  async fields({ db }, _, asked) {
    const kinds = await qualificationKinds(db)
    const options = kinds.map(({ name, isConfirmed }) => ({
      value: name,
      label: isConfirmed ? name : `${name}（待主管部门确认）`,
    }))
    return [
      choice('kind', '资质', options, kindsIn(kinds, asked.kind ?? '')[0]?.name, true),
      choice('level', '级别', optionsOf(QUALIFICATION_LEVELS), asked.level),
      line('number', '证书编号或文号', asked.number),
      { kind: 'date', name: 'from', label: '认定日期', ...(asked.from && { value: asked.from }) },
      { kind: 'date', name: 'to', label: '有效期至', ...(asked.to && { value: asked.to }) },
      { kind: 'date', name: 'revoked', label: '撤销日期（没有撤销不填）' },
      line('reason', '依据', asked.reason, '如 认定公告'),
    ]
  },
  async save({ db }, { uscc }, asked, change) {
    const kind = (await qualificationKinds(db)).find(({ name }) => name === asked.kind)?.name
    if (!kind) throw new Refusal('请选资质。词典里没有的，请用“资质荣誉表”导入，会标为待主管部门确认。')
    const fromOn = dayIn(asked.from, '认定日期')
    const expiresOn = dayIn(asked.to, '有效期至')
    if (fromOn && expiresOn && expiresOn < fromOn)
      throw new Refusal(`有效期至 ${expiresOn} 早于认定日期 ${fromOn}，请核对。`)
    const said = {
      uscc,
      kind,
      level: oneOf(QUALIFICATION_LEVELS, asked.level, '级别'),
      number: asked.number?.trim() || null,
      fromOn,
      expiresOn,
      revokedOn: dayIn(asked.revoked, '撤销日期'),
    }
    const [effect] = await saveQualifications(db, [said], change)
    return effect !== 'same'
  },
}
