import { DELAY_TAGS } from '../../db/schema/index.ts'
import { Refusal } from '../../src/lib/errors.ts'
import { handlingUnits } from '../../src/people/find-unit.ts'
import { mayJudgeProject } from '../../src/people/may.ts'
import {
  changeProject,
  dropMember,
  removeProject,
  setDelay,
  setFunding,
  setMember,
  setPlan,
} from '../../src/registry/projects/edit.ts'
import { amountIn, choiceIn, filledIn } from '../parts/form-values.ts'
import { managers, options, type ProjectForm, REASON, reporters } from './form.ts'

const DROP = '移出专班'
const DUTIES = ['牵头领导', '责任人', '成员'] as const
const SOURCES = ['自有资金', '银行贷款', '政府资金', '债券', '股权融资', '其他'] as const
const TAKEN_BACK = '问题已解决'

/** Plan, people, money and what is wrong. */
export const RESOURCE_FORMS: Record<string, ProjectForm> = {
  'project.plan': {
    title: '定年度计划',
    submit: '确认计划',
    examples: [],
    ...managers,
    fields: ({ plan, on }) => [
      { kind: 'text', name: 'year', label: '年度', required: true, value: on.slice(0, 4) },
      {
        kind: 'text',
        name: 'amount',
        label: '计划投资（万元）',
        required: true,
        value: plan?.investment.toFixed() ?? '',
      },
      { kind: 'text', name: 'goal', label: '年度目标', value: plan?.goal ?? '' },
      REASON,
    ],
    async run({ db }, project, given, change) {
      const year = Number(/^(20\d\d)年?$/.exec(filledIn(given.year, '年度'))?.[1])
      if (!year) throw new Refusal(`年度填的是“${given.year}”，请写成 2023 的样子。`)
      const investment = amountIn(filledIn(given.amount, '计划投资'), '计划投资')
      if (!investment) throw new Refusal('请填计划投资。')
      if (project.plan?.year === year && !change.reason)
        throw new Refusal(`${year}年计划已经登记，调整请写明原因。`)
      await setPlan(db, project.id, { year, investment, goal: given.goal?.trim() || null }, change)
      return `${year}年计划投资${investment.toFixed()}万元。`
    },
  },
  'project.delay': {
    title: '推进问题',
    submit: '确认',
    examples: [],
    may: mayJudgeProject,
    by: '市领导、领导小组办公室',
    fields: ({ delay }) => [
      {
        kind: 'choice',
        name: 'tag',
        label: '问题',
        required: true,
        options: options([...DELAY_TAGS, ...(delay ? [TAKEN_BACK] : [])]),
        ...(delay && { value: delay.tag }),
      },
      { kind: 'text', name: 'reason', label: '依据', required: true, long: true },
    ],
    async run({ db }, project, given, change) {
      const tag = choiceIn(given.tag, [...DELAY_TAGS, TAKEN_BACK], '问题')
      await setDelay(db, project.id, tag === TAKEN_BACK ? null : tag, change)
      return tag === TAKEN_BACK ? '推进问题已撤下，原记录留存。' : `已记为“${tag}”。`
    },
  },
  'project.member': {
    title: '调整专班',
    submit: '确认',
    examples: [],
    ...managers,
    fields: () => [
      { kind: 'text', name: 'name', label: '姓名', required: true },
      {
        kind: 'choice',
        name: 'duty',
        label: '职责',
        required: true,
        value: '成员',
        options: options([...DUTIES, DROP]),
      },
      { kind: 'text', name: 'unit', label: '单位' },
    ],
    async run({ db }, project, given, change) {
      const name = filledIn(given.name, '姓名')
      const duty = choiceIn(given.duty, [...DUTIES, DROP], '职责')
      if (duty === DROP) {
        await dropMember(db, project.id, name, change)
        return `${name}已移出专班。`
      }
      await setMember(db, project.id, { name, duty, unit: given.unit?.trim() || null }, change)
      return `${name}任专班${duty}。`
    },
  },
  'project.funding': {
    title: '登记资金',
    submit: '确认',
    examples: [],
    ...reporters,
    fields: () => [
      { kind: 'choice', name: 'source', label: '资金来源', required: true, options: options(SOURCES) },
      { kind: 'text', name: 'amount', label: '计划（万元）', required: true },
      { kind: 'text', name: 'arrived', label: '已到位（万元）', required: true, value: '0' },
      REASON,
    ],
    async run({ db }, project, given, change) {
      const source = choiceIn(given.source, SOURCES, '资金来源')
      const planned = amountIn(filledIn(given.amount, '计划'), '计划')
      const arrived = amountIn(filledIn(given.arrived, '已到位'), '已到位')
      if (!planned || !arrived) throw new Refusal('请填计划和已到位的金额。')
      await setFunding(db, project.id, { source, planned, arrived }, change)
      return `${source}计划${planned.toFixed()}万元，已到位${arrived.toFixed()}万元。`
    },
  },
  'project.change': {
    title: '调整项目',
    submit: '确认调整',
    examples: [],
    ...managers,
    fields: async ({ total, owner, ownerUnitId }, { db }) => {
      const units = (await handlingUnits(db)).map(({ id, name }) => ({ value: id, label: name }))
      return [
        { kind: 'text', name: 'amount', label: '总投资（万元）', value: total.toFixed() },
        { kind: 'text', name: 'owner', label: '责任人', value: owner ?? '' },
        {
          kind: 'choice',
          name: 'unit',
          label: '责任单位',
          options: units,
          ...(ownerUnitId && units.some(({ value }) => value === ownerUnitId) && { value: ownerUnitId }),
        },
        { kind: 'text', name: 'reason', label: '调整原因', required: true },
      ]
    },
    async run({ db }, project, given, change) {
      const ids = (await handlingUnits(db)).map(({ id }) => id)
      await changeProject(
        db,
        project.id,
        {
          total: amountIn(given.amount, '总投资'),
          owner: given.owner ?? null,
          ownerUnitId: ids.find(id => id === given.unit) ?? null,
        },
        change,
      )
      return '已调整，改动留痕。'
    },
  },
  'project.remove': {
    title: '调出项目',
    submit: '确认调出',
    examples: [],
    ...managers,
    fields: () => [{ kind: 'text', name: 'reason', label: '调出原因', required: true }],
    async run({ db }, project, _, change) {
      await removeProject(db, project.id, change)
      return `“${project.name}”已调出清单，台账留存。`
    },
  },
}
