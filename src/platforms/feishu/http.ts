import type { HttpInstance } from '@larksuiteoapi/node-sdk'
import { PlatformError } from '../../lib/errors.ts'
import { readBytes } from '../read-bytes.ts'
import { faultOf } from './faults.ts'

/** The SDK's own instance has no timeout at all. */
const TIMEOUT_MS = 10_000

interface Request {
  url?: string | undefined
  method?: string | undefined
  headers?: Record<string, unknown> | undefined
  params?: Record<string, unknown> | undefined
  data?: unknown
  /** Answered with bytes, of which no more than these are taken. */
  mostBytes?: number | undefined
}

/**
 * The SDK's transport over `fetch`: with a timeout, with every failure as a `PlatformError` whatever its HTTP status,
 * and with one token request for however many callers.
 */
export function createHttp(fetcher: typeof fetch, timeoutMs = TIMEOUT_MS): HttpInstance {
  let tokenRequest: Promise<unknown> | null = null

  async function send(request: Request): Promise<unknown> {
    const { url = '', method = 'GET', headers, params, data, mostBytes } = request
    const query = new URLSearchParams(
      Object.entries(params ?? {}).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])),
    ).toString()
    const hasBody = data !== undefined && method.toUpperCase() !== 'GET'
    const form = isForm(headers) ? formOf(data as Record<string, unknown>) : null
    let response: Response
    let text: string
    let bytes: Uint8Array | null = null
    try {
      response = await fetcher(query ? `${url}?${query}` : url, {
        method: method.toUpperCase(),
        headers: {
          ...withoutType(headers),
          // Of a form the runtime writes the type itself, with its boundary.
          ...(!form && { 'content-type': 'application/json; charset=utf-8' }),
        },
        ...(hasBody && { body: form ?? JSON.stringify(data) }),
        // A file takes longer than an answer.
        signal: AbortSignal.timeout(mostBytes === undefined ? timeoutMs : 3 * timeoutMs),
      })
      const isFile = mostBytes !== undefined && response.ok && !isJson(response)
      bytes = isFile ? await readBytes(response, mostBytes) : null
      text = isFile ? '' : await response.text()
    } catch (error) {
      if (error instanceof PlatformError) throw error
      const why = error instanceof Error ? error.message : String(error)
      throw new PlatformError('unreachable', 'network', `no answer: ${why}`)
    }
    if (bytes) return bytes
    const body = parse(text)
    const fault = faultOf({ status: response.status, headers: response.headers, body })
    if (fault) throw fault
    return body
  }

  function post(url: string, data?: unknown, options: Request = {}): Promise<unknown> {
    if (!url.includes('/tenant_access_token/')) return send({ ...options, url, method: 'POST', data })
    tokenRequest ??= send({ ...options, url, method: 'POST', data }).finally(() => {
      tokenRequest = null
    })
    return tokenRequest
  }

  const verb =
    (method: string) =>
    (url: string, options: Request = {}) =>
      send({ ...options, url, method })
  const withBody =
    (method: string) =>
    (url: string, data?: unknown, options: Request = {}) =>
      send({ ...options, url, method, data })
  // The SDK's type is that of axios; it uses only what is here.
  return {
    request: send,
    get: verb('GET'),
    delete: verb('DELETE'),
    head: verb('HEAD'),
    options: verb('OPTIONS'),
    post,
    put: withBody('PUT'),
    patch: withBody('PATCH'),
  } as unknown as HttpInstance
}

const isJson = (response: Response) => (response.headers.get('content-type') ?? '').includes('json')

const typeOf = (headers: Request['headers']) =>
  Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type')?.[1]
const isForm = (headers: Request['headers']) => String(typeOf(headers)).startsWith('multipart/form-data')
const withoutType = (headers: Request['headers']) =>
  Object.fromEntries(
    Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() !== 'content-type'),
  ) as Record<string, string>

/** Fields as a form; bytes go in as a file under the name given beside them. */
function formOf(data: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(data)) {
    if (value instanceof Uint8Array)
      form.append(name, new Blob([new Uint8Array(value)]), String(data.file_name ?? name))
    else form.append(name, String(value))
  }
  return form
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
