import { View } from '@tarojs/components'
import { useCallback } from 'react'
import type { PaymentCertificate } from '../../../../../shared/contracts/residents.ts'
import { getCertificate } from '../../../api/payments.ts'
import { Amount } from '../../../components/Amount.tsx'
import { Button } from '../../../components/Button.tsx'
import { Card } from '../../../components/Card.tsx'
import { Page } from '../../../components/Page.tsx'
import { Resourceful } from '../../../components/Resourceful.tsx'
import { Row } from '../../../components/Row.tsx'
import { platform } from '../../../platform/index.ts'
import { useParam } from '../../../screen/use-params.ts'
import { useResource } from '../../../screen/use-resource.ts'
import { channelName, homeName, minuteOf, seasonName } from '../../../screen/words.ts'
import './index.scss'

/** One payment as a paper: who got how much for which home and season. No receipt and no invoice: it says so. */
export default function CertificatePage() {
  const paymentNo = useParam('payment')
  const load = useCallback(() => getCertificate(paymentNo), [paymentNo])
  const { resource, reload } = useResource(load)
  const { print } = platform
  return (
    <Page name="certificate">
      <Resourceful resource={resource} reload={reload}>
        {(certificate) => (
          <View className="certificate">
            <Head certificate={certificate} />
            <Parts certificate={certificate} />
            <View className="note">本凭证证明这笔款已经收到，不是收据和发票。需要收据、发票的，请凭收款编号向收款单位索取。</View>
            {print ? (
              <Button id="print" kind="plain" onPress={print}>
                打印
              </Button>
            ) : null}
          </View>
        )}
      </Resourceful>
    </Page>
  )
}

function Head({ certificate }: { readonly certificate: PaymentCertificate }) {
  const { amountFen, amountWords, payee, payeeTaxNo, company, channel, paidAt, payer, refundedFen } = certificate
  return (
    <Card title="缴费凭证">
      <Amount id="certificate-amount" fen={amountFen} tone="paid" size="hero" />
      <View id="certificate-words">{`人民币大写：${amountWords}`}</View>
      <Row name="收款单位">{payee}</Row>
      {company === payee ? null : <Row name="供热公司">{company}</Row>}
      <Row name="纳税人识别号">{payeeTaxNo}</Row>
      <Row name="付款人">{payer ?? '本人'}</Row>
      <Row name="付款时间">{minuteOf(paidAt)}</Row>
      <Row name="付款方式">{channelName(channel)}</Row>
      <Row name="收款编号" id="certificate-no">
        <View className="certificate-number">{certificate.paymentNo}</View>
      </Row>
      {certificate.orderNo ? (
        <Row name="支付单号">
          <View className="certificate-number">{certificate.orderNo}</View>
        </Row>
      ) : null}
      {certificate.transactionId ? (
        <Row name={`${channelName(channel)}交易号`}>
          <View className="certificate-number">{certificate.transactionId}</View>
        </Row>
      ) : null}
      {refundedFen !== null && refundedFen > 0 ? (
        <Row name="其中已退回">
          <Amount id="certificate-refunded" fen={refundedFen} />
        </Row>
      ) : null}
    </Card>
  )
}

function Parts({ certificate: { parts, otherHomes, otherHomesFen } }: { readonly certificate: PaymentCertificate }) {
  return (
    <Card id="certificate-parts" title="用在哪里">
      {parts.map((part) => (
        <View className="certificate-part" key={`${part.householdNo} ${part.seasonCode} ${part.title}`}>
          <Row name={part.seasonCode === null ? part.title : `${seasonName(part.seasonCode)} ${part.title}`}>
            <Amount fen={part.amountFen} />
          </Row>
          <View className="note">{`${homeName(part)}（卡号 ${part.householdNo}）`}</View>
        </View>
      ))}
      {otherHomes > 0 ? (
        <Row name={`同一笔付款里的另外 ${otherHomes} 处房屋`}>
          <Amount fen={otherHomesFen} />
        </Row>
      ) : null}
    </Card>
  )
}
