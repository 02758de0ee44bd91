import Big from 'big.js'
import { type Block, bold, note, text, warn } from '../../src/chat/card.ts'
import type { Context, Reply } from '../../src/chat/command.ts'
import { formatWan } from '../../src/lib/money.ts'
import { dayOf } from '../../src/lib/time.ts'
import { closedYear, sayPeriod } from '../../src/registry/period.ts'
import { type MacroValue, macroValues } from '../../src/registry/targets/macro.ts'
import { countyCounts, isReached, planOf, type Target } from '../../src/registry/targets/targets.ts'
import { evaluate } from '../../src/rules/evaluate.ts'
import type { FactName } from '../../src/rules/fact-table.ts'
import { parseFacts } from '../../src/rules/facts.ts'
import { findRule } from '../../src/rules/find-rule.ts'

const HENGDONG = '430424'
const UNTIL = 2025

/** The fact of the rule that each industry's output is. */
const FACTS: Record<string, FactName> = {
  机械制造: 'county_machinery_output',
  有色金属: 'county_nonferrous_output',
  精细化工新材料: 'county_chemicals_output',
  数字经济: 'county_digital_output',
  绿色食品: 'county_food_output',
  新型建筑建材: 'county_materials_output',
  土菜餐饮: 'county_catering_output',
  文旅康养: 'county_tourism_output',
  现代供应链: 'county_supply_output',
}

/** 衡东县“百十亿”: the table of the draft as it is written, and beside it what is known of each. */
export async function tellCounty({ db, now, policies }: Context): Promise<Reply> {
  const today = dayOf(now)
  const year = closedYear(today)
  const [targets, outputs, counts] = await Promise.all([
    planOf(db, HENGDONG, UNTIL),
    macroValues(db, { placeId: HENGDONG, indicator: '产业年产值' }),
    countyCounts(db, HENGDONG, { year, on: today }),
  ])
  const industries = targets.filter(({ indicator }) => indicator === '产业年产值')
  const latest = (subject: string) => outputs.find(one => one.subject === subject && one.value !== null)
  const facts = Object.fromEntries(
    industries.flatMap(({ subject }) => {
      const fact = FACTS[subject]
      const value = latest(subject)
      return fact && value ? [[fact, inWan(value).toFixed()]] : []
    }),
  )
  const { result, flags } = evaluate(
    findRule(policies.documents, 'R-COUNTY', today),
    parseFacts({
      ...facts,
      county_large_firms: counts.largeFirms,
      county_large_projects: counts.largeProjects,
    }),
    { on: today },
  )
  const hundreds = industries
    .flatMap(({ subject }) => latest(subject) ?? [])
    .filter(one => inWan(one).gt(1_000_000)).length
  return {
    card: {
      title: '衡东县“百十亿”目标（到2025年）',
      tone: 'info',
      tags: ['征求意见稿'],
      blocks: [
        sectorTable(targets),
        text(bold('产业年产值'), '（都是“超过”，正好到数不算）：'),
        ...industries.map(target => industryLine(target, latest(target.subject))),
        text(
          `现在：产业年产值已报${Object.keys(facts).length}个，超过100亿元的${typeof result.hundred_industries === 'number' ? result.hundred_industries : hundreds}个；在库企业${year}年产值10亿元以上${counts.largeFirms}户，亿元以上项目${counts.largeProjects}个（只数本系统登记的）。`,
        ),
        ...targets
          .filter(({ doubt }) => doubt !== null)
          .map(({ subject, doubt }) => text(warn(`${subject}：`), doubt ?? '')),
        note(
          `${targets[0]?.document ?? ''}，没有施行，仅供参考。${flags.find(flag => /户.*个|两套口径/.test(flag)) ?? ''}`,
        ),
      ],
    },
  }
}

const inWan = ({ value, unit }: MacroValue): Big => (value ?? new Big(0)).times(unit === '亿元' ? 10_000 : 1)

function industryLine(target: Target, known: MacroValue | undefined): Block {
  const { subject, value, doubt } = target
  const goal = `${subject}：超过${formatWan(value)}${doubt ? '（原文如此）' : ''}`
  if (!known) return text(goal, '；还没有报年产值')
  const actual = inWan(known)
  return text(
    goal,
    `；${sayPeriod(known.period)}${formatWan(actual)}，`,
    bold(isReached(target, actual) ? '达到' : '未达到'),
    `（${known.source}）`,
  )
}

/** 领域 by 百亿产业, 十亿企业, 亿元项目. */
function sectorTable(targets: readonly Target[]): Block {
  const sectors = [
    ...new Set(targets.filter(({ indicator }) => indicator !== '产业年产值').map(({ subject }) => subject)),
  ]
  const cell = (subject: string, indicator: Target['indicator']) => {
    const found = targets.find(one => one.subject === subject && one.indicator === indicator)
    return found ? `${found.value.toFixed()}${indicator === '百亿级产业' ? '' : '以上'}` : '—'
  }
  const lead = (subject: string) => targets.find(one => one.subject === subject)?.lead ?? ''
  return {
    kind: 'table',
    columns: [
      { key: 'sector', title: '领域' },
      { key: 'industries', title: '百亿产业', align: 'right' },
      { key: 'firms', title: '十亿企业', align: 'right' },
      { key: 'projects', title: '亿元项目', align: 'right' },
      { key: 'lead', title: '牵头' },
    ],
    rows: [...sectors.filter(subject => subject !== ''), ...sectors.filter(subject => subject === '')].map(
      subject => ({
        sector: subject || '合计',
        industries: cell(subject, '百亿级产业'),
        firms: cell(subject, '十亿级企业'),
        projects: cell(subject, '亿元级项目'),
        lead: lead(subject),
      }),
    ),
  }
}
