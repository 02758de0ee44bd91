import { addDays, sayDay } from '../../lib/time.ts'
import { rosterCalled } from '../../registry/rosters/kinds.ts'
import { type BriefLine, type BriefSection, line } from '../brief.ts'
import type { FirmRead } from './read.ts'

/** Days before a certificate expires at which it is spoken of. */
const EXPIRES_SOON = 180

/** Who it is and what it is counted as. */
export function profile(read: FirmRead): BriefSection {
  const { firm, qualifications, on } = read
  const place = [firm.regionName, firm.parkName].filter(Boolean).join('，')
  const scale =
    firm.isAboveScale === null
      ? '是否规上未登记'
      : firm.isAboveScale
        ? `规上企业${firm.firstAboveScaleOn ? `（首次入规${firm.firstAboveScaleOn}）` : ''}`
        : '非规上企业'
  return {
    id: 'profile',
    title: '企业概况',
    isFolded: true,
    lines: [
      line(
        [
          `${firm.name}（${firm.uscc}）`,
          place,
          firm.chain ? `${firm.chain}产业链` : '产业链未登记',
          ...(firm.industryCode ? [`行业代码${firm.industryCode}`] : []),
          scale,
          ...(firm.originClass ? [firm.originClass] : []),
        ]
          .filter(Boolean)
          .join('，'),
      ),
      line(`名录和库：${rostersOf(read).join('、') || '不在任何名录或库'}。`),
      ...qualifications.map(({ kind, level, expiresOn }): BriefLine => {
        const isOver = expiresOn !== null && expiresOn < on
        const isSoon = expiresOn !== null && !isOver && expiresOn <= addDays(on, EXPIRES_SOON)
        const until = expiresOn ? `，${isOver ? '已于' : ''}${sayDay(expiresOn, on)}到期` : ''
        return line(`资质：${level ?? ''}${kind}${until}。`, isOver ? 'bad' : isSoon ? 'warn' : undefined)
      }),
    ],
    opens: [
      {
        label: '企业档案',
        command: 'enterprise',
        intent: 'query.enterprise_profile',
        args: { uscc: firm.uscc },
      },
    ],
  }
}

/** 名录和库 on which it is today; what tells of trouble only to those who may see its figures. */
export function rostersOf({ stays, on, private: seen }: FirmRead): string[] {
  const year = Number(on.slice(0, 4))
  const shown = stays.filter(
    ({ roster, year: of }) =>
      (rosterCalled(roster)?.isYearly !== true || of === year) &&
      (seen !== null || rosterCalled(roster)?.isSensitive !== true),
  )
  return [
    ...new Set(
      shown.map(({ roster, year: of, stage }) =>
        rosterCalled(roster)?.isYearly ? `${of}年${roster}` : `${roster}${stage ? `（${stage}）` : ''}`,
      ),
    ),
  ]
}

/** Who looks after it. */
export function liaisons({ people, firm }: FirmRead): BriefSection {
  return {
    id: 'people',
    title: '联点人员',
    isFolded: true,
    lines:
      people.length === 0
        ? [line('还没有登记联点领导、科级干部和联络员。', 'warn')]
        : people.map(({ duty, name, post, phone }) =>
            line(`${duty}：${name}${post ? `（${post}）` : ''}${phone ? ` ${phone}` : ''}`),
          ),
    opens: [{ label: '联点人员', command: 'liaison', intent: 'query.liaison', args: { uscc: firm.uscc } }],
  }
}
