import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { PERSONAS } from './people.ts'

const shape = z.object({
  persona: z.enum(PERSONAS),
  text: z.string().min(1),
  command: z.string(),
  intent: z.string(),
  slots: z.record(z.string(), z.unknown()).default({}),
  /** It means one thing as well as another: whatever of these is right. */
  or: z.array(z.string()).default([]),
})

/** One thing somebody says, and what is meant by it. */
export type Line = z.infer<typeof shape>

/** The lines of a file, one JSON object each. @throws with the line's number where one is none */
export function readLines(path: string): Line[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text, i) => {
      if (text.trim() === '') return []
      const parsed = shape.safeParse(JSON.parse(text))
      if (!parsed.success) throw new Error(`${path}:${i + 1}: ${parsed.error.message}`)
      return [parsed.data]
    })
}
