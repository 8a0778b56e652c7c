import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'

const pagerHeight = 48
const leastHeight = 160

/** Height that is left for the rows of a table, so that its head and pager stay in sight, px. */
export function useBodyHeight(): [RefObject<HTMLDivElement | null>, number] {
  const frame = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(480)

  const measure = useCallback(() => {
    const element = frame.current
    const body = element?.querySelector('.ant-table-body')
    if (!element || !body) return
    const above = body.getBoundingClientRect().top - element.getBoundingClientRect().top
    setHeight(Math.max(leastHeight, Math.floor(element.clientHeight - above - pagerHeight)))
  }, [])

  // After every render: a message above the table or a wrapped filter row moves the rows.
  useLayoutEffect(measure)
  useLayoutEffect(() => {
    if (!frame.current) return
    const observer = new ResizeObserver(measure)
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [measure])
  return [frame, height]
}
