import type { Platform, SendLimits } from '../chat/platform.ts'
import type { DingtalkApp } from './dingtalk/client.ts'
import { createDingtalk } from './dingtalk/index.ts'
import { createFeishu, type FeishuApp } from './feishu/index.ts'

/** What each platform needs to be connected; a platform that is not configured is absent. */
export interface PlatformApps {
  feishu?: FeishuApp
  dingtalk?: DingtalkApp
}

export interface PlatformDeps {
  fetch: typeof fetch
  publicUrl: string
  /** Access tokens, to be kept where platforms are built anew for each request. */
  tokens?: Map<string, { token: string; expires: number }>
  /** Other limits than the published ones, for benchmarks against a stand-in. */
  limits?: SendLimits
}

/** The platforms that are configured. */
export function createPlatforms(apps: PlatformApps, deps: PlatformDeps): Platform[] {
  const { feishu, dingtalk } = apps
  const shared = { ...deps, tokens: deps.tokens ?? new Map() }
  return [
    ...(feishu ? [createFeishu(feishu, shared)] : []),
    ...(dingtalk ? [createDingtalk(dingtalk, shared)] : []),
  ]
}
