import { describe, expect, test } from 'vitest'
import { type Config, ConfigError, readConfig } from '../src/config.ts'

const FEISHU = {
  FEISHU_APP_ID: 'cli_a1',
  FEISHU_APP_SECRET: 's3cret',
  FEISHU_VERIFICATION_TOKEN: 'token',
}
const DINGTALK = { DINGTALK_CLIENT_ID: 'ding1', DINGTALK_CLIENT_SECRET: 's3cret' }

function faultsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.lines
    throw error
  }
}

describe('a good environment', () => {
  test('an empty one is the sandbox on an embedded database', () => {
    expect(readConfig({})).toEqual({
      port: 8787,
      dataDir: '.data',
      publicUrl: 'http://localhost:8787',
      logLevel: 'info',
      sandbox: true,
      platforms: {},
    })
  })

  test('empty and blank strings count as unset', () => {
    const blank = {
      PORT: '',
      SANDBOX: ' ',
      FEISHU_APP_ID: '',
      DATABASE_URL: '',
      FEISHU_MODE: '',
      LOG_LEVEL: '',
    }
    expect(readConfig(blank)).toEqual(readConfig({}))
  })

  test('variables of others are ignored', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root' })).toEqual(readConfig({}))
  })

  test('a configured Feishu app turns the sandbox off and events come by webhook', () => {
    const config = readConfig({ ...FEISHU, FEISHU_ENCRYPT_KEY: 'key', PUBLIC_URL: 'https://bot.example.cn/' })
    expect(config).toMatchObject({ sandbox: false, publicUrl: 'https://bot.example.cn' })
    expect(config.platforms.feishu).toEqual({
      appId: 'cli_a1',
      appSecret: 's3cret',
      verificationToken: 'token',
      encryptKey: 'key',
      baseUrl: 'https://open.feishu.cn',
      mode: 'webhook',
    })
  })

  test('over the long connection Feishu needs no verification token', () => {
    const { platforms } = readConfig({ ...FEISHU, FEISHU_VERIFICATION_TOKEN: '', FEISHU_MODE: 'websocket' })
    expect(platforms.feishu).toEqual({
      appId: 'cli_a1',
      appSecret: 's3cret',
      baseUrl: 'https://open.feishu.cn',
      mode: 'websocket',
    })
  })

  test('both platforms at once, at other addresses', () => {
    const { platforms } = readConfig({
      ...FEISHU,
      ...DINGTALK,
      FEISHU_BASE_URL: 'http://127.0.0.1:9000/platform/',
      DINGTALK_BASE_URL: 'http://127.0.0.1:9001',
    })
    expect(platforms.feishu?.baseUrl).toBe('http://127.0.0.1:9000/platform')
    expect(platforms.dingtalk).toEqual({
      clientId: 'ding1',
      clientSecret: 's3cret',
      baseUrl: 'http://127.0.0.1:9001',
    })
  })

  test('production runs on its platform, and on none only when SANDBOX=off says so', () => {
    expect(readConfig({ ...FEISHU, NODE_ENV: 'production' }).sandbox).toBe(false)
    expect(readConfig({ SANDBOX: 'off', NODE_ENV: 'production' })).toMatchObject({
      sandbox: false,
      platforms: {},
    })
  })

  test('a Postgres server, another port and a quiet log', () => {
    const url = 'postgresql://bot:pw@db:5432/beizeng'
    expect(
      readConfig({ DATABASE_URL: url, PORT: '65535', LOG_LEVEL: 'silent', DATA_DIR: '/var/lib/b' }),
    ).toMatchObject({
      databaseUrl: url,
      port: 65_535,
      publicUrl: 'http://localhost:65535',
      logLevel: 'silent',
      dataDir: '/var/lib/b',
    })
  })
})

test('a sandbox beside a platform, or a webhook without its token, does not type-check', () => {
  const { sandbox: _, platforms: __, ...common } = readConfig({})
  const feishu = { appId: 'a', appSecret: 's', baseUrl: 'https://open.feishu.cn', mode: 'webhook' as const }
  // @ts-expect-error the sandbox is the only platform it has
  const both: Config = {
    ...common,
    sandbox: true,
    platforms: { feishu: { ...feishu, verificationToken: 't' } },
  }
  // @ts-expect-error without the token anybody could send events
  const open: Config = { ...common, sandbox: false, platforms: { feishu } }
  expect([both, open]).toHaveLength(2)
})

describe('each fault is one line naming the variable', () => {
  const table: [Record<string, string>, string][] = [
    [{ PORT: 'abc' }, 'PORT 应为 1–65535 的整数，现为 "abc"'],
    [{ PORT: '0' }, 'PORT 应为 1–65535 的整数，现为 "0"'],
    [{ PORT: '65536' }, 'PORT 应为 1–65535 的整数，现为 "65536"'],
    [{ PORT: '-1' }, 'PORT 应为 1–65535 的整数，现为 "-1"'],
    [{ PORT: '80.5' }, 'PORT 应为 1–65535 的整数，现为 "80.5"'],
    [{ PORT: '1e3' }, 'PORT 应为 1–65535 的整数，现为 "1e3"'],
    [
      { PUBLIC_URL: 'bot.example.cn' },
      'PUBLIC_URL 应为 http:// 或 https:// 开头的网址，现为 "bot.example.cn"',
    ],
    [{ FEISHU_BASE_URL: 'ftp://a' }, 'FEISHU_BASE_URL 应为 http:// 或 https:// 开头的网址，现为 "ftp://a"'],
    [{ DINGTALK_BASE_URL: 'x' }, 'DINGTALK_BASE_URL 应为 http:// 或 https:// 开头的网址，现为 "x"'],
    [{ FEISHU_MODE: 'polling' }, 'FEISHU_MODE 应为 webhook 或 websocket，现为 "polling"'],
    [{ SANDBOX: 'yes' }, 'SANDBOX 应为 on 或 off，现为 "yes"'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL 应为 trace、debug、info、warn、error、fatal、silent 之一，现为 "loud"',
    ],
    [
      { FEISHU_APP_ID: 'cli_a1', FEISHU_MODE: 'websocket' },
      '设置了 FEISHU_APP_ID 就必须同时设置 FEISHU_APP_SECRET',
    ],
    [
      { FEISHU_APP_ID: 'cli_a1', FEISHU_APP_SECRET: 's' },
      '设置了 FEISHU_APP_ID 就必须同时设置 FEISHU_VERIFICATION_TOKEN（FEISHU_MODE 为 webhook 时用它辨认真伪）',
    ],
    [{ FEISHU_APP_SECRET: 's' }, '设置了 FEISHU_APP_SECRET 就必须同时设置 FEISHU_APP_ID'],
    [{ FEISHU_ENCRYPT_KEY: 'k' }, '设置了 FEISHU_ENCRYPT_KEY 就必须同时设置 FEISHU_APP_ID'],
    [{ FEISHU_VERIFICATION_TOKEN: 't' }, '设置了 FEISHU_VERIFICATION_TOKEN 就必须同时设置 FEISHU_APP_ID'],
    [{ DINGTALK_CLIENT_ID: 'd' }, '设置了 DINGTALK_CLIENT_ID 就必须同时设置 DINGTALK_CLIENT_SECRET'],
    [{ DINGTALK_CLIENT_SECRET: 's' }, '设置了 DINGTALK_CLIENT_SECRET 就必须同时设置 DINGTALK_CLIENT_ID'],
    [
      { SANDBOX: 'on', NODE_ENV: 'production' },
      'NODE_ENV 为 production 时不能设 SANDBOX=on：演示环境里任何人都能扮演任何人',
    ],
    [{ SANDBOX: 'on', ...FEISHU }, 'SANDBOX=on 不能与飞书、钉钉同时使用：请去掉 SANDBOX，或去掉平台的配置'],
    [{ SANDBOX: 'on', ...DINGTALK }, 'SANDBOX=on 不能与飞书、钉钉同时使用：请去掉 SANDBOX，或去掉平台的配置'],
    [
      { NODE_ENV: 'production' },
      'NODE_ENV 为 production 时不会打开演示环境：请设置 FEISHU_APP_ID 等平台配置，暂不接平台请设 SANDBOX=off',
    ],
  ]
  test.each(table)('%o', (env, line) => {
    expect(faultsOf(env)).toEqual([line])
  })

  test.each(['mysql://bot:hunter2@db/beizeng', 'bot:hunter2@db/beizeng', 'db'])(
    'DATABASE_URL %s is refused without repeating the password',
    url => {
      const lines = faultsOf({ DATABASE_URL: url })
      expect(lines).toEqual([
        'DATABASE_URL 应为 postgres:// 或 postgresql:// 开头的地址，现在的值不是（内含密码，不显示）',
      ])
    },
  )

  test('all faults are told at once', () => {
    const env = { PORT: 'abc', LOG_LEVEL: 'loud', DATABASE_URL: 'x', FEISHU_APP_ID: 'cli', FEISHU_MODE: 'x' }
    expect(faultsOf(env).map(line => line.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'FEISHU_MODE',
      'LOG_LEVEL',
      '设置了',
    ])
  })
})
