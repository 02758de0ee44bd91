import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkKey, pagePath, signBulletinToken, verifyBulletinToken } from '../../src/bulletins/link.ts'
import { useDatabase } from '../support/database.ts'

const KEY = 'a key of the installation'
const EXPIRES = new Date('2024-02-01T00:00:00Z')
const BEFORE = new Date('2024-01-31T23:59:59Z')
const token = signBulletinToken(KEY, 'published', 12, EXPIRES)

describe('a link to a bulletin', () => {
  test('opens the bulletin it was made for until it expires', () => {
    expect(verifyBulletinToken(KEY, token, BEFORE)).toEqual({ kind: 'published', id: 12 })
    expect(verifyBulletinToken(KEY, token, EXPIRES)).toBeNull()
  })

  test('does not open with another key, another number or a later end', () => {
    const [, expires, signature] = token.split('.')
    expect(verifyBulletinToken('another key', token, BEFORE)).toBeNull()
    expect(verifyBulletinToken(KEY, `13.${expires}.${signature}`, BEFORE)).toBeNull()
    expect(verifyBulletinToken(KEY, `12.${Number(expires) + 1}.${signature}`, BEFORE)).toBeNull()
    expect(verifyBulletinToken(KEY, `012.${expires}.${signature}`, BEFORE)).toBeNull()
  })

  test('to a draft is no link to what is published, and the other way round', () => {
    const draft = signBulletinToken(KEY, 'draft', 12, EXPIRES)
    expect(verifyBulletinToken(KEY, draft, BEFORE)).toEqual({ kind: 'draft', id: 12 })
    expect(verifyBulletinToken(KEY, draft.slice(1), BEFORE)).toBeNull()
    expect(verifyBulletinToken(KEY, `d${token}`, BEFORE)).toBeNull()
  })

  test('stops opening when any one character is changed', () => {
    const index = fc.integer({ min: 0, max: token.length - 1 })
    const character = fc.constantFrom(...'ABCabcd0189-_.')
    fc.assert(
      fc.property(index, character, (at, with_) => {
        const changed = token.slice(0, at) + with_ + token.slice(at + 1)
        fc.pre(changed !== token)
        expect(verifyBulletinToken(KEY, changed, BEFORE)).toBeNull()
      }),
    )
  })

  test('nothing else opens anything, and nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(verifyBulletinToken(KEY, text, BEFORE)).toBeNull()
      }),
    )
  })

  test('holds only characters that a path may hold', () => {
    expect(token).toMatch(/^[\w.-]+$/)
  })
})

const onDatabase = useDatabase()

test('an installation makes its key once and its paths open for 90 days', () =>
  onDatabase(async db => {
    const key = await linkKey(db)
    expect(key).toHaveLength(43)
    expect(await linkKey(db)).toBe(key)
    const now = new Date('2023-11-25T09:00:00+08:00')
    const path = await pagePath(db, 7, now)
    const opened = (day: string) =>
      verifyBulletinToken(key, path.replace('/b/', ''), new Date(`${day}T09:00:00+08:00`))
    expect(opened('2024-02-22')).toEqual({ kind: 'published', id: 7 })
    expect(opened('2024-02-23')).toBeNull()
  }))
