/** Binds the targets of assignments. */
import { noteItem } from '../find/note-item';
import type {
  Expression,
  IAssignStatement,
  IAttribute,
  ISequence,
  ISubscript
} from '../syntax/model';
import { forget, withEntry } from './dictionaries';
import { isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import { spanOf } from './machine';
import { noteUse } from './references';
import type { AbstractValue } from './values';
import { joinValues } from './compare-values';
import { optionsOf, UNKNOWN, VERSION } from './values';

/** `a = b = value`, with or without an annotation. */
export function executeAssign(
  machine: IMachine,
  statement: IAssignStatement,
  frame: IFrame
): void {
  if (statement.annotation) {
    machine.evaluate(statement.annotation, frame);
  }
  const { value } = statement;
  if (!value) {
    return;
  }
  const followed = machine.evaluate(value, frame);
  for (const target of statement.targets) {
    if (target.kind === 'subscript') {
      assignItem(machine, target, { syntax: value, followed }, frame);
    } else {
      machine.assign(target, followed, frame);
    }
  }
}

/** Binds one target; an attribute of an object is noted as assigned to. */
export function assign(
  machine: IMachine,
  target: Expression,
  value: AbstractValue,
  frame: IFrame
): void {
  switch (target.kind) {
    case 'name':
      frame.scope.bind(target.id, value);
      break;
    case 'sequence':
      target.items.forEach((item, index) =>
        machine.assign(item, partOf(value, target, index), frame)
      );
      break;
    case 'attribute':
      assignAttribute(machine, target, value, frame);
      break;
    default:
      machine.evaluate(target, frame);
  }
}

/** What one of several targets gets. */
function partOf(
  value: AbstractValue,
  target: ISequence,
  index: number
): AbstractValue {
  if (
    value.kind === 'sequence' &&
    !target.open &&
    value.items.length === target.items.length
  ) {
    return value.items[index];
  }
  return isVersionTest(value) ? VERSION : UNKNOWN;
}

function assignAttribute(
  machine: IMachine,
  target: IAttribute,
  value: AbstractValue,
  frame: IFrame
): void {
  const object = machine.resolve(target.object, frame);
  const { building } = frame;
  if (optionsOf(object).some(option => option.kind === 'object')) {
    if (
      building &&
      object.kind === 'object' &&
      object.class === building.class
    ) {
      const before = building.class.attributes.get(target.attribute);
      const joined = before ? joinValues([before, value]) : value;
      building.class.attributes.set(target.attribute, joined);
    }
    return;
  }
  const resolved = machine.resolve(target, { ...frame, loud: false });
  noteUse(machine, frame, {
    expression: target,
    value: resolved,
    kind: 'assign'
  });
}

/** `settings["lr"] = 0.1`, `os.environ["A"] = "1"`, `sys.modules["keras"] = tf_keras`. */
function assignItem(
  machine: IMachine,
  target: ISubscript,
  value: { readonly syntax: Expression; readonly followed: AbstractValue },
  frame: IFrame
): void {
  const object = machine.evaluate(target.object, frame);
  const key = machine.evaluate(target.index, frame);
  if (object.kind === 'dictionary' && target.object.kind === 'name') {
    const span = spanOf(frame, frame.statement);
    const valueSpan = spanOf(frame, value.syntax);
    const changed = withEntry(object, key, {
      value: value.followed,
      span,
      valueSpan
    });
    machine.assign(target.object, changed, frame);
  } else if (object.kind === 'dictionary') {
    forget(machine, target.object, frame);
  } else if (object.kind === 'name') {
    noteItem(machine, frame, { object: object.name, key, ...value });
  }
}
