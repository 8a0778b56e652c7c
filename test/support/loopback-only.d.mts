export const attempts: string[]
export function isLoopback(host: string | undefined): boolean
