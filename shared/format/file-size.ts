/** The most one file may have, in bytes: 10 MB. Apart from the contracts, so that a screen can say it without their checks. */
export const FILE_BYTES_AT_MOST = 10 * 1024 * 1024
