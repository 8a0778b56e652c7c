/** Which wording of the privacy text is in force: the day it was written. A new wording gets a new day, and people are asked again. */
export const privacyVersion = '2026-11-22'
