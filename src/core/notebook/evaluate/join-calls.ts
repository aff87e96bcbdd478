/** What the calls of a function have in common. */
import type { IParameter } from '../syntax/model';
import { joinValues } from './compare-values';
import type { IObservedCall } from './machine';
import type { AbstractValue, IEntry, IFunctionValue } from './values';
import { UNKNOWN } from './values';

/** What all calls of each function agree on, parameter by parameter. */
export function joinCalls(
  calls: Iterable<IObservedCall>
): Map<IFunctionValue['definition'], ReadonlyMap<string, AbstractValue>> {
  const byDefinition = new Map<IFunctionValue['definition'], IObservedCall[]>();
  for (const call of calls) {
    const others = byDefinition.get(call.definition);
    if (others) {
      others.push(call);
    } else {
      byDefinition.set(call.definition, [call]);
    }
  }
  const joined = new Map<
    IFunctionValue['definition'],
    ReadonlyMap<string, AbstractValue>
  >();
  for (const [definition, observed] of byDefinition) {
    joined.set(definition, joinParameters(definition.parameters, observed));
  }
  return joined;
}

function joinParameters(
  parameters: readonly IParameter[],
  calls: readonly IObservedCall[]
): ReadonlyMap<string, AbstractValue> {
  const joined = new Map<string, AbstractValue>();
  for (const { name, star } of parameters) {
    const values = calls.map(call => call.parameters.get(name) ?? UNKNOWN);
    joined.set(name, star === '**' ? joinKeywords(values) : joinValues(values));
  }
  return joined;
}

/** The keywords that any of the calls gives; with a value where those that give it agree. */
function joinKeywords(values: readonly AbstractValue[]): AbstractValue {
  const [first] = values;
  if (values.length === 1 && first) {
    return first;
  }
  const entries = new Map<string, IEntry>();
  let open = false;
  for (const value of values) {
    if (value.kind !== 'dictionary') {
      return UNKNOWN;
    }
    open = open || value.open;
    for (const entry of value.entries) {
      const before = entries.get(entry.key);
      const joined = before
        ? joinValues([before.value, entry.value])
        : entry.value;
      entries.set(entry.key, { ...(before ?? entry), value: joined });
    }
  }
  return { kind: 'dictionary', entries: [...entries.values()], open };
}
