import { eq, inArray, or } from 'drizzle-orm'
import type { Db } from '../../db/client.ts'
import { identity, person } from '../../db/schema/index.ts'
import { type Block, text, warn } from '../../src/chat/card.ts'
import { dayOf, timeOf } from '../../src/lib/time.ts'
import type { FigureBook } from '../../src/registry/figure-book.ts'
import { type CurrentFigure, historyOf } from '../../src/registry/figures.ts'
import { INDICATORS, type Indicator, sayAmount } from '../../src/registry/indicators.ts'
import { type Period, sayPeriod } from '../../src/registry/period.ts'

/** Where the figures of a period come from: every version of every source, newest first. */
export async function provenanceBlocks(
  db: Db,
  uscc: string,
  book: FigureBook,
  indicators: readonly Indicator[],
  period: Period,
): Promise<Block[]> {
  const blocks: Block[] = []
  for (const indicator of indicators) {
    const view = book.view(indicator, period)
    const name = `${sayPeriod(period.text)}${INDICATORS[indicator].title}`
    if (!view.chosen) {
      blocks.push(text(warn(`${name}：没有数据。`)))
      continue
    }
    const stored = await historyOf(db, uscc, indicator, period.text)
    const sums = [view.chosen, ...view.others].filter(({ isSum }) => isSum)
    const versions = [...stored, ...sums.map(one => ({ ...one, isRetracted: false }))]
    const reporters = await reporterNames(db, versions)
    const newest = new Set<string>()
    blocks.push({
      kind: 'table',
      columns: [
        { key: 'source', title: name },
        { key: 'amount', title: '数值', align: 'right' },
        { key: 'by', title: '报送' },
        { key: 'at', title: '时间' },
      ],
      rows: versions.map(version => {
        const mark = version.isRetracted ? '（已撤回）' : newest.has(version.source) ? '（旧版）' : ''
        if (!version.isRetracted) newest.add(version.source)
        return {
          source: `${version.source}${mark}`,
          amount: sayAmount(indicator, version.amount),
          by: version.isSum ? '由各月相加' : (reporters.get(version.reportedBy) ?? version.reportedBy),
          at: `${dayOf(version.recordedAt)} ${timeOf(version.recordedAt)}`,
        }
      }),
    })
    blocks.push(
      view.isConflict
        ? text(warn('各来源数值不一致'), `，查询和评定以${view.chosen.source}为准，请相关单位核对。`)
        : text(
            `以${view.chosen.source}为准${view.others.length > 0 ? '，各来源一致' : '，只有这一个来源'}。`,
          ),
    )
  }
  return blocks
}

/** How a reporter is shown: a person by name, whether known by id or by open id (`import --as`), machines by what they are. */
async function reporterNames(db: Db, versions: readonly CurrentFigure[]): Promise<Map<string, string>> {
  const ids = [...new Set(versions.map(({ reportedBy }) => reportedBy))]
  const people =
    ids.length === 0
      ? []
      : await db
          .select({ id: person.id, openId: identity.openId, name: person.name })
          .from(person)
          .leftJoin(identity, eq(identity.personId, person.id))
          .where(or(inArray(person.id, ids), inArray(identity.openId, ids)))
  return new Map([
    ['demo', '演示数据'],
    ['import', '表格导入'],
    ['operator', '表格导入（管理员）'],
    ...people.flatMap(({ id, openId, name }): [string, string][] => [
      [id, name],
      ...(openId ? [[openId, name] as [string, string]] : []),
    ]),
  ])
}
