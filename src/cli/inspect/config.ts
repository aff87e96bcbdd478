/** What the configuration of a model, as Keras writes it, says about code that is not Keras' own. */

const maxDepth = 200;

/** Names of custom layers and functions, and whether the model was written in the form of Keras 3. */
export function customNames(config: unknown): string[] {
  const found = new Set<string>();
  collect(config, found, 0);
  return [...found].sort();
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (depth > maxDepth || typeof value !== 'object' || value === null) {
    return;
  }
  if (!Array.isArray(value)) {
    const name = customName(value);
    if (name) {
      found.add(name);
    }
  }
  Object.values(value).forEach(each => collect(each, found, depth + 1));
}

function customName(value: object): string | null {
  const {
    class_name: className,
    registered_name: registered,
    module
  } = {
    class_name: null,
    registered_name: null,
    module: null,
    ...value
  } as Record<string, unknown>;
  if (className === 'Lambda') {
    return 'Lambda';
  }
  if (typeof registered === 'string' && registered.includes('>')) {
    return registered;
  }
  const isForeign =
    typeof className === 'string' &&
    (module === null
      ? 'module' in value && 'config' in value && className !== 'function'
      : typeof module === 'string' &&
        !/^(keras|builtins|tensorflow|numpy)(\.|$)/.test(module));
  return isForeign ? String(className) : null;
}

/** The parsed text, or null where it is none. */
export function parseConfig(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}
