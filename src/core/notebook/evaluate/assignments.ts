/** Binds the targets of assignments. */
import { noteItem } from '../find/note-item';
import type {
  Expression,
  IAssignStatement,
  IAttribute,
  ISequence,
  ISubscript
} from '../syntax/model';
import { baseName } from './class-members';
import { forget, withEntry } from './dictionaries';
import { isVersionTest } from './guards';
import type { IFrame, IMachine } from './machine';
import { spanOf } from './machine';
import { lastOf, noteReference, noteUse } from './references';
import { isSymbolic, isVariable, modelAmong } from './tensors';
import type { AbstractValue, IObjectValue } from './values';
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

/** What one of several targets gets. A layer that gives several tensors is known by one of them. */
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
  if (isSymbolic(value)) {
    return index === target.star ? { kind: 'sequence', items: [value] } : value;
  }
  if (isVersionTest(value)) {
    return VERSION;
  }
  return target.open ? UNKNOWN : (modelAmong(value) ?? UNKNOWN);
}

function assignAttribute(
  machine: IMachine,
  target: IAttribute,
  value: AbstractValue,
  frame: IFrame
): void {
  const object = machine.resolve(target.object, frame);
  if (optionsOf(object).some(option => option.kind === 'object')) {
    if (object.kind === 'object') {
      assignToObject(object, { target, value }, { machine, frame });
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

/** An attribute of an object of one of the notebook's classes; a variable of TensorFlow is noted there. */
function assignToObject(
  { class: cls }: IObjectValue,
  { target, value }: { target: IAttribute; value: AbstractValue },
  { machine, frame }: { machine: IMachine; frame: IFrame }
): void {
  if (cls === frame.building?.class) {
    const before = cls.attributes.get(target.attribute);
    const joined = before ? joinValues([before, value]) : value;
    cls.attributes.set(target.attribute, joined);
  }
  const base = isVariable(value) ? baseName(cls) : null;
  if (base !== null) {
    noteReference(machine, frame, {
      name: `${base}#${target.attribute}`,
      kind: 'assign',
      range: target,
      last: lastOf(target)
    });
  }
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
