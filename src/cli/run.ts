import { describeError } from '../lib/log.ts'
import { evaluate } from './evaluate.ts'
import { type Host, Misuse, type Verb } from './host.ts'
import { check, commandTable, find, grant, job, jobs, seed, verify } from './operate.ts'
import { policy } from './policy.ts'
import { assessRule, receipt } from './receipt.ts'
import { roster } from './roster.ts'
import { act, say } from './say.ts'
import { screenRule } from './screen.ts'
import { exportFile, importFile, template } from './tables.ts'

/** Everything an operator can type, with the line `help` prints for it. */
const VERBS: Record<string, { run: Verb; help: string }> = {
  seed: { run: seed, help: 'seed demo [--size N]                     装入演示数据' },
  import: {
    run: importFile,
    help: 'import <表> <文件.xlsx|csv> [--as 用户] [--dry] [--json]   导入表格（--dry 只试算），表有哪些见 template；日历用 import calendar',
  },
  export: {
    run: exportFile,
    help: 'export <表> <文件.xlsx> [--region --unit --category --status …]   导出表格，导出的可以原样导入（筛选只用于 cases）',
  },
  template: {
    run: template,
    help: 'template <表> <文件.xlsx>                生成空表；不写表名可看有哪些表',
  },
  job: { run: job, help: 'job <任务> [--at 时间] [--json]          立即运行一个定时任务' },
  jobs: { run: jobs, help: 'jobs                                     列出定时任务' },
  commands: { run: commandTable, help: 'commands                                 列出能对机器人说的话' },
  say: {
    run: say,
    help: 'say --as 用户 [--chat 会话] [--group] [--at 时间] [--file 文件] [--dry] [--json] "话"   以某人身份说话（群里视为已@机器人）',
  },
  act: {
    run: act,
    help: 'act --as 用户 [--json] \'{"command":…,"intent":…,"args":{…}}\'   以某人身份点按钮',
  },
  grant: {
    run: grant,
    help: 'grant --platform 平台 --id open_id --name 姓名 --role 角色 --scope 范围   授权',
  },
  evaluate: {
    run: evaluate,
    help: 'evaluate <规则> --facts JSON [--on 日期] [--json]   用给定数据测一条规则',
  },
  policy: {
    run: policy,
    help: 'policy <list|show 版本|check 文件|publish 文件 --as 用户> [--json]   查看、检查、发布政策文件',
  },
  screen: {
    run: screenRule,
    help: 'screen <规则> [--on 日期] [--against 日期|版本|roster] [--set 参数=值 ...] [--near] [--json]   用一条规则测全部企业',
  },
  assess: {
    run: assessRule,
    help: 'assess <规则> [--on 日期] [--as 用户] [--json]   评定全部企业并留痕',
  },
  roster: {
    run: roster,
    help: 'roster <members|versions|check> <名录或库> [--on 日期] [--year 年份] [--json] | pack <年份> <文件>   名录成员、版本、该进该出、评定材料',
  },
  receipt: { run: receipt, help: 'receipt <留痕编号> [--json]              查看留痕并重算' },
  find: { run: find, help: 'find <文字> [--json]                     找企业' },
  check: { run: check, help: 'check                                    检查政策、数据和队列' },
  'verify-ledger': { run: verify, help: 'verify-ledger                            校验台账链条' },
}

const helpText = [
  '用法：npm run --silent cli -- <命令>',
  ...Object.values(VERBS).map(({ help }) => `  ${help}`),
  'say、evaluate、find 可加 --lines <文件>：每行一个 JSON，逐行作答。',
]

/** Runs one operator's command; answers with the exit code. Never throws. */
export async function runCommand(host: Host, argv: string[]): Promise<number> {
  const [name, ...args] = argv
  if (name === undefined || name === 'help' || name === '--help') {
    for (const line of helpText) host.out(line)
    return 0
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
  if (!verb) {
    host.err(`没有“${name}”这个命令。不带参数运行可看全部命令。`)
    return 2
  }
  try {
    return await verb.run(host, args)
  } catch (error) {
    if (error instanceof Misuse) host.err(error.message)
    else if (isArgumentFault(error)) host.err(`参数有误：${verb.help.trim()}`)
    else {
      host.log.error({ command: name, ...describeError(error) }, 'command failed')
      host.err(`命令没有完成：${error instanceof Error ? error.message : String(error)}`)
    }
    return 2
  }
}

/** `parseArgs` tells of unknown or valueless flags by code. */
function isArgumentFault(error: unknown): boolean {
  return String((error as { code?: unknown }).code ?? '').startsWith('ERR_PARSE_ARGS')
}
