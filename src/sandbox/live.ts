import type { LiveEvent } from './wire.ts'

/** Tells open pages, and tests, what happened. */
export function createLive() {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    tell(event: LiveEvent): void {
      for (const listener of listeners) listener(event)
    },
    listen(listener: (event: LiveEvent) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Live = ReturnType<typeof createLive>
