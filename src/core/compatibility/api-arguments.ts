/** The arguments of a call: keywords, positional order, and strings that name something. */
import type { IArgument, ICall, Value } from '../notebook/model';
import type { IApiText } from './api-availability';
import { meaningOf, stringsIn } from './api-identifiers';
import type { IApiFinding } from './api-model';
import { fits } from './api-positions';
import {
  identifierRow,
  memberRow,
  memberText,
  replacementOf
} from './api-table';

/** What is called: a class or function, or a method of a class. */
export interface ICallee {
  /** Canonical name with the package. */
  readonly name: string;
  /** The class or function, without the package. */
  readonly path: string;
  /** `#fit` for a method, empty for the class or function itself. */
  readonly part: string;
}

export function lookUpArguments(callee: ICallee, call: ICall): IApiFinding[] {
  const keywords = call.arguments.flatMap(argument =>
    argument.keyword === null ? [] : lookUpKeyword(callee, argument)
  );
  const positional = call.open ? [] : lookUpPositions(callee, call);
  return [...keywords, ...positional, ...lookUpStrings(callee, call)];
}

function lookUpKeyword(callee: ICallee, argument: IArgument): IApiFinding[] {
  const parameter = argument.keyword ?? '';
  const part = `${callee.part}(${parameter})`;
  const row = memberRow(callee.path, part);
  return row ? [parameterFinding(callee, argument, { row, part })] : [];
}

function parameterFinding(
  callee: ICallee,
  argument: IArgument,
  { row, part }: { readonly row: IApiText; readonly part: string }
): IApiFinding {
  const replacement = replacementOf(callee.path, part);
  return {
    name: callee.name,
    what: 'parameter',
    parameter: argument.keyword ?? '',
    span: argument.span,
    ...row.sides,
    ...(replacement === undefined ? {} : { replacement }),
    ...(row.silent ? { silent: row.silent } : {})
  };
}

/**
 * The first positional argument whose place means something else on the other side, where its value tells for which of the two it
 * was written, or where the other one is given by keyword as well. `compile('sgd', 'mse', ['mae'])` was written for Keras 2, and so
 * was `add_weight(label, shape=[3])`; of `compile('sgd', 'mse', extra)` nothing is said.
 */
function lookUpPositions(callee: ICallee, call: ICall): IApiFinding[] {
  const orders = memberText(callee.path, `${callee.part}[]`)?.split(' | ');
  if (orders?.length !== 2) {
    return [];
  }
  const [before, after] = orders.map(order => order.split(' '));
  const given = call.arguments.filter(({ keyword }) => keyword === null);
  for (const [index, argument] of given.entries()) {
    const keras2 = before[index];
    const keras3 = after[index];
    const side =
      keras2 === keras3
        ? null
        : (sideLeft(call, keras2, keras3) ??
          sideOf(argument.value, keras2, keras3));
    if (side !== null) {
      return [
        {
          name: callee.name,
          what: 'positional',
          parameter: (side === 'keras2' ? keras2 : keras3) ?? '',
          span: argument.span,
          keras2: side === 'keras2',
          keras3: side === 'keras3',
          legacy: side === 'keras2'
        }
      ];
    }
  }
  return [];
}

/** The side that is left where the parameter of the other is given by keyword: giving it twice raises. */
function sideLeft(
  call: ICall,
  keras2: string | undefined,
  keras3: string | undefined
): 'keras2' | 'keras3' | null {
  const isGiven = (parameter: string | undefined): boolean =>
    call.arguments.some(
      ({ keyword }) => keyword !== null && keyword === parameter
    );
  if (isGiven(keras2) === isGiven(keras3)) {
    return null;
  }
  return isGiven(keras3) ? 'keras2' : 'keras3';
}

function sideOf(
  value: Value,
  keras2: string | undefined,
  keras3: string | undefined
): 'keras2' | 'keras3' | null {
  const on2 = fits(keras2, value);
  const on3 = fits(keras3, value);
  if (on2 === on3) {
    return null;
  }
  if (on3 === false) {
    return 'keras2';
  }
  return on2 === false ? 'keras3' : null;
}

function lookUpStrings(callee: ICallee, call: ICall): IApiFinding[] {
  const positions = call.open ? [] : call.arguments;
  return call.arguments.flatMap(argument => {
    const index = positions
      .filter(({ keyword }) => keyword === null)
      .indexOf(argument);
    const meaning = meaningOf(callee, argument.keyword ?? index);
    return meaning === null
      ? []
      : stringsIn(argument.value).flatMap(value => {
          const row = identifierRow(meaning.kind, value);
          const part = `${meaning.kind} '${value}'`;
          const replacement = replacementOf(part);
          return row
            ? [
                {
                  name: callee.name,
                  what: 'identifier' as const,
                  parameter: meaning.parameter,
                  value,
                  span: argument.valueSpan,
                  ...row.sides,
                  ...(replacement === undefined ? {} : { replacement })
                }
              ]
            : [];
        });
  });
}
