import { View } from '@tarojs/components'
import { showTab, type TabName } from '../screen/routes.ts'
import { Icon } from './Icon.tsx'
import { Pressable } from './Pressable.tsx'

const tabs: readonly { readonly tab: TabName; readonly name: string }[] = [
  { tab: 'home', name: '首页' },
  { tab: 'bills', name: '账单' },
  { tab: 'services', name: '办事' },
  { tab: 'me', name: '我的' },
]

/** Ours instead of the client's, because its words must grow with the text size. */
export function TabBar({ current }: { readonly current: TabName }) {
  return (
    <View className="tabbar">
      {tabs.map(({ tab, name }) => (
        <Pressable
          key={tab}
          id={`tab-${tab}`}
          className={`tab${tab === current ? ' is-current' : ''}`}
          onPress={() => tab !== current && showTab(tab)}
        >
          <Icon name={tab} lit={tab === current} />
          <View className="tab-name">{name}</View>
        </Pressable>
      ))}
    </View>
  )
}
