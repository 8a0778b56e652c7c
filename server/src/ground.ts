import { hostname } from 'node:os'
import { fileStoreSettings } from '../../config/file-store.ts'
import { readAlipayApps, readAppSecrets, readMerchantKeys, readOfficialAccounts, readSmsKeys } from '../../config/key-files.ts'
import type { Settings } from '../../config/settings.ts'
import type { Ground } from './compose.ts'
import { openDatabase } from './database/database.ts'
import { createAlipayGateway } from './gateways/alipay/client.ts'
import { createFileStore } from './gateways/file-store/client.ts'
import { createSmsGateway } from './gateways/sms/client.ts'
import { createWechatLoginGateway } from './gateways/wechat-login/client.ts'
import { createWechatOfficialGateway, type WechatOfficialSettings } from './gateways/wechat-official/client.ts'
import { createWechatPayGateway } from './gateways/wechat-pay/client.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { crashAt, neverCrash } from './platform/crash-points.ts'
import { fileClock } from './platform/file-clock.ts'
import { createLogger } from './platform/logger.ts'

/** The time of a server with these settings. */
export function clockOf({ CLOCK_FILE }: Settings): Clock {
  return CLOCK_FILE ? fileClock(CLOCK_FILE) : systemClock
}

/** The public accounts of an installation. Throws when the list is wrong. */
export function officialSettingsOf({ WECHAT_API_URL, WECHAT_PAY_TIMEOUT_MS, WECHAT_APPS_FILE }: Settings): WechatOfficialSettings {
  return {
    apiBaseUrl: WECHAT_API_URL,
    timeoutMs: WECHAT_PAY_TIMEOUT_MS,
    accounts: WECHAT_APPS_FILE ? readOfficialAccounts(WECHAT_APPS_FILE) : [],
  }
}

/** Builds from the settings what a system stands on: database, clock, gateways. Throws when a key file is wrong. */
export function groundOf(settings: Settings, clock: Clock = clockOf(settings)): Ground {
  const timeoutMs = settings.WECHAT_PAY_TIMEOUT_MS
  return {
    database: openDatabase({ url: settings.DATABASE_URL, poolSize: settings.DATABASE_POOL, now: clock.now }),
    clock,
    logger: createLogger(settings.LOG_LEVEL),
    crashAt: settings.NUANZHANG_CRASH_AT ? crashAt(settings.NUANZHANG_CRASH_AT) : neverCrash,
    tokenSecret: settings.TOKEN_SECRET,
    personalDataKey: settings.PERSONAL_DATA_KEY,
    publicUrl: settings.PUBLIC_URL,
    wechatPay: createWechatPayGateway({
      settings: {
        baseUrl: settings.WECHAT_PAY_URL,
        timeoutMs,
        merchants: settings.WECHAT_PAY_FILE ? readMerchantKeys(settings.WECHAT_PAY_FILE) : [],
      },
      clock,
    }),
    wechatLogin: createWechatLoginGateway({
      settings: {
        apiBaseUrl: settings.WECHAT_API_URL,
        openBaseUrl: settings.WECHAT_OPEN_URL,
        timeoutMs,
        apps: settings.WECHAT_APPS_FILE ? readAppSecrets(settings.WECHAT_APPS_FILE) : [],
      },
    }),
    wechatOfficial: createWechatOfficialGateway({ settings: officialSettingsOf(settings) }),
    alipay: createAlipayGateway({
      settings: {
        gatewayUrl: settings.ALIPAY_GATEWAY_URL,
        cashierUrl: settings.ALIPAY_CASHIER_URL,
        authorizeUrl: settings.ALIPAY_AUTHORIZE_URL,
        timeoutMs: settings.ALIPAY_TIMEOUT_MS,
        apps: settings.ALIPAY_FILE ? readAlipayApps(settings.ALIPAY_FILE) : [],
      },
      clock,
    }),
    fileStore: createFileStore(fileStoreSettings(settings)),
    sms: smsOf(settings, clock),
    processName: `${hostname()}:${process.pid}`,
  }
}

/** Null where nobody signs in by text message. */
function smsOf({ SMS_FILE, SMS_URL, SMS_TIMEOUT_MS }: Settings, clock: Clock) {
  if (!SMS_FILE) return null
  return createSmsGateway({ settings: { url: SMS_URL, timeoutMs: SMS_TIMEOUT_MS, ...readSmsKeys(SMS_FILE) }, clock })
}
