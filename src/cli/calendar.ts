import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import type { Db } from '../../db/client.ts'
import { openAct } from '../ledger/act.ts'
import { type HolidayNotice, readNotice } from '../ledger/holidays/notice.ts'
import { proposeHolidays } from '../ledger/holidays/proposal.ts'
import { readNoticeTable } from '../ledger/holidays/table.ts'
import { readTable } from '../lib/tables/read.ts'
import { identify } from '../people/identify.ts'
import { Misuse, orMisuse, readNamed, type Verb } from './host.ts'
import { platformOf } from './say.ts'

const USAGE = '用法：import calendar <通知全文.txt|表格.xlsx|表格.csv> --as <open_id> [--json]'

/** `import calendar`: puts in a year's holiday notice; the same notice put in by a second person confirms it. */
export const importCalendar: Verb = async (host, args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      json: { type: 'boolean' },
    },
  })
  const [file] = positionals
  if (!file || positionals.length > 1 || !values.as) throw new Misuse(USAGE)
  const { as } = values
  const bytes = await readNamed(host, file)
  const done = await orMisuse(async () => {
    const notice = await noticeOf(file, bytes)
    return host.db.transaction(async tx => {
      const speaker = await identify(tx as Db, await platformOf(tx as Db, as), as, host.now())
      return proposeHolidays(await openAct(tx as Db, host.now(), speaker), notice)
    })
  })
  host.changed()
  if (values.json) host.out(JSON.stringify(done))
  else for (const line of tell(done)) host.out(line)
  return 0
}

async function noticeOf(file: string, bytes: Uint8Array): Promise<HolidayNotice> {
  if (/\.(txt|md)$/i.test(file)) return readNotice(new TextDecoder().decode(bytes))
  return readNoticeTable(await readTable(bytes, basename(file)))
}

function tell(done: Awaited<ReturnType<typeof proposeHolidays>>): string[] {
  if (done.kind === 'confirmed') {
    const { year, moved, settled } = done
    return [`${year}年工作日历已由第二人确认，即时生效：${moved}件在办诉求期限顺延，${settled}件去掉暂定。`]
  }
  const { proposalId, year, source, changed, moves } = done.proposal
  return [
    `已导入《${source}》（第${proposalId}号），待第二人确认。`,
    ...changed.map(
      ({ day, works, name }) => `  ${day} ${works ? '上班' : '休息'}${name ? `（${name}）` : ''}`,
    ),
    `确认后有 ${moves} 件在办诉求的期限顺延。`,
    `请另一位同志在聊天里点“确认”，或由其用同一份通知再运行一次 import calendar --as <另一人>，${year}年日历才生效。`,
  ]
}
