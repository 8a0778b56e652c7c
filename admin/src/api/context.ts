import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import { type Access, accessOf, nobody } from '../access.ts'
import type { Send } from './client.ts'
import type { Session, SessionState } from './session.ts'

export type Connection = { readonly session: Session; readonly send: Send }

export const ConnectionContext = createContext<Connection | null>(null)

function useConnection(): Connection {
  const connection = useContext(ConnectionContext)
  if (!connection) throw new Error('ConnectionContext is not provided')
  return connection
}

export function useSession(): Session {
  return useConnection().session
}

export function useSessionState(): SessionState {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.state)
}

export function useSend(): Send {
  return useConnection().send
}

/** The rights of whoever is signed in. */
export function useAccess(): Access {
  const state = useSessionState()
  const permissions = state.phase === 'signed-in' ? state.profile.permissions : null
  return useMemo(() => (permissions ? accessOf(permissions) : nobody), [permissions])
}
