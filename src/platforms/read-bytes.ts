import { PlatformError } from '../lib/errors.ts'

/** The body of an answer, read as it comes and no further than allowed. Throws `PlatformError`. */
export async function readBytes(response: Response, most: number): Promise<Uint8Array> {
  const tooLarge = () => new PlatformError('rejected', 'size', `larger than ${most} bytes`)
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body?.cancel()
    throw tooLarge()
  }
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const part of response.body ?? []) {
      size += part.length
      if (size > most) throw tooLarge()
      parts.push(part)
    }
  } catch (error) {
    if (error instanceof PlatformError) throw error
    throw new PlatformError('unreachable', 'network', `broken off: ${String(error)}`)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
