import { text } from '../wire/replies.ts'
import type { Route } from '../wire/router.ts'

/** `/sim/wechat/bridge.js`: gives a page in a plain browser what WeChat's own browser gives it. */
export function bridgeRoutes(): readonly Route[] {
  return [{ method: 'GET', path: '/sim/wechat/bridge.js', answer: () => text(200, 'text/javascript', BRIDGE_SCRIPT) }]
}

const BRIDGE_SCRIPT = `;(function () {
  'use strict'
  if (window.WeixinJSBridge) return
  if (playsAnother()) return

  // What was chosen on /sim/browser: in any other browser than WeChat's there is no bridge.
  function playsAnother() {
    var place = null
    try { place = window.localStorage.getItem('sim-browser') } catch (error) {}
    if (place === null || place === 'wechat') return false
    var phone = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36'
    var agents = { alipay: phone + ' AlipayClient/10.5.96', phone: phone }
    if (agents[place]) Object.defineProperty(window.navigator, 'userAgent', { get: function () { return agents[place] } })
    return true
  }

  function requestPayment(params, done) {
    fetch('/sim/wechat-pay/cashier-sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ params: params })
    }).then(function (response) {
      return response.json().then(function (answer) {
        if (!response.ok) return done({ err_msg: 'get_brand_wcpay_request:fail', err_desc: answer.error })
        openCashier(answer.cashierUrl, done)
      })
    }).catch(function () {
      done({ err_msg: 'get_brand_wcpay_request:fail', err_desc: '模拟收银台没有应答' })
    })
  }

  function openCashier(url, done) {
    var before = document.activeElement
    var frame = document.createElement('iframe')
    frame.src = url
    frame.title = '模拟收银台'
    frame.id = 'wechat-pay-simulator'
    frame.style.cssText = 'position:fixed;inset:0;width:100%;height:100%;border:0;z-index:2147483647;background:#f2f3f5'
    function onMessage(event) {
      if (event.source !== frame.contentWindow || event.origin !== window.location.origin) return
      if (!event.data || event.data.source !== 'wechat-pay-simulator') return
      window.removeEventListener('message', onMessage)
      frame.remove()
      if (before && before.focus) before.focus()
      done({ err_msg: 'get_brand_wcpay_request:' + event.data.outcome })
    }
    window.addEventListener('message', onMessage)
    document.body.appendChild(frame)
    frame.focus()
  }

  window.WeixinJSBridge = {
    simulated: true,
    invoke: function (name, params, callback) {
      var done = typeof callback === 'function' ? callback : function () {}
      if (name === 'getBrandWCPayRequest') return requestPayment(params, done)
      setTimeout(function () { done({ err_msg: name + ':fail', err_desc: '模拟器没有这个功能' }) }, 0)
    },
    call: function () {},
    on: function () {}
  }

  function announce() {
    document.dispatchEvent(new Event('WeixinJSBridgeReady'))
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', announce)
  else setTimeout(announce, 0)
})()
`
