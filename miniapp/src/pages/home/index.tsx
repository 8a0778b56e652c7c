import { View } from '@tarojs/components'
import { useState } from 'react'
import { listHomes } from '../../api/residents.ts'
import { Button } from '../../components/Button.tsx'
import { Page } from '../../components/Page.tsx'
import { Resourceful } from '../../components/Resourceful.tsx'
import { TextSizeSheet } from '../../components/TextSizeSheet.tsx'
import { goTo } from '../../screen/routes.ts'
import { useResource } from '../../screen/use-resource.ts'
import { HomeHeader } from './components/HomeHeader.tsx'
import { HomeList } from './components/HomeList.tsx'
import { NoHomes } from './components/NoHomes.tsx'
import './index.scss'

/** How much, why, until when, and one button. */
export default function HomePage() {
  const { resource, reload } = useResource(listHomes)
  const [choosingSize, setChoosingSize] = useState(false)
  return (
    <Page name="home" tab="home" over={choosingSize ? <TextSizeSheet onClose={() => setChoosingSize(false)} /> : null}>
      <HomeHeader onTextSize={() => setChoosingSize(true)} />
      <Resourceful resource={resource} reload={reload}>
        {(homes) =>
          homes.length === 0 ? (
            <NoHomes />
          ) : (
            <View>
              <HomeList homes={homes} />
              <Button id="add-home" kind="quiet" onPress={() => goTo('bind')}>
                再绑定一处房屋，或替别人缴费
              </Button>
            </View>
          )
        }
      </Resourceful>
      <Button id="calculator" kind="quiet" onPress={() => goTo('calculator')}>
        热费计算器：自己算一算
      </Button>
    </Page>
  )
}
