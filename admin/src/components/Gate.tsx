import type { ReactNode } from 'react'
import type { Right } from '../access.ts'
import { useAccess } from '../api/context.ts'

type Props = { readonly right: Right; readonly children: ReactNode; readonly otherwise?: ReactNode }

/** Shows its children to those who hold the right. */
export function Gate({ right, children, otherwise = null }: Props): ReactNode {
  return useAccess()[right] ? children : otherwise
}
