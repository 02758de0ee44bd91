import type { ChangedField } from '../projects/changes.ts'

/** Puts what a row says into its fields; an empty cell says nothing and leaves what stands. */
export function openFields<F extends object>(fields: F) {
  return <K extends keyof F>(key: K, value: NonNullable<F[K]> | null): void => {
    if (value !== null) fields[key] = value
  }
}

/** What of a record is otherwise than a row says, by the titles people know; fields without one are not compared. */
export function changedFields<F extends object>(
  old: { readonly [K in keyof F]?: unknown },
  fields: F,
  titles: { readonly [K in keyof F]?: string },
): ChangedField[] {
  return (Object.keys(fields) as (keyof F)[]).flatMap(key => {
    const field = titles[key]
    const [before, after] = [say(old[key]), say(fields[key])]
    return field === undefined || before === after ? [] : [{ field, before, after }]
  })
}

const say = (value: unknown): string | null =>
  value === null || value === undefined ? null : Array.isArray(value) ? value.join('、') : String(value)
