import type { Fault } from './checks/fault.ts'
import { checkLadders } from './checks/ladder.ts'
import { checkParameters } from './checks/parameters.ts'
import { checkReach } from './checks/reach.ts'
import { checkReferences } from './checks/references.ts'
import { checkRegistryRules } from './checks/registry-rules.ts'
import { readDocuments } from './checks/shape.ts'
import { checkUnits } from './checks/units.ts'
import { checkVersions } from './checks/versions.ts'

/**
 * What is wrong with a set of policy documents; empty when they may be used. Documents come from outside as data, so
 * their shape is checked first, and what a rule comes to only where everything it names is there.
 */
export function checkDocuments(inputs: readonly unknown[]): Fault[] {
  const { documents, faults } = readDocuments(inputs)
  return [
    ...faults,
    ...documents.flatMap(document => {
      const plain = [checkReferences, checkParameters, checkUnits, checkRegistryRules].flatMap(check =>
        check(document),
      )
      return plain.length > 0 ? plain : [...checkReach(document), ...checkLadders(document)]
    }),
    ...checkVersions(documents),
  ]
}
