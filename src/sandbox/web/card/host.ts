import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { CardAction } from '../../wire.ts'

/** What the parts of a card need from around them. */
export interface CardHost {
  /** Names by open id. */
  names: ReadonlyMap<string, string>
  /** Whether a click is on its way; nothing else can be pressed meanwhile. */
  isBusy: boolean
  act(action: CardAction): Promise<void>
}

export const CardContext = createContext<CardHost>({ names: new Map(), isBusy: false, act: async () => {} })
export const useCard = () => useContext(CardContext)
