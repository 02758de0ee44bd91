import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { FieldValue } from './field-values.ts'

/** The form a component stands in. */
export interface FormHost {
  get(name: string): FieldValue
  set(name: string, value: FieldValue): void
  /** Whether a required field was left empty at the last try. */
  isMissing(name: string): boolean
  /** Whether it may be submitted; marks what is missing. */
  check(): boolean
  reset(): void
  /** As the callback carries them. */
  values(): Record<string, unknown>
}

export const FormContext = createContext<FormHost | null>(null)
export const useForm = () => useContext(FormContext)
