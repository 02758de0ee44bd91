import { PARKS, REGIONS } from '../../db/base/places.ts'

/** A county, a district or a park. */
export interface Place {
  id: string
  name: string
  kind: 'region' | 'park'
}

const PLACES: (Place & { names: string[] })[] = [
  ...PARKS.map(({ id, name, aliases = [] }) => ({
    id,
    name,
    kind: 'park' as const,
    names: [name, ...aliases],
  })),
  ...REGIONS.slice(1).map(({ code, name, aliases = [] }) => ({
    id: code,
    name,
    kind: 'region' as const,
    names: [name, ...aliases],
  })),
]

/** The first place a text names; the longest name counts, so that 衡东经开区 is no county. */
export function placeIn(text: string): Place | null {
  const found = PLACES.flatMap(({ names, ...place }) => names.map(name => ({ place, name })))
    .filter(({ name }) => text.includes(name))
    .sort((a, b) => b.name.length - a.name.length)
  return found[0]?.place ?? null
}

/** Every place a text names, in order of appearance; at one spot the longest name counts. */
export function placesIn(text: string): Place[] {
  const named = PLACES.flatMap(({ names, ...place }) =>
    names.map(name => ({ place, name, at: text.indexOf(name) })),
  )
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.name.length - a.name.length)
  const kept: typeof named = []
  for (const one of named) {
    const overlaps = kept.some(
      other => one.at < other.at + other.name.length && other.at < one.at + one.name.length,
    )
    if (!overlaps && kept.every(({ place }) => place.id !== one.place.id)) kept.push(one)
  }
  return kept.sort((a, b) => a.at - b.at).map(({ place }) => place)
}

/** A place by its name, as a button carries it. */
export const placeCalled = (name: string | undefined): Place | null =>
  PLACES.find(place => place.name === name) ?? null
