/** A refusal of the gateway: its code and sub_code with their words. */
export class ApiError extends Error {
  readonly code: string
  readonly msg: string
  readonly subCode: string

  constructor(code: string, msg: string, subCode: string, subMsg: string) {
    super(subMsg)
    this.code = code
    this.msg = msg
    this.subCode = subCode
  }
}

export const businessFailed = (subCode: string, subMsg: string) => new ApiError('40004', 'Business Failed', subCode, subMsg)
export const invalidArguments = (subCode: string, subMsg: string) => new ApiError('40002', 'Invalid Arguments', subCode, subMsg)
export const invalidParameter = (name: string) => businessFailed('ACQ.INVALID_PARAMETER', `参数无效：${name}`)
export const contextInconsistent = () => businessFailed('ACQ.CONTEXT_INCONSISTENT', '交易信息被篡改')
export const tradePaid = () => businessFailed('ACQ.TRADE_HAS_SUCCESS', '交易已被支付')
export const tradeClosed = () => businessFailed('ACQ.TRADE_HAS_CLOSE', '交易已经关闭')
export const tradeNotExist = () => businessFailed('ACQ.TRADE_NOT_EXIST', '交易不存在')
export const tradeStatusError = () => businessFailed('ACQ.TRADE_STATUS_ERROR', '交易状态不合法')
export const systemError = () => new ApiError('20000', 'Service Currently Unavailable', 'isp.unknow-error', '系统繁忙')
