import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import postgres from 'postgres'
import { buildNameIndex } from '../../../src/registry/name-index.ts'
import { searchNames } from '../../../src/registry/search-names.ts'
import { isSure } from '../../../src/registry/tally.ts'
import { startPostgres } from '../../support/postgres.ts'
import { spell } from './characters.ts'
import type { CityFirm } from './city.ts'
import type { Answer } from './evaluate.ts'

/** Something that finds firms by a query. */
export interface Searcher {
  name: string
  /** From the list of firms to the first answer, ms. */
  built: number
  search(query: string): Answer | Promise<Answer>
  close(): Promise<void>
}

const MOST = 5
/** Others say nothing about when to ask. */
const unsure = (codes: string[]): Answer => ({ codes, isSure: false })
const nothing = async () => {}

/** All names of a firm, one text each, with its pinyin and initials, so that those who know none are not worse off. */
interface Searchable {
  uscc: string
  name: string
  aliases: string
  pinyin: string
  initials: string
}

function searchable(city: readonly CityFirm[]): Searchable[] {
  return city.map(({ uscc, name, shortName, aliases }) => {
    const syllables = spell(shortName)
    return {
      uscc,
      name,
      aliases: aliases.join(' '),
      pinyin: syllables.join(''),
      initials: syllables.map(one => one.charAt(0)).join(''),
    }
  })
}

export async function ours(city: readonly CityFirm[]): Promise<Searcher> {
  const started = performance.now()
  const index = buildNameIndex(city)
  return {
    name: 'beizeng',
    built: performance.now() - started,
    search: query => {
      const found = searchNames(index, query, MOST)
      return { codes: found.map(({ uscc }) => uscc), isSure: isSure(found) }
    },
    close: nothing,
  }
}

export async function fuse(city: readonly CityFirm[]): Promise<Searcher> {
  const rows = searchable(city)
  const started = performance.now()
  const index = new Fuse(rows, {
    keys: ['name', 'aliases', 'pinyin', 'initials', 'uscc'],
    ignoreLocation: true,
    threshold: 0.5,
  })
  return {
    name: 'Fuse.js',
    built: performance.now() - started,
    search: query => unsure(index.search(query, { limit: MOST }).map(({ item }) => item.uscc)),
    close: nothing,
  }
}

/** Words of Chinese for an index of words: characters and pairs of them. */
function piecesOf(text: string): string[] {
  if (/^[\da-z]+$/i.test(text)) return [text]
  const chars = [...text.replace(/[\s（）()]/g, '')]
  return [...chars, ...chars.slice(1).map((char, i) => `${chars[i]}${char}`)]
}

export async function miniSearch(city: readonly CityFirm[]): Promise<Searcher> {
  const rows = searchable(city)
  const started = performance.now()
  const index = new MiniSearch<Searchable>({
    idField: 'uscc',
    fields: ['name', 'aliases', 'pinyin', 'initials', 'uscc'],
    extractField: (row, field) => row[field as keyof Searchable],
    tokenize: piecesOf,
    searchOptions: { prefix: term => term.length > 2, fuzzy: term => (term.length > 3 ? 0.2 : false) },
  })
  index.addAll(rows)
  return {
    name: 'MiniSearch',
    built: performance.now() - started,
    search: query =>
      unsure(
        index
          .search(query)
          .slice(0, MOST)
          .map(({ id }) => String(id)),
      ),
    close: nothing,
  }
}

const TABLE = `create extension if not exists pg_trgm;
  create table searched (uscc text, said text);`
const INDEX = 'create index on searched using gin (said gin_trgm_ops); analyze searched;'
const FILL = `insert into searched select * from unnest($1::text[], $2::text[])`
const FIND = `select uscc from (
    select uscc, max(word_similarity($1, said) + similarity($1, said)) as points
    from searched where $1 <% said group by uscc) found
  order by points desc, uscc limit ${MOST}`

/** Each way of naming a firm as a row. */
function saidOf(city: readonly CityFirm[]): [string[], string[]] {
  const rows = searchable(city).flatMap(({ uscc, name, aliases, pinyin, initials }) =>
    [name, ...aliases.split(' ').filter(Boolean), pinyin, initials, uscc].map(
      said => [uscc, said.toLowerCase()] as const,
    ),
  )
  return [rows.map(([uscc]) => uscc), rows.map(([, said]) => said)]
}

export async function trigramsOnPglite(city: readonly CityFirm[]): Promise<Searcher> {
  const [codes, said] = saidOf(city)
  const started = performance.now()
  const db = await PGlite.create({ extensions: { pg_trgm } })
  await db.exec(TABLE)
  await db.query(FILL, [codes, said])
  await db.exec(`${INDEX} set pg_trgm.word_similarity_threshold = 0.4`)
  return {
    name: 'pg_trgm on PGlite',
    built: performance.now() - started,
    search: async query =>
      unsure((await db.query<{ uscc: string }>(FIND, [query.toLowerCase()])).rows.map(({ uscc }) => uscc)),
    close: () => db.close(),
  }
}

export async function trigramsOnPostgres(city: readonly CityFirm[]): Promise<Searcher> {
  const [codes, said] = saidOf(city)
  const server = await startPostgres()
  const started = performance.now()
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(TABLE)
  await sql.unsafe(FILL, [codes, said])
  await sql.unsafe(`${INDEX} set pg_trgm.word_similarity_threshold = 0.4`)
  return {
    name: 'pg_trgm on Postgres',
    built: performance.now() - started,
    search: async query => {
      const rows = await sql.unsafe<{ uscc: string }[]>(FIND, [query.toLowerCase()], { prepare: true })
      return unsure(rows.map(({ uscc }) => uscc))
    },
    async close() {
      await sql.end()
      await server.stop()
    },
  }
}
