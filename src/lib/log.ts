/** The least a logger must do; pino on Node, console JSON on Workers. Fields first, sentence second. */
export interface Logger {
  debug(fields: Record<string, unknown>, message: string): void
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
  error(fields: Record<string, unknown>, message: string): void
}

/** What an unknown thrown thing says of itself, for a log line. */
export function describeError(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: String(error) }
  const cause = error.cause instanceof Error ? ` <- ${error.cause.message}` : ''
  return { error: `${error.name}: ${error.message}${cause}`, ...(error.stack && { stack: error.stack }) }
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} }
