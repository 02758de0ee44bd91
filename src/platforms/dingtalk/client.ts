import { z } from 'zod'
import type { RemoteFile } from '../../chat/message.ts'
import type { Target } from '../../chat/platform.ts'
import { PlatformError } from '../../lib/errors.ts'
import { readBytes } from '../read-bytes.ts'
import type { render } from './render.ts'

const TIMEOUT_MS = 10_000
/** A token is fetched anew this long before it ends. */
const MARGIN_MS = 5 * 60_000

export interface DingtalkApp {
  clientId: string
  clientSecret: string
  baseUrl: string
}

const token = z.object({ accessToken: z.string(), expireIn: z.number() })
const sent = z.object({
  processQueryKey: z.string().optional(),
  invalidStaffIdList: z.array(z.string()).nullish(),
  flowControlledStaffIdList: z.array(z.string()).nullish(),
})

/** Sends robot messages. Throws `PlatformError`. */
export function createClient(
  app: DingtalkApp,
  {
    fetch: fetcher,
    tokens,
  }: { fetch: typeof fetch; tokens: Map<string, { token: string; expires: number }> },
) {
  let fetching: Promise<string> | null = null

  async function post(path: string, body: unknown, accessToken?: string): Promise<unknown> {
    let response: Response
    let text: string
    try {
      response = await fetcher(`${app.baseUrl}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(accessToken && { 'x-acs-dingtalk-access-token': accessToken }),
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      text = await response.text()
    } catch (error) {
      throw new PlatformError(
        'unreachable',
        'network',
        error instanceof Error ? error.message : String(error),
      )
    }
    const answer = parse(text)
    if (response.ok) return answer
    const code = String((answer as { code?: unknown } | null)?.code ?? response.status)
    if (response.status === 429 || /QpsLimit|Throttling/i.test(code))
      throw new PlatformError('busy', code, code, 2000)
    throw new PlatformError(response.status >= 500 ? 'unreachable' : 'rejected', code, code)
  }

  function accessToken(): Promise<string> {
    const known = tokens.get(app.clientId)
    if (known && known.expires > Date.now()) return Promise.resolve(known.token)
    fetching ??= post('/v1.0/oauth2/accessToken', { appKey: app.clientId, appSecret: app.clientSecret })
      .then(answer => {
        const parsed = token.safeParse(answer)
        if (!parsed.success) throw new PlatformError('rejected', 'token', 'no access token in the answer')
        const expires = Date.now() + parsed.data.expireIn * 1000 - MARGIN_MS
        tokens.set(app.clientId, { token: parsed.data.accessToken, expires })
        return parsed.data.accessToken
      })
      .finally(() => {
        fetching = null
      })
    return fetching
  }

  return {
    async download({ key }: RemoteFile, most: number): Promise<Uint8Array> {
      const answer = await post(
        '/v1.0/robot/messageFiles/download',
        { downloadCode: key, robotCode: app.clientId },
        await accessToken(),
      )
      const found = z.object({ downloadUrl: z.url() }).safeParse(answer)
      if (!found.success) throw new PlatformError('rejected', 'resource', 'no address of the file')
      const response = await fetcher(found.data.downloadUrl, {
        signal: AbortSignal.timeout(3 * TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new PlatformError('unreachable', 'network', String(error))
      })
      if (!response.ok)
        throw new PlatformError(
          response.status >= 500 ? 'unreachable' : 'rejected',
          'resource',
          `${response.status}`,
        )
      return readBytes(response, most)
    },
    async send(target: Target, message: ReturnType<typeof render>): Promise<{ messageId: string }> {
      const common = { robotCode: app.clientId, msgKey: 'sampleMarkdown', msgParam: JSON.stringify(message) }
      const isPerson = target.kind === 'person'
      const answer = await post(
        isPerson ? '/v1.0/robot/oToMessages/batchSend' : '/v1.0/robot/groupMessages/send',
        isPerson ? { ...common, userIds: [target.openId] } : { ...common, openConversationId: target.chatId },
        await accessToken(),
      )
      const { processQueryKey = '', invalidStaffIdList, flowControlledStaffIdList } = sent.parse(answer ?? {})
      // A 200 may still mean that this person got nothing.
      if (invalidStaffIdList?.length)
        throw new PlatformError('target-gone', 'invalidStaffId', 'unknown staff id')
      if (flowControlledStaffIdList?.length)
        throw new PlatformError('busy', 'flowControlled', 'flow control', 5000)
      return { messageId: processQueryKey }
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
