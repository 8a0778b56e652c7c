import type { LoginApp, Person } from '../wechat-login/persons.ts'

export type DemoSetup = {
  readonly merchants: readonly {
    readonly mchId: string
    readonly name: string
    readonly mode: 'direct' | 'partner'
    readonly subMerchants: readonly { readonly mchId: string; readonly name: string }[]
    readonly appIds: readonly string[]
    readonly keyMode: 'public-key' | 'certificate'
  }[]
  readonly apps: readonly (Omit<LoginApp, 'secret' | 'callback'> & { readonly encrypted?: boolean })[]
  readonly persons: readonly Person[]
}

/**
 * Invented from end to end. The first two companies have an app, an official account and a merchant number of their own and are
 * sub-merchants in the platform's app, too; the third is only that. One direct merchant of each key mode, so that both are alive every day.
 */
export const demoSetup: DemoSetup = {
  merchants: [
    {
      mchId: '1900000001',
      name: '示例热力有限公司',
      mode: 'direct',
      subMerchants: [],
      appIds: ['wx00000000000000a1', 'wx00000000000000a2'],
      keyMode: 'public-key',
    },
    {
      mchId: '1900000002',
      name: '样本供热公司',
      mode: 'direct',
      subMerchants: [],
      appIds: ['wx00000000000000b1', 'wx00000000000000b2'],
      keyMode: 'certificate',
    },
    {
      mchId: '1900000003',
      name: '示例城南热力有限公司',
      mode: 'direct',
      subMerchants: [],
      appIds: ['wx00000000000000a1', 'wx00000000000000a2'],
      keyMode: 'public-key',
    },
    {
      mchId: '1900000009',
      name: '暖账平台（服务商）',
      mode: 'partner',
      subMerchants: [
        { mchId: '1900000010', name: '虚构区供热公司' },
        { mchId: '1900000011', name: '样本供热公司' },
        { mchId: '1900000012', name: '示例热力有限公司' },
        { mchId: '1900000013', name: '示例城南热力有限公司' },
      ],
      appIds: ['wx00000000000000f1', 'wx00000000000000f2'],
      keyMode: 'certificate',
    },
  ],
  apps: [
    { appId: 'wx00000000000000a1', kind: 'mini-program', name: '示例热力小程序' },
    { appId: 'wx00000000000000a2', kind: 'official-account', name: '示例热力公众号', encrypted: true },
    { appId: 'wx00000000000000b1', kind: 'mini-program', name: '样本供热小程序' },
    { appId: 'wx00000000000000b2', kind: 'official-account', name: '样本供热公众号' },
    { appId: 'wx00000000000000f1', kind: 'mini-program', name: '暖账平台小程序' },
    { appId: 'wx00000000000000f2', kind: 'official-account', name: '暖账平台公众号', encrypted: true },
  ],
  persons: ['甲', '乙', '丙', '丁', '戊', '己'].map((stem, index) => ({ id: `person-${index + 1}`, name: `测试${stem}` })),
}
