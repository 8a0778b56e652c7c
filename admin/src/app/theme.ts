import type { ConfigProviderProps } from 'antd'
import { tokens } from './tokens.ts'

/** antd dressed in our tokens. Motion is off: with it, selecting a page of rows took seconds. */
export const theme: NonNullable<ConfigProviderProps['theme']> = {
  token: {
    motion: false,
    colorPrimary: tokens.brand,
    colorPrimaryHover: '#1f66c2',
    colorPrimaryActive: '#0f4690',
    colorLink: tokens.brand,
    colorLinkHover: '#0f4690',
    colorLinkActive: '#0f4690',
    colorInfo: tokens.brand,
    colorSuccess: tokens.brand,
    colorWarning: tokens.attention,
    colorError: tokens.attention,
    colorText: tokens.ink,
    colorTextSecondary: tokens.inkSoft,
    colorTextTertiary: tokens.inkSoft,
    colorTextDescription: tokens.inkSoft,
    colorTextPlaceholder: '#6a737d',
    colorBorder: '#c9cfd6',
    colorBorderSecondary: tokens.line,
    colorSplit: tokens.lineSoft,
    colorBgLayout: tokens.ground,
    borderRadius: tokens.radius,
    fontSize: tokens.fontSize,
    fontFamily: tokens.fontFamily,
    fontFamilyCode: tokens.fontFamilyCode,
    controlHeight: 32,
    sizeUnit: tokens.grid / 2,
  },
  components: {
    Table: {
      headerBg: '#f8f9fb',
      headerColor: tokens.inkSoft,
      headerSplitColor: 'transparent',
      rowHoverBg: '#f5f9fe',
      cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 12,
      borderColor: tokens.lineSoft,
    },
    Tabs: { horizontalItemPadding: '8px 0', horizontalItemGutter: 24, horizontalMargin: '0' },
    Descriptions: { labelColor: tokens.inkSoft, itemPaddingBottom: 8 },
    Form: { itemMarginBottom: 16 },
  },
}
