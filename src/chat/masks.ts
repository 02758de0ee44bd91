import { PARKS, REGIONS, UNITS } from '../../db/base/places.ts'

/** Stand-ins for what varies from message to message; private-use characters, so that nobody types them. */
export const MASKS = {
  enterprise: '\uE000',
  caseNo: '\uE001',
  period: '\uE002',
  amount: '\uE003',
  rate: '\uE004',
  place: '\uE005',
  unit: '\uE006',
  day: '\uE007',
  number: '\uE008',
} as const

interface Named {
  name: string
  aliases?: string[] | undefined
}

/** Names as alternatives, the longest first: 衡阳县 before 衡阳. */
const anyOf = (all: readonly Named[], isName: (name: string) => boolean = () => true) =>
  new RegExp(
    all
      .flatMap(({ name, aliases = [] }) => [name, ...aliases])
      .filter(isName)
      .sort((a, b) => b.length - a.length)
      .join('|'),
    'g',
  )

/** 高新 is mostly 高新技术企业; 市里 and 全市 are the whole and no place beside others. */
const NO_PLACE = /^(?:高新|市里|全市|市本级)$/
const PLACES = anyOf([...REGIONS, ...PARKS], name => !NO_PLACE.test(name))
/** Of two characters only 国网 and the like are names of units; 税务 and 城管 are words as well. */
const UNIT_NAMES = anyOf(
  UNITS.filter(({ kind }) => kind === 'department' || kind === 'utility'),
  name => name.length > 2,
)
const DAYS =
  /大后天|[今昨明后]天|前天|(?:这|本|上|下|下下)?个?(?:周|星期|礼拜)[一二三四五六日天末]|(?:这|本|上|下)个?(?:周|星期|礼拜)|[月年]底|\d+[天号]|\d+个?工作日|\d{1,2}[月.]\d{1,2}[日号]?/g

/** Takes places, units, days and bare numbers out of a text in which enterprises, cases and amounts are masked already. */
export const maskRest = (text: string): string =>
  text
    .replace(UNIT_NAMES, MASKS.unit)
    .replace(PLACES, MASKS.place)
    .replace(DAYS, MASKS.day)
    .replace(/\d+(?:\.\d+)?/g, MASKS.number)
