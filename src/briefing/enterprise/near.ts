import type { Answer } from '../../rules/answer.ts'
import type { Route } from '../../rules/routes.ts'

/** Whether only amounts are wanting on a way, none by more than a tenth of what would do. */
export function isWithinTenthOf({ needs, isOpen }: Route, { conditions }: Answer): boolean {
  return (
    isOpen &&
    needs.length > 0 &&
    needs.every(({ kind, amount, conditions: ids }) => {
      if (kind !== 'amount' || amount === null) return false
      return ids.every(id => {
        const found = conditions.find(one => one.id === id)
        return (
          found !== undefined &&
          typeof found.actual === 'number' &&
          found.unit === '万元' &&
          found.operator?.startsWith('>') === true &&
          amount <= (found.actual + amount) / 10
        )
      })
    })
  )
}
