import { View } from '@tarojs/components'
import type { Home } from '../../../../shared/contracts/residents.ts'
import { listHomes } from '../../api/residents.ts'
import { Card } from '../../components/Card.tsx'
import { Notice } from '../../components/Notice.tsx'
import { Page } from '../../components/Page.tsx'
import { Row } from '../../components/Row.tsx'
import { useResource } from '../../screen/use-resource.ts'
import { homeName } from '../../screen/words.ts'
import { matters } from './matters.ts'

/** What cannot be done here yet, said plainly, and where it can be done. No button here would lead nowhere. */
export default function ServicesPage() {
  const { resource } = useResource(listHomes)
  const homes = resource.state === 'ready' ? resource.data : []
  return (
    <Page name="services" tab="services">
      <Notice id="not-online">
        <View className="notice-title">这些事还不能在手机上办</View>
        <View>请到供热公司的营业厅，或打供热公司的服务电话办理。电话和地址印在供热合同、缴费单据和小区公告上。</View>
      </Notice>
      {matters.map(({ id, name, bring }) => (
        <Card key={id} id={`matter-${id}`} title={name}>
          <View className="note">去办时请准备</View>
          <View>{bring}</View>
        </Card>
      ))}
      {homes.length > 0 ? <CardNumbers homes={homes} /> : null}
    </Page>
  )
}

/** Every visit and call begins with this number. */
function CardNumbers({ homes }: { readonly homes: readonly Home[] }) {
  return (
    <Card id="card-numbers" title="您的客户卡号">
      {homes.map((home) => (
        <Row key={home.bindingNo} name={homeName(home)}>
          <View className="card-number">{home.householdNo}</View>
          <View className="note">{home.company}</View>
        </Row>
      ))}
    </Card>
  )
}
