import { newKey } from './intention.ts'
import { request } from './request.ts'
import { rememberSignedOut } from './signed-out.ts'

/** Ends the cookie session of H5 and stays out until the person asks to come back. */
export async function signOut(): Promise<void> {
  await request<null>({ method: 'POST', path: '/api/resident/sign-out', key: newKey() })
  rememberSignedOut()
}
