/**
 * A function that keeps its answers, since the solver asks about the same few thousand versions again and again.
 * It forgets everything when it holds too many, so that hostile input cannot fill the memory.
 */
export function remember<Answer>(
  answer: (text: string) => Answer,
  limit = 5000
): (text: string) => Answer {
  const kept = new Map<string, Answer>();
  return text => {
    const known = kept.get(text);
    if (known !== undefined) {
      return known;
    }
    if (kept.size >= limit) {
      kept.clear();
    }
    const found = answer(text);
    kept.set(text, found);
    return found;
  };
}
