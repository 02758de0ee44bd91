import type { PolicyDocument } from '../document.ts'
import { leavesOf } from '../truth.ts'
import { type Fault, faultAt, nameOfDocument } from './fault.ts'

/** Rules about enterprises are run over the whole registry, so their verdict must hang on plain facts alone. */
export function checkRegistryRules(document: PolicyDocument): Fault[] {
  return document.rules
    .filter(({ subject }) => subject === '企业')
    .flatMap(rule =>
      leavesOf(rule.when)
        .filter(leaf => leaf.kind === 'known' || 'line' in leaf)
        .map(leaf =>
          faultAt(
            { document: nameOfDocument(document), rule: rule.id, atom: leaf.id },
            '企业规则的结论不能取决于计算行或“已知”条件，否则无法对全部企业运行',
            'the verdict of a rule about enterprises may not hang on a line or on being known: it could not be run over the registry',
          ),
        ),
    )
}
