import type { Database } from '../../database/database.ts'
import { unlessTaken } from '../../database/unless-taken.ts'
import type { Caller } from '../../platform/caller.ts'
import { checked } from '../../platform/check-input.ts'
import { DomainError } from '../../platform/domain-error.ts'
import type { Audit } from '../audit/index.ts'
import { insertChannelApp } from './channel.repository.ts'
import { ChannelAppInput } from './inputs.ts'
import { PLATFORM_TENANT_ID } from './tenancy.repository.ts'

/** A company's own mini-program or public account; registered by the platform it is everybody's. Its secret stays in the settings. */
export function registerChannelApp({ database, audit }: { readonly database: Database; readonly audit: Audit }) {
  return async (caller: Caller, given: ChannelAppInput): Promise<{ readonly channelAppId: number }> => {
    const { platform, appId, name } = checked(ChannelAppInput, given, '小程序或公众号资料有误')
    const tenantId = caller.scope.tenantId === PLATFORM_TENANT_ID ? null : caller.scope.tenantId
    return unlessTaken(
      () =>
        database.write(async (unit) => {
          const channelAppId = await insertChannelApp(unit, { tenantId, platform, appId, name })
          await audit.record(unit, caller, {
            action: 'tenancy.channel-app.register',
            subjectKind: 'channel-app',
            subjectNo: appId,
            detail: { platform, name },
          })
          return { channelAppId }
        }),
      () => new DomainError(409, 'APP_ID_TAKEN', `AppID ${appId} 已经登记过`),
    )
  }
}
