import { createApp } from '../../server/src/app.ts'
import { compose, type System } from '../../server/src/compose.ts'
import { type AlipaySettings, createAlipayGateway } from '../../server/src/gateways/alipay/client.ts'
import type { FileStore } from '../../server/src/gateways/file-store/port.ts'
import { createSmsGateway, type SmsSettings } from '../../server/src/gateways/sms/client.ts'
import { createWechatLoginGateway, type WechatLoginSettings } from '../../server/src/gateways/wechat-login/client.ts'
import { createWechatOfficialGateway } from '../../server/src/gateways/wechat-official/client.ts'
import { createWechatPayGateway, type WechatPaySettings } from '../../server/src/gateways/wechat-pay/client.ts'
import type { HouseholdInput } from '../../server/src/modules/households/index.ts'
import { operatorCaller } from '../../server/src/modules/tenancy/index.ts'
import type { Caller } from '../../server/src/platform/caller.ts'
import { neverCrash } from '../../server/src/platform/crash-points.ts'
import { createLogger } from '../../server/src/platform/logger.ts'
import { noAlipay } from './alipay-simulator.ts'
import { type TestDatabase, type TestDatabaseOptions, testDatabase } from './database.ts'
import { temporaryFileStore } from './file-store.ts'

/** Everybody's password in tests. */
export const PASSWORD = 'Warm-Winter-2026'
export const SEASON = '2026-2027'

export type TestCompany = {
  readonly code: string
  readonly tenantId: number
  readonly legalEntityId: number
  readonly orgUnitId: number
  /** Sets things up in this company from its top unit. */
  readonly operator: Caller
}

export type World = TestDatabase &
  System & {
    /** The whole application, for supertest. */
    readonly app: ReturnType<ReturnType<typeof createApp>['callback']>
    /**
     * 示例热力: DEMO → EAST → EAST-1, EAST-2 and → WEST (a legal entity of its own) → WEST-1; its own WeChat apps and merchant.
     * Whoever sits at EAST has a sibling branch in WEST.
     */
    readonly demo: TestCompany
    /** 虚构供热: OTHER → NORTH → NORTH-1, NORTH-2; uses the platform's apps. Some of its card numbers are the same as demo's. */
    readonly other: TestCompany
    readonly platform: Caller
    /** A living access token, by a real sign-in. */
    tokenOf(name: string, company?: TestCompany): Promise<string>
  }

/** Who works in each company, where and as what. Names are unique in a company only. */
export const STAFF = {
  DEMO: [
    ['root', 'DEMO', 'main-admin'],
    ['admin', 'DEMO', 'admin'],
    ['auditor', 'DEMO', 'auditor'],
    ['accountant', 'DEMO', 'accountant'],
    ['director', 'DEMO', 'finance-director'],
    ['leader', 'DEMO', 'leader'],
    ['manager', 'EAST', 'station-manager'],
    ['cashier', 'EAST-1', 'cashier'],
    ['cashier-west', 'WEST-1', 'cashier'],
  ],
  OTHER: [
    ['root', 'OTHER', 'main-admin'],
    ['admin', 'OTHER', 'admin'],
    ['cashier', 'NORTH-1', 'cashier'],
  ],
} as const

/** 46.57 m²: the flat of the golden bill. */
export function flat(householdNo: string, orgUnitCode: string, name: string, more: Partial<HouseholdInput> = {}): HouseholdInput {
  return {
    householdNo,
    orgUnitCode,
    community: '青云里',
    building: '3号楼',
    entrance: '2单元',
    room: householdNo.slice(-3),
    customer: { kind: 'person', name, phone: `138${householdNo}` },
    season: {
      seasonCode: SEASON,
      areas: [
        {
          name: '住宅',
          grossMilliM2: 46_570,
          billedMilliM2: 46_570,
          customerClass: 'residential',
          priceType: 'area',
          provenance: '房产证',
        },
      ],
    },
    ...more,
  }
}

const SHOP: Partial<HouseholdInput> = {
  community: '长安商城',
  building: 'A座',
  customer: { kind: 'firm', name: '样例餐饮有限公司', phone: '029-88880102' },
  season: {
    seasonCode: SEASON,
    areas: [
      {
        name: '商铺',
        grossMilliM2: 120_000,
        insideMilliM2: 101_500,
        billedMilliM2: 120_000,
        heightMm: 5_000,
        customerClass: 'non-residential',
        priceType: 'area',
        provenance: '现场测量',
      },
      {
        name: '阁楼',
        grossMilliM2: 30_250,
        billedMilliM2: 15_125,
        customerClass: 'non-residential',
        priceType: 'area',
        provenance: '现场测量',
      },
    ],
  },
}

export type WorldOptions = TestDatabaseOptions & {
  /** Where WeChat is; without a simulator an address on which nobody answers. */
  readonly wechatLogin?: WechatLoginSettings
  readonly wechatPay?: WechatPaySettings
  readonly alipay?: AlipaySettings
  /** Nobody signs in by text message without. */
  readonly sms?: SmsSettings
  /** A folder that goes with the test process, when not given. */
  readonly fileStore?: FileStore
}

export const TOKEN_SECRET = 'a secret of tests, known to everybody'
export const PUBLIC_URL = 'http://127.0.0.1:8080'
const NOBODY = 'http://127.0.0.1:9'

/** Two companies with people and households, made by the use-cases themselves. `close` removes the database. */
export async function buildWorld(options: WorldOptions = {}): Promise<World> {
  const base = await testDatabase(options)
  const system = systemOn(base, options)
  const { tenancy, households } = system
  const { tenantId, orgUnitId } = await tenancy.createPlatform()
  const platform = operatorCaller(tenantId, [orgUnitId])
  await tenancy.registerChannelApp(platform, { platform: 'wechat-mini', appId: 'wx00000000000000f1', name: '暖账平台小程序' })
  await tenancy.registerChannelApp(platform, { platform: 'wechat-official', appId: 'wx00000000000000f2', name: '暖账平台公众号' })

  const demo = await openCompany(system, platform, 'DEMO', '示例热力有限公司')
  await tenancy.addLegalEntity(demo.operator, { code: 'DEMO-WEST', name: '示例热力西区有限公司', taxNo: '91000000000000002W' })
  await addUnits(system, demo, [
    ['EAST', '东区分公司', 'branch', 'DEMO'],
    ['EAST-1', '东一供热站', 'station', 'EAST'],
    ['EAST-2', '东二供热站', 'station', 'EAST'],
    ['WEST', '西区分公司', 'branch', 'DEMO', 'DEMO-WEST'],
    ['WEST-1', '西一供热站', 'station', 'WEST'],
  ])
  await tenancy.registerChannelApp(demo.operator, { platform: 'wechat-mini', appId: 'wx00000000000000a1', name: '示例热力小程序' })
  await tenancy.registerChannelApp(demo.operator, { platform: 'wechat-official', appId: 'wx00000000000000a2', name: '示例热力公众号' })
  await tenancy.registerMerchant(demo.operator, {
    legalEntityCode: 'DEMO',
    channel: 'wechat-pay',
    mode: 'direct',
    mchId: '1900000001',
    name: '示例热力有限公司',
  })

  const other = await openCompany(system, platform, 'OTHER', '虚构区供热公司')
  await addUnits(system, other, [
    ['NORTH', '北区分公司', 'branch', 'OTHER'],
    ['NORTH-1', '北一供热站', 'station', 'NORTH'],
    ['NORTH-2', '北二供热站', 'station', 'NORTH'],
  ])
  await tenancy.registerMerchant(other.operator, {
    legalEntityCode: 'OTHER',
    channel: 'wechat-pay',
    mode: 'partner',
    mchId: '1900000009',
    subMchId: '1900000010',
    name: '虚构区供热公司',
  })

  await households.createHousehold(demo.operator, flat('80010001', 'EAST-1', '测试甲'))
  await households.createHousehold(demo.operator, flat('80010002', 'EAST-1', '样例餐饮有限公司', SHOP))
  await households.createHousehold(demo.operator, flat('80010003', 'EAST-2', '测试丙'))
  await households.createHousehold(demo.operator, flat('80020001', 'WEST-1', '测试丁'))
  await households.createHousehold(other.operator, flat('80010001', 'NORTH-1', '测试戊'))
  await households.createHousehold(other.operator, flat('90010001', 'NORTH-2', '测试己'))

  const app = createApp(system, { secure: false, trustProxy: false, sites: [], simulatorUrl: null, checkAnswers: true }).callback()
  return { ...system, ...base, app, demo, other, platform, tokenOf: tokens(system, demo) }
}

/** The system as the server composes it, on this database: a second one on `reopen()` is a second server process. */
export function systemOn(
  base: Pick<TestDatabase, 'database' | 'clock'>,
  options: Pick<WorldOptions, 'wechatLogin' | 'wechatPay' | 'alipay' | 'sms' | 'fileStore'> = {},
): System {
  const { database, clock } = base
  const wechatLogin = options.wechatLogin ?? { apiBaseUrl: NOBODY, openBaseUrl: '/sim/wechat', timeoutMs: 1_000, apps: [] }
  return compose({
    database,
    clock,
    logger: createLogger('silent'),
    crashAt: neverCrash,
    tokenSecret: TOKEN_SECRET,
    personalDataKey: 'a key of tests that encrypts nobody',
    publicUrl: PUBLIC_URL,
    wechatPay: createWechatPayGateway({ settings: options.wechatPay ?? { baseUrl: NOBODY, timeoutMs: 1_000, merchants: [] }, clock }),
    wechatLogin: createWechatLoginGateway({ settings: wechatLogin }),
    wechatOfficial: createWechatOfficialGateway({ settings: { apiBaseUrl: NOBODY, timeoutMs: 1_000, accounts: [] } }),
    alipay: createAlipayGateway({ settings: options.alipay ?? noAlipay, clock }),
    fileStore: options.fileStore ?? temporaryFileStore(),
    sms: options.sms ? createSmsGateway({ settings: options.sms, clock }) : null,
    processName: 'tests',
  })
}

async function openCompany(rooms: Rooms, platform: Caller, code: 'DEMO' | 'OTHER', name: string): Promise<TestCompany> {
  const taxNo = `9100000000000000${code === 'DEMO' ? '1D' : '3T'}`
  const company = await rooms.tenancy.createCompany(platform, { code, name, legalEntity: { code, name, taxNo } })
  const operator = operatorCaller(company.tenantId, [company.orgUnitId])
  await rooms.tenancy.createSeason(operator, { orgUnitCode: code, code: SEASON, startsOn: '2026-11-15', endsOn: '2027-03-15' })
  await rooms.staff.createDefaultRoles(operator)
  return { ...company, code, operator }
}

type Rooms = Pick<System, 'tenancy' | 'staff'>
type UnitRow = readonly [code: string, name: string, kind: 'branch' | 'station', parentCode: string, legalEntityCode?: string]

async function addUnits({ tenancy, staff }: Rooms, { code, operator }: TestCompany, units: readonly UnitRow[]): Promise<void> {
  for (const [unitCode, name, kind, parentCode, legalEntityCode] of units) {
    await tenancy.addOrgUnit(operator, { code: unitCode, name, kind, parentCode, ...(legalEntityCode ? { legalEntityCode } : {}) })
  }
  const people = STAFF[code as keyof typeof STAFF]
  await Promise.all(
    people.map(([name, orgUnitCode, roleCode]) =>
      staff.createStaff(operator, { name, displayName: `测试${name}`, password: PASSWORD, posts: [{ orgUnitCode, roleCode }] }),
    ),
  )
}

function tokens({ staff }: Rooms, demo: TestCompany) {
  const known = new Map<string, string>()
  return async (name: string, company = demo): Promise<string> => {
    const key = `${company.code}/${name}`
    const token =
      known.get(key) ??
      (await staff.signIn({ companyCode: company.code, name, password: PASSWORD }, { requestId: null, ip: null, agent: 'tests' })).session
        .accessToken
    known.set(key, token)
    return token
  }
}
