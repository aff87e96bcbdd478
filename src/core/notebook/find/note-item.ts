/** Assignments to an item of a mapping that belongs to the whole process. */
import type { IFrame, IMachine } from '../evaluate/machine';
import { spanOf } from '../evaluate/machine';
import type { AbstractValue } from '../evaluate/values';
import type { Expression } from '../syntax/model';
import { noteSetting, variableOf } from './find-variables';

/** `os.environ["A"] = "1"` and `sys.modules["keras"] = tf_keras`; `object` is the canonical name of the mapping. */
export function noteItem(
  machine: IMachine,
  frame: IFrame,
  item: {
    readonly object: string;
    readonly key: AbstractValue;
    readonly syntax: Expression;
    readonly followed: AbstractValue;
  }
): void {
  const { object, key, syntax, followed } = item;
  const span = spanOf(frame, frame.statement);
  const variable = variableOf(key);
  if (object === 'os.environ' && variable) {
    noteSetting(machine, frame, {
      variable,
      how: 'os.environ',
      value: followed,
      span,
      valueSpan: spanOf(frame, syntax)
    });
  }
  if (
    object === 'sys.modules' &&
    frame.loud &&
    key.kind === 'literal' &&
    typeof key.value === 'string' &&
    followed.kind === 'name'
  ) {
    machine.findings.moduleAliases.push({
      module: key.value,
      target: followed.name,
      span
    });
  }
}
