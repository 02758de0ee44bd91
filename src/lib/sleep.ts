/** Waits; the timer does not keep a process alive by itself. */
export function sleep(ms: number): Promise<void> {
  return new Promise(resolve => {
    const timer: unknown = setTimeout(resolve, ms)
    // Node's timers are objects which can be told so; those of other runtimes are numbers.
    if (typeof timer === 'object' && timer !== null) (timer as NodeJS.Timeout).unref()
  })
}
