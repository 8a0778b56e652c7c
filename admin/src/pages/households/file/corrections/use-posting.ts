import { useWrite } from '../../../../api/use-write.ts'

/** One change of money; then everything on the screen is read anew, because money shows in many places. */
export function usePosting<Body, Answer>(post: (body: Body, key: string) => Promise<Answer>, onDone: (answer: Answer) => void) {
  return useWrite((_, body: Body, key) => post(body, key), { refresh: [[]], onDone })
}
