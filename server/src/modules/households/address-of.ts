export type Place = { readonly community: string; readonly building: string; readonly entrance: string; readonly room: string }

/** 青云里 3号楼 2单元 501室 */
export function addressOf({ community, building, entrance, room }: Place): string {
  return [community, building, entrance, /[0-9A-Za-z]$/.test(room) ? `${room}室` : room].join(' ')
}
