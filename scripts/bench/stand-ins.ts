import type { WechatLoginGateway } from '../../server/src/gateways/wechat-login/port.ts'
import type { GatewayCallRecord, MoneyProof, WechatPayGateway } from '../../server/src/gateways/wechat-pay/port.ts'

/** A gateway that answers at once: what is measured is ours, not the channel's. Nothing is signed or verified. */
export const instantPay: WechatPayGateway = {
  createJsapiOrder: async (_merchant, { orderNo, totalFen }) => ({
    kind: 'accepted',
    prepayId: `wx${orderNo}`,
    call: call('jsapi-order', { orderNo, totalFen }),
  }),
  knows: () => true,
  createH5Order: async (_merchant, { orderNo, totalFen }) => ({
    kind: 'accepted',
    payUrl: `http://127.0.0.1/${orderNo}`,
    call: call('h5-order', { orderNo, totalFen }),
  }),
  createNativeOrder: async (_merchant, { orderNo, totalFen }) => ({
    kind: 'accepted',
    payUrl: `weixin://wxpay/${orderNo}`,
    call: call('native-order', { orderNo, totalFen }),
  }),
  signForClient: (_merchant, appId, prepayId) => ({
    appId,
    timeStamp: '1795305600',
    nonceStr: 'bench',
    package: `prepay_id=${prepayId}`,
    signType: 'RSA',
    paySign: 'bench',
  }),
  queryOrder: async () => ({ kind: 'not-paid', call: call('query', {}) }),
  closeOrder: async () => ({ kind: 'closed', call: call('close', {}) }),
  fetchDayBill: async () => ({ kind: 'no-bill', code: 'NO_STATEMENT_EXIST' }),
  refund: async () => ({ kind: 'unknown', reason: 'nothing is refunded here', call: call('refund', {}) }),
  queryRefund: async () => ({ kind: 'not-found', call: call('refund-query', {}) }),
  readNotice: async (_merchant, { body }) => {
    const proof = JSON.parse(body.toString('utf8')) as MoneyProof
    return { kind: 'payment', noticeId: proof.transactionId, proof }
  },
}

/** Whoever brings a code is known by it. */
export const instantLogin: WechatLoginGateway = {
  exchangeMiniProgramCode: async (_app, code) => ({ kind: 'identified', identity: { openid: `o-${code}`, unionid: null } }),
  authorizeUrl: () => '/',
  exchangeOauthCode: async (_app, code) => ({ kind: 'identified', identity: { openid: `o-${code}`, unionid: null } }),
}

function call(operation: string, request: Record<string, unknown>): GatewayCallRecord {
  return { operation, request, httpStatus: 200, response: {}, outcome: 'accepted', startedAt: NOW, durationMs: 0 }
}

/** Sunday 2026-11-22, 8 in the morning in Shanghai; the clock of a run stands still there. */
export const NOW = Date.parse('2026-11-22T08:00:00+08:00')
