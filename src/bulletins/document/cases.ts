import type { BulletinContent, CaseGroupTally, Wording } from '../../../db/bulletin-content.ts'
import type { Part, Run, Section } from './parts.ts'
import { passage } from './passage.ts'
import { cases as casesFact, items, manyFirms, people, share } from './say.ts'

/** Units of the table, the ones with most first; the rest are in the ledger. */
const MOST_UNITS = 12

export function cases(content: BulletinContent, wording: Wording): Section {
  const { campaign, cases: tally } = content
  const { exact } = wording
  const parts: Part[] = []
  if (campaign) {
    parts.push(
      passage(wording, {
        id: 'campaign',
        title: campaign.name,
        isPlain: true,
        facts: [
          `${campaign.name}期间，选派`,
          people('campaign.cadres', campaign.cadres),
          '干部，联系服务企业',
          manyFirms('campaign.enterprises', campaign.enterprises),
          '，收集问题',
          items('campaign.collected', campaign.collected),
          '、解决',
          items('campaign.solved', campaign.solved),
          ...(campaign.collected > 0
            ? ['，问题解决率', share('campaign.rate', campaign.solved, campaign.collected, exact)]
            : []),
          '（行动填报数）。',
        ],
      }),
    )
  }
  if (tally.collected > 0) {
    parts.push(
      passage(wording, {
        id: 'ledger',
        title: '台账情况',
        isPlain: true,
        facts: [
          '台账累计受理企业诉求',
          casesFact('case.collected', tally.collected),
          '，已解决',
          casesFact('case.solved', tally.solved),
          '，解决率',
          share('case.rate', tally.solved, tally.collected, exact),
          '；未销号',
          casesFact('case.open', tally.open),
          '，其中逾期',
          casesFact('case.overdue', tally.overdue),
          '；已销号',
          casesFact('case.closed', tally.closed),
          '。',
        ],
      }),
      table('category', '诉求类别', tally.byCategory, exact),
      ...(tally.byUnit.length > 0
        ? [table('unit', '承办单位', tally.byUnit.slice(0, MOST_UNITS), exact)]
        : []),
      {
        kind: 'chart',
        id: 'cases',
        title: '各类诉求未销号和逾期件数',
        unit: '件',
        names: tally.byCategory.filter(({ open }) => open > 0).map(({ name }) => name),
        series: [
          { name: '未销号', values: tally.byCategory.flatMap(({ open }) => (open > 0 ? open : [])) },
          {
            name: '逾期',
            values: tally.byCategory.flatMap(({ open, overdue }) => (open > 0 ? overdue : [])),
          },
        ],
      },
    )
  }
  return { id: 'cases', title: '企业问题办理情况', parts }
}

function table(
  prefix: 'category' | 'unit',
  title: string,
  rows: readonly CaseGroupTally[],
  exact: readonly string[],
): Part {
  const right = (heading: string) => ({ title: heading, align: 'right' as const })
  return {
    kind: 'table',
    title: `企业诉求分${title}办理情况`,
    columns: [
      { title, align: 'left' },
      right('受理（件）'),
      right('已解决'),
      right('解决率'),
      right('未销号'),
      right('逾期'),
    ],
    rows: rows.map(({ name, collected, solved, open, overdue }): Run[] => {
      const key = `case.${prefix}:${name}`
      const number = (of: string, count: number): Run => ({ key: `${key}.${of}`, say: String(count) })
      return [
        name,
        number('collected', collected),
        number('solved', solved),
        share(`${key}.rate`, solved, collected, exact),
        number('open', open),
        number('overdue', overdue),
      ]
    }),
  }
}
