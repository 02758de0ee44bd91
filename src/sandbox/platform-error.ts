/** The platform refuses a call; `status` and `code` as it documents them. */
export class PlatformRefusal extends Error {
  override name = 'PlatformRefusal'
  readonly code: number
  readonly status: 200 | 400 | 404 | 429
  readonly headers: Record<string, string>

  constructor(
    code: number,
    message: string,
    status: 200 | 400 | 404 | 429 = 400,
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.code = code
    this.status = status
    this.headers = headers
  }
}
