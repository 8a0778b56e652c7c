import Router from '@koa/router'
import { z } from 'zod'
import {
  BindHousehold,
  CompanyChoices,
  CompanyQuery,
  DeleteAccount,
  GiveConsent,
  Home,
  Me,
  MyData,
  NameBinding,
  PhoneCodeSent,
  PhoneSession,
  PhoneSignIn,
  PlaceLookUp,
  PlaceLookUpAnswer,
  PlaceNames,
  PlaceQuery,
  ProvePhone,
  ResidentSession,
  ResidentSignIn,
  SendPhoneCode,
} from '../../../../shared/contracts/residents.ts'
import { answers } from '../../http/answers.ts'
import { type Context, type RequestState, residentOf } from '../../http/context.ts'
import { once } from '../../http/permit.ts'
import { endResidentSession, originOf, setResidentCookie } from '../../http/resident-identity.ts'
import { body, params, query } from '../../http/validation.ts'
import type { ResidentCaller } from '../../platform/caller.ts'
import type { Residents } from './index.ts'

/** The card of a home shows money, which later rooms know: compose.ts hands in who presents it. */
export type PresentHome = (caller: ResidentCaller, bindingNo: string) => Promise<Home>

const BindingParams = z.object({ bindingNo: z.string().regex(/^[0-9A-Z]{8,32}$/) })

/** In front of resident sign-in, at /api/resident. Answers with tokens are never kept, so these take no Idempotency-Key. */
export function residentSessionRoutes(residents: Residents, { secure }: { readonly secure: boolean }): Router<RequestState> {
  const router = new Router<RequestState>()
  router.post('/sessions', answers('居民登录（小程序授权码）', ResidentSession, 201), body(ResidentSignIn), async (ctx) => {
    ctx.body = await residents.signInWithCode(ctx.state.body as ResidentSignIn, originOf(ctx as Context))
    ctx.status = 201
  })
  router.post('/sign-in-codes', answers('向手机号发送验证码', PhoneCodeSent, 202), body(SendPhoneCode), async (ctx) => {
    ctx.body = await residents.sendPhoneCode((ctx.state.body as SendPhoneCode).phone)
    ctx.status = 202
  })
  router.post('/phone-sessions', answers('居民登录（浏览器，短信验证码）', PhoneSession, 201), body(PhoneSignIn), async (ctx) => {
    const { appId, ...proof } = ctx.state.body as PhoneSignIn
    const { token, expiresInSeconds } = await residents.signInWithPhone({ ...proof, appId: appId ?? null }, originOf(ctx as Context))
    setResidentCookie(ctx as Context, token, expiresInSeconds, secure)
    ctx.body = { expiresInSeconds }
    ctx.status = 201
  })
  return router
}

/** Behind resident sign-in, at /api/resident. */
export function residentsRoutes(
  residents: Residents,
  { presentHome, secure }: { readonly presentHome: PresentHome; readonly secure: boolean },
): Router<RequestState> {
  const router = new Router<RequestState>()
  router.delete('/sessions/current', answers('退出登录', null), async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/sign-out', answers('退出登录（不能发 DELETE 的客户端用）', null), async (ctx) => {
    await endResidentSession(ctx as Context, residents, secure)
  })
  router.post('/bindings', answers('绑定房屋', Home, 201), body(BindHousehold), once(), async (ctx) => {
    const caller = residentOf(ctx as Context)
    const { bindingNo } = await residents.bindHousehold(caller, ctx.state.body as BindHousehold)
    ctx.body = await presentHome(caller, bindingNo)
    ctx.status = 201
  })
  router.delete('/bindings/:bindingNo', answers('解除绑定', null), params(BindingParams), once(), async (ctx) => {
    const { bindingNo } = ctx.state.params as { readonly bindingNo: string }
    await residents.removeBinding(residentOf(ctx as Context), bindingNo)
    ctx.status = 204
  })
  router.post('/bindings/:bindingNo/label', answers('给房屋起名', null), params(BindingParams), body(NameBinding), once(), async (ctx) => {
    const { bindingNo } = ctx.state.params as { readonly bindingNo: string }
    const { label } = ctx.state.body as { readonly label: string }
    await residents.nameBinding(residentOf(ctx as Context), bindingNo, label || null)
    ctx.status = 204
  })
  router.get('/companies', answers('按名称或小区找供热公司', CompanyChoices), query(CompanyQuery), async (ctx) => {
    ctx.body = await residents.findCompanies(residentOf(ctx as Context), (ctx.state.query as { readonly term: string }).term)
  })
  router.get('/places', answers('小区、楼、单元的名称', PlaceNames), query(PlaceQuery), async (ctx) => {
    ctx.body = await residents.findPlaces(residentOf(ctx as Context), ctx.state.query as PlaceQuery)
  })
  router.post('/place-look-ups', answers('按准确地址看户主姓名（部分隐藏）', PlaceLookUpAnswer), body(PlaceLookUp), async (ctx) => {
    ctx.body = await residents.lookUpPlace(residentOf(ctx as Context), ctx.state.body as PlaceLookUp)
  })
  return router
}

/** The resident's own account: behind resident sign-in, at /api/resident. */
export function accountRoutes(residents: Residents): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/me', answers('我是谁、从哪个应用来、同意了什么', Me), async (ctx) => {
    ctx.body = await residents.readMe(residentOf(ctx as Context))
  })
  router.post('/phone', answers('用验证码证明手机号是自己的', null), body(ProvePhone), once(), async (ctx) => {
    await residents.provePhone(residentOf(ctx as Context), ctx.state.body as ProvePhone)
    ctx.status = 204
  })
  router.post('/consents', answers('同意隐私说明', null), body(GiveConsent), once(), async (ctx) => {
    await residents.giveConsent(residentOf(ctx as Context), (ctx.state.body as GiveConsent).version)
    ctx.status = 204
  })
  router.post('/consents/withdrawal', answers('撤回同意，并解除全部绑定', null), once(), async (ctx) => {
    await residents.withdrawConsent(residentOf(ctx as Context))
    ctx.status = 204
  })
  router.post('/account/deletion', answers('注销', null), body(DeleteAccount), once(), async (ctx) => {
    await residents.deleteAccount(residentOf(ctx as Context))
    ctx.status = 204
  })
  router.post('/my-data', answers('导出我的数据', MyData), async (ctx) => {
    ctx.body = await residents.exportMyData(residentOf(ctx as Context))
  })
  return router
}
