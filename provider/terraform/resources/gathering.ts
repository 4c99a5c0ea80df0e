/** One question for all who ask while `moment` lasts: `ask` gets what they ask for, and gives a way to each one's answer. */
export function gathering<K, V>(
  ask: (keys: readonly K[]) => Promise<(key: K) => V>,
  moment: () => Promise<unknown>,
): (key: K) => Promise<V> {
  let open: { readonly keys: Set<K>; readonly answer: Promise<(key: K) => V> } | undefined;
  const begin = () => {
    const keys = new Set<K>();
    const answer = moment().then(() => {
      open = undefined;
      return ask([...keys]);
    });
    return { keys, answer };
  };
  return async (key) => {
    open ??= begin();
    open.keys.add(key);
    const { answer } = open;
    return (await answer)(key);
  };
}
