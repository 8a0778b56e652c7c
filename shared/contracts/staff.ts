import { z } from 'zod'
import { InstantField } from './fields.ts'

/** POST /api/staff/sessions. The refresh token travels only as an HttpOnly cookie. */
export const SignIn = z.object({
  companyCode: z.string('请填写公司代码').trim().toUpperCase().min(1, '请填写公司代码').max(32, '公司代码最多 32 个字'),
  name: z.string('请填写用户名').trim().toLowerCase().min(1, '请填写用户名').max(64, '用户名最多 64 个字'),
  password: z.string('请填写密码').min(1, '请填写密码').max(256, '密码最多 256 个字'),
})
export type SignIn = z.infer<typeof SignIn>

export const StaffProfile = z
  .object({
    name: z.string(),
    displayName: z.string(),
    company: z.object({ code: z.string(), name: z.string() }),
    roles: z.array(z.object({ code: z.string(), name: z.string() })),
    units: z.array(z.object({ code: z.string(), name: z.string() })),
    permissions: z.array(z.string()),
    /** True on the embedded database: the console shows the trial-size banner. */
    trialSize: z.boolean(),
    /** Somebody else chose the password: every other route refuses until it is changed. */
    mustChangePassword: z.boolean(),
  })
  .meta({ id: 'StaffProfile' })
export type StaffProfile = z.infer<typeof StaffProfile>

/** Answer of sign-in and of refresh. Send `accessToken` as a bearer token; it lives `expiresInSeconds`. */
export const StaffSession = z
  .object({ accessToken: z.string(), expiresInSeconds: z.int(), profile: StaffProfile })
  .meta({ id: 'StaffSession' })
export type StaffSession = z.infer<typeof StaffSession>

export const StaffMember = z
  .object({
    name: z.string(),
    displayName: z.string(),
    state: z.enum(['active', 'disabled']),
    roles: z.array(z.string()),
    units: z.array(z.string()),
    /** Posts in the caller's units. */
    posts: z.array(z.object({ roleCode: z.string(), role: z.string(), unitCode: z.string(), unit: z.string() })),
    mainAdmin: z.boolean(),
    /** The caller. */
    self: z.boolean(),
    /** Has a first password and has not changed it. */
    firstPassword: z.boolean(),
    /** Send it back with a change. */
    revision: z.string(),
    lockedUntil: InstantField.nullable(),
  })
  .meta({ id: 'StaffMember' })
export type StaffMember = z.infer<typeof StaffMember>
