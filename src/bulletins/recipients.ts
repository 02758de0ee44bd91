import type { Address } from '../../db/notice.ts'

/** Whom a published bulletin goes to, and whom it is taken back from. */
export const bulletinRecipients = (): Address[] => ['unit:leaders']
