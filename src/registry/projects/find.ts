import { foldName } from '../../lib/names.ts'
import type { ProjectOn } from './load.ts'

/** What of a project it can be known by. */
type Named = Pick<ProjectOn, 'id' | 'name' | 'aliases' | 'firm' | 'uscc'>

/** Two neighbouring characters of a folded name. */
function pairsOf(text: string): Set<string> {
  const folded = foldName(text)
  const pairs = new Set<string>()
  for (let i = 0; i + 1 < folded.length; i++) pairs.add(folded.slice(i, i + 2))
  return pairs
}

/** In every other project's name: they tell little of which one is meant. */
const COMMON = new Set(
  [
    '项目',
    '工程',
    '建设',
    '年产',
    '新建',
    '扩建',
    '改造',
    '生产线',
    '产业园',
    '基地',
    '一期',
    '二期',
  ].flatMap(word => [...pairsOf(word)]),
)

/** A project that may be meant, and how well the text fits its name: 1 when all telling words of the text are in it. */
export interface FoundProject<P extends Named> {
  project: P
  score: number
}

/** Below it a text names no project. */
const NAMED = 0.5
/** Two projects nearer to each other than this are asked about. */
const MARGIN = 0.12
const OFFERED = 5

/**
 * The projects a text may name, best first; more than one means that the speaker has to be asked. Pairs of characters
 * are weighed by how few names have them, and those no name has are chatter. A name said in full is that project.
 */
export function findProjects<P extends Named>(projects: readonly P[], text: string): FoundProject<P>[] {
  const said = foldName(text)
  const full = projects.filter(({ name, aliases }) =>
    [name, ...aliases].some(one => {
      const folded = foldName(one)
      return folded.length >= 3 && said.includes(folded)
    }),
  )
  const [longest] = [...full].sort((a, b) => b.name.length - a.name.length)
  if (longest) return [{ project: longest, score: 1 }]
  const named = projects.map(project => ({
    project,
    pairs: pairsOf([project.name, ...project.aliases, project.firm ?? ''].join(' ')),
  }))
  const holders = new Map<string, number>()
  for (const { pairs } of named) for (const pair of pairs) holders.set(pair, (holders.get(pair) ?? 0) + 1)
  const weight = (pair: string) => {
    const many = holders.get(pair) ?? 0
    return many === 0 ? 0 : (COMMON.has(pair) ? 0.1 : 1) * Math.log(1 + projects.length / many)
  }
  const asked = [...pairsOf(text)]
  const whole = asked.reduce((sum, pair) => sum + weight(pair), 0)
  if (whole === 0) return []
  const scored = named
    .map(({ project, pairs }) => ({
      project,
      score: asked.reduce((sum, pair) => sum + (pairs.has(pair) ? weight(pair) : 0), 0) / whole,
    }))
    .filter(({ score }) => score >= NAMED)
    .sort((a, b) => b.score - a.score || a.project.id - b.project.id)
  const best = scored[0]?.score ?? 0
  return scored.filter(({ score }) => score >= best - MARGIN).slice(0, OFFERED)
}
