/**
 * Works that run beside each other. Waits for all of them, whatever becomes of them, so that nothing goes on behind the back of a failure;
 * then answers their results or throws the first failure.
 */
export async function together<const Works extends readonly Promise<unknown>[]>(...works: Works) {
  await Promise.allSettled(works)
  return Promise.all(works)
}
