import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { TabName } from '../screen/routes.ts'
import { useTextSize } from '../screen/text-size.ts'
import { TabBar } from './TabBar.tsx'

interface Props {
  /** Name of the screen in tests: screen-<name>. */
  readonly name: string
  readonly tab?: TabName
  /** Sheets lie over the page but inside it: they take its text size. */
  readonly over?: ReactNode
  readonly children: ReactNode
}

/** The root of every screen: it carries the text size, all below is measured by it. */
export function Page({ name, tab, over, children }: Props) {
  const size = useTextSize()
  return (
    <View className={`page text-${size}${tab ? ' page-with-tabs' : ''}`} id={`screen-${name}`}>
      <View className="page-body">{children}</View>
      {tab ? <TabBar current={tab} /> : null}
      {over}
    </View>
  )
}
