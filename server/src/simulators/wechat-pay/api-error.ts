/** A refusal of the platform: HTTP status, its code and its words. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const paramError = (message: string) => new ApiError(400, 'PARAM_ERROR', message)
export const appMismatch = () => new ApiError(400, 'APPID_MCHID_NOT_MATCH', 'AppID和mch_id不匹配')
export const invalidRequest = (message: string) => new ApiError(400, 'INVALID_REQUEST', message)
export const numberUsed = () => new ApiError(403, 'OUT_TRADE_NO_USED', '商户订单号重复')
export const orderPaid = () => new ApiError(400, 'ORDERPAID', '该订单已支付')
export const orderClosed = () => new ApiError(400, 'ORDER_CLOSED', '该订单已关闭')
export const orderNotExist = () => new ApiError(404, 'ORDER_NOT_EXIST', '订单不存在')
export const systemError = () => new ApiError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试')
