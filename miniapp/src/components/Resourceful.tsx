import type { ReactNode } from 'react'
import type { Resource } from '../screen/use-resource.ts'
import { ErrorState } from './ErrorState.tsx'
import { Loading } from './Loading.tsx'

interface Props<Data> {
  readonly resource: Resource<Data>
  reload(): void
  children(data: Data): ReactNode
}

/** Loading, failed or ready: no screen can forget one of the three. */
export function Resourceful<Data>({ resource, reload, children }: Props<Data>) {
  if (resource.state === 'loading') return <Loading />
  if (resource.state === 'failed') return <ErrorState failure={resource.failure} retry={reload} />
  return <>{children(resource.data)}</>
}
