import type { ImportReport } from '../lib/tables/report.ts'

/** What an import did, line by line: counts, then every faulty row with all that is wrong with it. */
export function describeImport(
  { accepted, unchanged = 0, rejected, warnings }: ImportReport,
  done = '已导入',
): string[] {
  const bad = new Map<number, string[]>()
  for (const { row, column, problem } of rejected) {
    bad.set(row, [...(bad.get(row) ?? []), `${column ? `「${column}」` : ''}${problem}`])
  }
  return [
    `${done} ${accepted} 行${unchanged > 0 ? `（其中 ${unchanged} 行库里已有，没有变化）` : ''}，有问题未导入 ${bad.size} 行。`,
    ...[...bad].map(([row, problems]) => `第 ${row} 行：${problems.join(' ')}`),
    ...warnings.map(({ row, problem }) => `提醒：第 ${row} 行 ${problem}`),
  ]
}
