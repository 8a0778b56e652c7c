import type { Person } from './persons.ts'

export type DemoSetup = {
  readonly apps: readonly {
    readonly appId: string
    readonly name: string
    readonly kind: 'mini-program' | 'web'
    readonly sellerId: string
    readonly sellerName: string
    readonly keyMode: 'key' | 'certificate'
    readonly givesUserId: boolean
  }[]
  readonly persons: readonly Person[]
}

/** Invented from end to end: two companies, one app of each key mode, an H5 app, and an old app that still gets user ids. */
export const demoSetup: DemoSetup = {
  apps: [
    {
      appId: '2021000000000011',
      name: '示例热力小程序',
      kind: 'mini-program',
      sellerId: '2088000000000011',
      sellerName: '示例热力有限公司',
      keyMode: 'key',
      givesUserId: false,
    },
    {
      appId: '2021000000000012',
      name: '示例热力网页',
      kind: 'web',
      sellerId: '2088000000000011',
      sellerName: '示例热力有限公司',
      keyMode: 'certificate',
      givesUserId: false,
    },
    {
      appId: '2021000000000021',
      name: '样本供热小程序',
      kind: 'mini-program',
      sellerId: '2088000000000022',
      sellerName: '样本供热公司',
      keyMode: 'certificate',
      givesUserId: true,
    },
  ],
  persons: ['甲', '乙', '丙', '丁', '戊', '己'].map((stem, index) => ({ id: `person-${index + 1}`, name: `测试${stem}` })),
}
