import type { CellProblem, ImportReport } from '../lib/tables/report.ts'

const placeOf = ({ row, sheet }: CellProblem) => `${sheet ? `“${sheet}”` : ''}第 ${row} 行`

/** What an import did, line by line: counts, then every faulty row with all that is wrong with it. */
export function describeImport(
  {
    accepted,
    unchanged,
    rejected,
    warnings,
    ...more
  }: ImportReport & { faulty?: number; remarks?: string[] },
  done = '已导入',
): string[] {
  const bad = new Map<string, string[]>()
  for (const problem of rejected) {
    const words = `${problem.column ? `「${problem.column}」` : ''}${problem.problem}`
    bad.set(placeOf(problem), [...(bad.get(placeOf(problem)) ?? []), words])
  }
  const same = unchanged > 0 ? `（其中 ${unchanged} 行库里已有，没有变化）` : ''
  return [
    `${done} ${accepted} 行${same}，有问题未导入 ${more.faulty ?? bad.size} 行。`,
    ...(more.remarks ?? []),
    ...[...bad].map(([place, problems]) => `${place}：${problems.join(' ')}`),
    ...warnings.map(warning => `提醒：${placeOf(warning)} ${warning.problem}`),
  ]
}
