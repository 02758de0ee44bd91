import { useEffect, useState } from 'preact/hooks'

/** Who is looking at which chat; kept in the address, so that it survives a reload and "back" works on a phone. */
export interface Route {
  person: string
  chat: string
}

function current(): Route {
  const [person = '', chat = ''] = decodeURIComponent(location.hash.slice(1)).split('/')
  return { person, chat }
}

export function goTo(person: string, chat = ''): void {
  location.hash = chat ? `${person}/${chat}` : person
}

export function useRoute(): Route {
  const [route, setRoute] = useState(current)
  useEffect(() => {
    const update = () => setRoute(current())
    addEventListener('hashchange', update)
    return () => removeEventListener('hashchange', update)
  }, [])
  return route
}
