import type { ReactNode } from 'react'
import { Outlet } from 'react-router'
import type { Right } from '../access.ts'
import { Gate } from '../components/Gate.tsx'
import { NoPermission } from '../components/NoPermission.tsx'

/** Stands before the pages that need a right. */
export function RightPage({ right }: { readonly right: Right }): ReactNode {
  return (
    <Gate otherwise={<NoPermission />} right={right}>
      <Outlet />
    </Gate>
  )
}
