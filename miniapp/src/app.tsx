import type { PropsWithChildren } from 'react'
import './app.scss'

/** Pages own their data; nothing is kept above them. */
export default function App({ children }: PropsWithChildren) {
  return children
}
