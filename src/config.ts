import { z } from 'zod'
import type { ModelConfig } from './chat/adviser.ts'

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
const FEISHU_PUBLIC = 'https://open.feishu.cn'
const DINGTALK_PUBLIC = 'https://api.dingtalk.com'

/** A Feishu app. Over the webhook, events are told from forgeries by the verification token at least. */
type FeishuConfig = {
  appId: string
  appSecret: string
  baseUrl: string
  /** When set, events arrive encrypted and signed. */
  encryptKey?: string
} & ({ mode: 'webhook'; verificationToken: string } | { mode: 'websocket'; verificationToken?: string })

/** A DingTalk app. */
interface DingtalkConfig {
  clientId: string
  clientSecret: string
  baseUrl: string
}

/** How this process is to run. Demo people on the sandbox and real people on a platform never meet. */
export type Config = {
  port: number
  /** A Postgres server; without one the embedded database in `dataDir` is used. */
  databaseUrl?: string
  dataDir: string
  /** Where people's browsers reach this server, without a slash at the end. */
  publicUrl: string
  logLevel: (typeof LOG_LEVELS)[number]
  /** A language model to ask where the examples cannot tell what is meant; none unless configured. */
  model?: ModelConfig
} & (
  | { sandbox: true; platforms: { feishu?: never; dingtalk?: never } }
  | { sandbox: false; platforms: { feishu?: FeishuConfig; dingtalk?: DingtalkConfig } }
)

/** The environment is wrong; each line names a variable, what it should be and what it is. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly lines: readonly string[]

  constructor(lines: readonly string[]) {
    super(lines.join('\n'))
    this.lines = lines
  }
}

type Env = Record<string, string | undefined>

const PORT_FAULT = '应为 1–65535 的整数'
const webAddress = z
  .string()
  .refine(isWebAddress, '应为 http:// 或 https:// 开头的网址')
  .transform(address => address.replace(/\/+$/, ''))
const switchOf = z.enum(['on', 'off'], '应为 on 或 off').optional()

const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_FAULT)
    .transform(Number)
    .pipe(z.number().min(1, PORT_FAULT).max(65_535, PORT_FAULT))
    .default(8787),
  DATABASE_URL: z
    .string()
    .refine(isPostgresAddress, '应为 postgres:// 或 postgresql:// 开头的地址')
    .optional(),
  DATA_DIR: z.string().default('.data'),
  PUBLIC_URL: webAddress.optional(),
  FEISHU_APP_ID: z.string().optional(),
  FEISHU_APP_SECRET: z.string().optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_BASE_URL: webAddress.default(FEISHU_PUBLIC),
  FEISHU_MODE: z.enum(['webhook', 'websocket'], '应为 webhook 或 websocket').default('webhook'),
  DINGTALK_CLIENT_ID: z.string().optional(),
  DINGTALK_CLIENT_SECRET: z.string().optional(),
  DINGTALK_BASE_URL: webAddress.default(DINGTALK_PUBLIC),
  SANDBOX: switchOf,
  LLM_BASE_URL: webAddress.optional(),
  LLM_API_KEY: z.string().optional(),
  LLM_MODEL: z.string().optional(),
  LLM_DAILY_CALLS: z
    .string()
    .regex(/^\d{1,6}$/, '应为 0–999999 的整数')
    .transform(Number)
    .default(500),
  LOG_LEVEL: z.enum(LOG_LEVELS, `应为 ${LOG_LEVELS.join('、')} 之一`).default('info'),
  NODE_ENV: z.string().optional(),
})

/** Variables whose value may hold a password and is not repeated in a fault. */
const SECRET: readonly string[] = ['DATABASE_URL']

/**
 * Reads the environment; an empty variable counts as unset. Throws `ConfigError` with all faults at once.
 */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(
    Object.keys(variables.shape).flatMap(name => {
      const value = env[name]?.trim()
      return value ? [[name, value]] : []
    }),
  )
  const parsed = variables.safeParse(given)
  const faults = parsed.success ? [] : parsed.error.issues.map(issue => sayFault(issue, given))
  const lines = [...faults, ...combinationFaults(given)]
  if (!parsed.success || lines.length > 0) throw new ConfigError(lines)
  const { data } = parsed

  const common = {
    port: data.PORT,
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    dataDir: data.DATA_DIR,
    publicUrl: data.PUBLIC_URL ?? `http://localhost:${data.PORT}`,
    logLevel: data.LOG_LEVEL,
    ...modelOf(data),
  }
  if (isSandbox(given)) return { ...common, sandbox: true, platforms: {} }
  const feishu = readFeishu(data)
  const dingtalk = readDingtalk(data)
  return {
    ...common,
    sandbox: false,
    platforms: { ...(feishu && { feishu }), ...(dingtalk && { dingtalk }) },
  }
}

function sayFault({ path: [name], message }: z.core.$ZodIssue, given: Env): string {
  const variable = String(name)
  if (SECRET.includes(variable)) return `${variable} ${message}，现在的值不是（内含密码，不显示）`
  return `${variable} ${message}，现为 ${JSON.stringify(given[variable]?.slice(0, 60))}`
}

/** What is wrong with variables only because of each other. */
function combinationFaults(given: Env): string[] {
  const faults: string[] = []
  const needs = (name: string, other: string, why = '') => {
    if (given[name] && !given[other]) faults.push(`设置了 ${name} 就必须同时设置 ${other}${why}`)
  }
  needs('FEISHU_APP_ID', 'FEISHU_APP_SECRET')
  for (const name of ['FEISHU_APP_SECRET', 'FEISHU_ENCRYPT_KEY', 'FEISHU_VERIFICATION_TOKEN']) {
    needs(name, 'FEISHU_APP_ID')
  }
  if ((given.FEISHU_MODE ?? 'webhook') === 'webhook') {
    needs('FEISHU_APP_ID', 'FEISHU_VERIFICATION_TOKEN', '（FEISHU_MODE 为 webhook 时用它辨认真伪）')
  }
  needs('LLM_BASE_URL', 'LLM_MODEL')
  needs('LLM_MODEL', 'LLM_BASE_URL')
  needs('LLM_API_KEY', 'LLM_BASE_URL')
  needs('DINGTALK_CLIENT_ID', 'DINGTALK_CLIENT_SECRET')
  needs('DINGTALK_CLIENT_SECRET', 'DINGTALK_CLIENT_ID')

  const isProduction = given.NODE_ENV === 'production'
  if (given.SANDBOX === 'on' && isProduction) {
    faults.push('NODE_ENV 为 production 时不能设 SANDBOX=on：演示环境里任何人都能扮演任何人')
  }
  if (given.SANDBOX === 'on' && hasPlatform(given)) {
    faults.push('SANDBOX=on 不能与飞书、钉钉同时使用：请去掉 SANDBOX，或去掉平台的配置')
  }
  if (given.SANDBOX === undefined && isProduction && !hasPlatform(given)) {
    faults.push(
      'NODE_ENV 为 production 时不会打开演示环境：请设置 FEISHU_APP_ID 等平台配置，暂不接平台请设 SANDBOX=off',
    )
  }
  return faults
}

const hasPlatform = (given: Env) => Boolean(given.FEISHU_APP_ID || given.DINGTALK_CLIENT_ID)

/** On by itself only where there is nobody real to talk to. */
const isSandbox = (given: Env) => (given.SANDBOX ? given.SANDBOX === 'on' : !hasPlatform(given))

/** Off unless an address and a model are named. */
function modelOf({
  LLM_BASE_URL: baseUrl,
  LLM_API_KEY: apiKey,
  LLM_MODEL: model,
  ...data
}: z.infer<typeof variables>) {
  if (!baseUrl || !model) return {}
  return { model: { baseUrl, model, dailyCalls: data.LLM_DAILY_CALLS, ...(apiKey && { apiKey }) } }
}

function readFeishu(data: z.infer<typeof variables>): FeishuConfig | null {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_VERIFICATION_TOKEN: token } = data
  if (!appId || !appSecret) return null
  const app = {
    appId,
    appSecret,
    baseUrl: data.FEISHU_BASE_URL,
    ...(data.FEISHU_ENCRYPT_KEY && { encryptKey: data.FEISHU_ENCRYPT_KEY }),
  }
  if (data.FEISHU_MODE === 'websocket') {
    return { ...app, mode: 'websocket', ...(token && { verificationToken: token }) }
  }
  return token ? { ...app, mode: 'webhook', verificationToken: token } : null
}

function readDingtalk(data: z.infer<typeof variables>): DingtalkConfig | null {
  const { DINGTALK_CLIENT_ID: clientId, DINGTALK_CLIENT_SECRET: clientSecret } = data
  return clientId && clientSecret ? { clientId, clientSecret, baseUrl: data.DINGTALK_BASE_URL } : null
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

function isPostgresAddress(text: string): boolean {
  return URL.canParse(text) && /^postgres(?:ql)?:$/.test(new URL(text).protocol)
}
