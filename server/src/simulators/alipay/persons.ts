import { createHash } from 'node:crypto'

/** An invented Alipay user. */
export type Person = { readonly id: string; readonly name: string }

export type People = {
  list(): readonly Person[]
  find(id: string): Person | undefined
  /** Another one for every app. */
  openId(person: Person, appId: string): string
  /** The same one in all apps: 2088 and twelve digits. */
  userId(person: Person): string
  /** Whoever has this open id in this app, or this user id; undefined for nobody. */
  ofBuyer(appId: string, buyer: { readonly openId?: unknown; readonly userId?: unknown }): Person | undefined
}

export function createPeople(persons: readonly Person[], salt: string): People {
  const openId = (person: Person, appId: string) =>
    createHash('sha384').update(`${salt} ${appId} ${person.id}`).digest('base64url').slice(0, 47)
  const userId = (person: Person) => {
    const number = createHash('sha256').update(`${salt} ${person.id}`).digest().readUIntBE(0, 6)
    return `2088${String(number % 1_000_000_000_000).padStart(12, '0')}`
  }
  return {
    list: () => persons,
    find: (id) => persons.find((person) => person.id === id),
    openId,
    userId,
    ofBuyer: (appId, buyer) => persons.find((person) => openId(person, appId) === buyer.openId || userId(person) === buyer.userId),
  }
}
