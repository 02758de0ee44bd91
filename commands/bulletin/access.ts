import type { Role } from '../../src/people/roles.ts'

export const DECIDERS: readonly Role[] = ['office', 'leader']
/** Totals and rankings are for officials (C-3); enterprises and strangers see neither. */
export const OFFICIALS: readonly Role[] = [
  ...DECIDERS,
  'admin',
  'county',
  'department',
  'chain',
  'liaison',
  'observer',
]
