/** Classes of the notebook: their bases, members, and what their methods assign to `self`. */
import type { IClassStatement } from '../syntax/model';
import { readAttributes } from './functions';
import type { IFrame, IMachine } from './machine';
import { noteUse } from './references';
import { Scope } from './scope';
import type { AbstractValue, IClassValue } from './values';

export function executeClass(
  machine: IMachine,
  statement: IClassStatement,
  frame: IFrame
): void {
  statement.decorators.forEach(decorator => machine.evaluate(decorator, frame));
  const members = new Map<string, AbstractValue>();
  const cls: IClassValue = {
    kind: 'class',
    definition: statement,
    bases: basesOf(machine, statement, frame),
    members,
    attributes: new Map()
  };
  const scope = new Scope(
    members as Map<string, AbstractValue | undefined>,
    frame.scope,
    true
  );
  machine.execute(statement.body, { ...frame, scope, owner: cls });
  readAttributes(machine, { kind: 'object', class: cls }, frame);
  frame.scope.bind(statement.name, cls);
}

function basesOf(
  machine: IMachine,
  statement: IClassStatement,
  frame: IFrame
): AbstractValue[] {
  const bases: AbstractValue[] = [];
  for (const { keyword, value: expression } of statement.arguments) {
    if (keyword !== null) {
      machine.evaluate(expression, frame);
    } else {
      const value = machine.resolve(expression, frame);
      noteUse(machine, frame, { expression, value, kind: 'subclass' });
      bases.push(value);
    }
  }
  return bases;
}
