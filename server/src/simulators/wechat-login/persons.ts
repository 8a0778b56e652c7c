import { createHash } from 'node:crypto'

export type LoginApp = {
  readonly appId: string
  readonly secret: string
  readonly kind: 'mini-program' | 'official-account'
  readonly name: string
  /** Of a public account: what its owner entered for calls to the server; a key where messages are encrypted. */
  readonly callback?: { readonly token: string; readonly encodingAesKey: string | null }
}

/** An invented WeChat user. */
export type Person = { readonly id: string; readonly name: string }

export type People = {
  list(): readonly Person[]
  find(id: string): Person | undefined
  /** Another one for every app. */
  openid(person: Person, appId: string): string
  /** The same one in all apps of the installation. */
  unionid(person: Person): string
  /** The app an openid was made for; null for one that none of our persons has. */
  appOfOpenid(openid: string): string | null
}

export function createPeople(persons: readonly Person[], apps: readonly LoginApp[], salt: string): People {
  const openid = (person: Person, appId: string) => `o${digest(`${salt} ${appId} ${person.id}`)}`
  const appsByOpenid = new Map(persons.flatMap((person) => apps.map(({ appId }) => [openid(person, appId), appId] as const)))
  return {
    list: () => persons,
    find: (id) => persons.find((person) => person.id === id),
    openid,
    unionid: (person) => `u${digest(`${salt} ${person.id}`)}`,
    appOfOpenid: (given) => appsByOpenid.get(given) ?? null,
  }
}

/** 27 characters, which makes an openid as long as real ones. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27)
}
