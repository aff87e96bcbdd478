/** What the classes of the notebook have from their bases. */
import type { AbstractValue, IClassValue } from './values';

/** How many classes of the notebook are followed from one to its base. */
const DEEPEST = 20;

/** The canonical name of the first resolved base, through classes of the notebook; null without one. */
export function baseName(cls: IClassValue, depth = 0): string | null {
  for (const base of cls.bases) {
    if (base.kind === 'name') {
      return base.name;
    }
    const name =
      base.kind === 'class' && depth < DEEPEST
        ? baseName(base, depth + 1)
        : null;
    if (name !== null) {
      return name;
    }
  }
  return null;
}

/** A member of a class or of the classes of the notebook that it derives from. */
export function findMember(
  cls: IClassValue,
  name: string,
  depth = 0
): AbstractValue | undefined {
  const own = cls.members.get(name) ?? cls.attributes.get(name);
  if (own || depth >= DEEPEST) {
    return own;
  }
  for (const base of cls.bases) {
    const inherited =
      base.kind === 'class' ? findMember(base, name, depth + 1) : undefined;
    if (inherited) {
      return inherited;
    }
  }
  return undefined;
}
