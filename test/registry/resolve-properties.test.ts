import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildNameIndex } from '../../src/registry/name-index.ts'
import { searchNames } from '../../src/registry/search-names.ts'
import { mentionsIn } from '../../src/registry/search-sentence.ts'
import { isSure } from '../../src/registry/tally.ts'
import { type CityFirm, makeCity } from '../bench/resolver/city.ts'
import { questionsOf } from '../bench/resolver/evaluate.ts'
import { DEVELOPMENT_KINDS } from '../bench/resolver/kinds-development.ts'
import { HELD_OUT_KINDS } from '../bench/resolver/kinds-held-out.ts'
import { DEVELOPMENT, HELD_OUT } from '../bench/resolver/words.ts'

const city = makeCity(DEVELOPMENT, 1500)
const elsewhere = makeCity(HELD_OUT, 400)
const index = buildNameIndex(city)
const questions = questionsOf(city, [...DEVELOPMENT_KINDS, ...HELD_OUT_KINDS], 12, 3)

const anyFirm = fc.constantFrom(...city)
const anyQuestion = fc.constantFrom(...questions)
const anyRegistry = fc.uniqueArray(anyFirm, { minLength: 1, maxLength: 60, selector: ({ uscc }) => uscc })
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({
    unit: fc.constantFrom(...'衡阳金杯变电厂公司二七272hbJT０ａ變（）, |\u{20000}'),
    maxLength: 40,
  }),
)

/** Whether nobody else goes by this name. */
const isOnly = (firms: readonly CityFirm[], firm: CityFirm, name: string) =>
  firms.every(
    other =>
      other === firm ||
      ![other.name, other.shortName, ...other.aliases, other.brand + other.trade].includes(name),
  )

describe('whoever is in the registry', () => {
  test('a full name, a short name, another name and a code find their firm first, and for sure', () => {
    fc.assert(
      fc.property(anyRegistry, fc.nat(), (firms, at) => {
        const firm = firms[at % firms.length]
        if (!firm) return
        const small = buildNameIndex(firms)
        for (const name of [firm.name, firm.shortName, ...firm.aliases, firm.uscc]) {
          if (!isOnly(firms, firm, name)) continue
          const found = searchNames(small, name, 5)
          expect(found[0]?.uscc, name).toBe(firm.uscc)
          expect(isSure(found), `${name} ${JSON.stringify(found)}`).toBe(true)
        }
      }),
    )
  })

  test('the order in which firms were entered changes nothing', () => {
    fc.assert(
      fc.property(
        anyRegistry.chain(firms =>
          fc.tuple(fc.constant(firms), fc.shuffledSubarray(firms, { minLength: firms.length })),
        ),
        anyQuestion,
        ([firms, shuffled], { query }) => {
          expect(searchNames(buildNameIndex(shuffled), query, 5)).toEqual(
            searchNames(buildNameIndex(firms), query, 5),
          )
        },
      ),
    )
  })

  test('a firm that has nothing to do with it never turns a sure answer into a wrong one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questions.filter(({ right }) => right.size === 1)),
        fc.uniqueArray(fc.constantFrom(...elsewhere), {
          minLength: 1,
          maxLength: 20,
          selector: ({ name }) => name,
        }),
        ({ query, right }, others) => {
          const before = searchNames(index, query, 5)
          if (!isSure(before) || !right.has(before[0]?.uscc ?? '')) return
          const after = searchNames(buildNameIndex([...city, ...others]), query, 5)
          if (isSure(after)) expect(after[0]?.uscc).toBe(before[0]?.uscc)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('whatever is typed', () => {
  test('never fails; scores are between 0 and 1, best first, every firm once', () => {
    fc.assert(
      fc.property(anyText, text => {
        const found = searchNames(index, text, 5)
        expect(found.every(({ score }) => score > 0 && score <= 1)).toBe(true)
        expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a))
        expect(new Set(found.map(({ uscc }) => uscc)).size).toBe(found.length)
      }),
      { numRuns: 500 },
    )
  })

  test('mentions lie in their sentence, in order, none over another', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            anyText,
            anyFirm.map(({ name }) => name),
          ),
          { maxLength: 4 },
        ),
        pieces => {
          const text = pieces.join('')
          let last = 0
          for (const { start, end, matchedText, candidates } of mentionsIn(index, text)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(text.slice(start, end)).toBe(matchedText)
            expect(candidates.length).toBeGreaterThan(0)
            last = end
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  test('blanks, full width and capitals mean the same', () => {
    const wide = (text: string) =>
      text.replace(/[!-~]/g, char => String.fromCharCode(char.charCodeAt(0) + 0xfee0))
    fc.assert(
      fc.property(anyQuestion, ({ query }) => {
        const plain = searchNames(index, query, 5)
        expect(searchNames(index, wide(query), 5)).toEqual(plain)
        expect(searchNames(index, query.toUpperCase(), 5)).toEqual(plain)
        expect(searchNames(index, ` ${[...query].join(' ')} `, 5)).toEqual(plain)
      }),
    )
  })
})

test('of what can be told apart little is answered wrongly for sure: less than one in a hundred, by 600 queries', () => {
  const wrong = questions.filter(({ query, right }) => {
    const found = searchNames(index, query, 5)
    return isSure(found) && !right.has(found[0]?.uscc ?? '')
  })
  expect(wrong.length / questions.length).toBeLessThan(0.01)
})
