import type { BulletinContent, GroupFacts } from '../../../db/bulletin-content.ts'
import type { Part, Run, Section } from './parts.ts'
import { SUPPRESSED } from './say.ts'

/** 按产业链、按企业类别: the listed told apart. */
export function groups({ chains, origins }: BulletinContent): Section {
  return {
    id: 'groups',
    title: '产业链和四类企业情况',
    parts: [
      ...table('chain', '产业链', chains),
      ...table('origin', '企业类别', origins),
      ...(chains.length > 0
        ? [
            {
              kind: 'chart' as const,
              id: 'chains',
              title: '各产业链名录企业和产值增长50%以上企业',
              unit: '家',
              names: chains.filter(({ growth }) => growth).map(({ name }) => name),
              series: [
                { name: '名录企业', values: chains.flatMap(({ listed, growth }) => (growth ? listed : [])) },
                { name: '产值增长50%以上', values: chains.flatMap(({ growth }) => growth?.outputUp50 ?? []) },
              ],
            },
          ]
        : []),
    ],
  }
}

function table(prefix: 'chain' | 'origin', title: string, rows: readonly GroupFacts[]): Part[] {
  if (rows.length === 0) return []
  const right = (heading: string) => ({ title: heading, align: 'right' as const })
  return [
    {
      kind: 'table',
      title: `名录企业分${title}情况`,
      columns: [
        { title, align: 'left' },
        right('名录（家）'),
        right('产值倍增'),
        right('税收倍增'),
        right('产值增50%以上'),
      ],
      rows: rows.map(({ name, listed, growth }): Run[] => {
        const number = (of: string, count: number | undefined): Run =>
          count === undefined ? SUPPRESSED : { key: `${prefix}:${name}.${of}`, say: String(count) }
        return [
          name,
          number('listed', listed),
          number('output', growth?.outputDoubled),
          number('tax', growth?.taxDoubled),
          number('up50', growth?.outputUp50),
        ]
      }),
    },
  ]
}
