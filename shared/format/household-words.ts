/** What the usual words of a household's record are; a company adds its own by writing them. */
export const knownHouseholdWords = {
  subType: ['住宅', '商铺', '学校', '机关', '车库', '福利机构'],
  connectionType: ['分户', '单挂', '串联'],
  controlType: ['手动锁闭阀', '电动调节阀', '通断控制', '无控制'],
  billingMethod: ['按面积', '按热量', '两部制', '按用量'],
  networkState: ['在网', '未入网', '退网'],
  customerNature: ['自住', '出租', '单位自用', '空置'],
  heatingMode: ['散热器', '地暖', '风机盘管'],
} as const

export type HouseholdWordKind = keyof typeof knownHouseholdWords
export const householdWordKinds = Object.keys(knownHouseholdWords) as readonly HouseholdWordKind[]

/** The titles of a household's fields, the same on screens, in workbooks and in its history. */
export const householdFieldTitles = {
  subType: '客户子类型',
  connectionType: '分户类型',
  controlType: '分户控制类型',
  billingMethod: '计算方式',
  networkState: '在网状态',
  customerNature: '客户性质',
  heatingMode: '用热方式',
  substation: '换热站',
  payingOrg: '交费单位',
  contractSigned: '是否签订合同',
  contractNo: '合同编号',
  cardHolder: '是否有卡',
  agencyAllowed: '是否允许代收',
  connectedSeason: '入网年度',
  connectedOn: '入网时间',
  floor: '层号',
  room: '室号',
  address: '地址',
  name: '姓名',
  phone: '手机号',
  otherPhones: '其他电话',
  identity: '证件号码',
} as const
export type HouseholdFieldName = keyof typeof householdFieldTitles

export const listKindNames = { black: '黑名单', white: '白名单' } as const
export type ListKind = keyof typeof listKindNames
