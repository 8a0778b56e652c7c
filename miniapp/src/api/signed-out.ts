import { platform } from '../platform/index.ts'

/** Inside WeChat the next request would sign in again at once, so leaving on purpose has to be remembered. */
const key = 'signedOut'

export const hasSignedOut = () => platform.storage.read(key) !== null
export const rememberSignedOut = () => platform.storage.write(key, 'yes')
export const forgetSignedOut = () => platform.storage.remove(key)
