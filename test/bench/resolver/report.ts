import type { Result } from './evaluate.ts'

const share = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)}%`
/** Chinese characters are two columns wide. */
const width = (text: string) => [...text].reduce((sum, char) => sum + (/[ -~]/.test(char) ? 1 : 2), 0)
const pad = (text: string, to: number) => text + ' '.repeat(Math.max(1, to - width(text)))

/** A table by kind that an official can read, closed by the sum over the firms that are in the city. */
export function tableOf(results: readonly Result[]): string {
  const sum = (key: 'asked' | 'first' | 'amongThree' | 'sureRight' | 'sureWrong' | 'offered') =>
    results.reduce((total, result) => total + (result.isInCity ? result[key] : 0), 0)
  const all: Result = {
    kind: '合计（库里有的）',
    isInCity: true,
    example: '',
    asked: sum('asked'),
    first: sum('first'),
    amongThree: sum('amongThree'),
    sureRight: sum('sureRight'),
    sureWrong: sum('sureWrong'),
    offered: sum('offered'),
  }
  const heads = ['怎么说', '次数', '首位对', '前三有', '直接答对', '直接答错', '反问且列出', '例']
  return [heads, ...[...results, all].map(cells)].map(line).join('\n')
}

const cells = ({ kind, example, asked, first, amongThree, sureRight, sureWrong, offered }: Result) => [
  kind,
  String(asked),
  share(first, asked),
  share(amongThree, asked),
  share(sureRight, asked),
  share(sureWrong, asked),
  share(offered, asked),
  example,
]
const WIDTHS = [38, 7, 9, 9, 10, 10, 12, 0]
const line = (row: readonly string[]) =>
  row
    .map((cell, i) => pad(cell, WIDTHS[i] ?? 0))
    .join('')
    .trimEnd()

export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
