import { chooseInstaller } from '../installing/choose-installer';
import {
  afterwards,
  installerLines,
  installerOptions
} from '../installing/install-lines';
import type { IFacts, IInstall } from '../notebook/model';
import { lineEnd, lineStart } from '../notebook/source/lines';
import type { IContext } from '../rules/model';
import type { ITranslate } from '../translate';
import { byHandFix } from './install-cell';
import type { Edit, IFix } from './model';
import { replaceSpan } from './replace-text';

/** Options that pip and uv have in common (tried with uv 0.13); uv stops at any other. */
const common =
  /^(?:-[qvU]+|-[ifrce]|--(?:quiet|verbose|upgrade|pre|no-deps|no-cache-dir|force-reinstall|no-build-isolation|disable-pip-version-check|(?:extra-)?index-url|find-links|requirement|constraint|editable|only-binary|no-binary|trusted-host)(?:=.*)?)$/;
/** Options of uv that say where to, which the new line says itself. */
const saysWhere = /^(?:--python|-p|--system|--target|--prefix)(?:=|$)/;

/**
 * What makes each of the lines install in this kernel. What comes first, such as `import sys`, is written before the first of
 * them, and so that edit is part of every fix. Nothing for a line that is not one of its own, or that has options of pip only.
 */
export function rewriteInstallers(
  context: IContext,
  installs: readonly IInstall[],
  trans: ITranslate
): ReadonlyMap<IInstall, readonly IFix[]> {
  const installer = chooseInstaller(context.environment);
  const title = trans.__(
    'Install with %1',
    installer.tool === 'ensurepip' ? 'ensurepip, pip' : installer.tool
  );
  const about = { title, choice: 'repair' } as const;
  if (installer.tool === 'none') {
    const fix = byHandFix(context, about, trans);
    return new Map(installs.map(install => [install, [fix]]));
  }
  const possible = installs.filter(install => mayRewrite(context, install));
  const start = possible
    .slice(0, 1)
    .flatMap(first => rewrite(context, first, true));
  return new Map(
    possible.map((install, index) => {
      const own = index === 0 ? [] : rewrite(context, install, false);
      return [install, [{ ...about, edits: [...start, ...own] }]];
    })
  );
}

function mayRewrite(
  { facts, environment }: IContext,
  install: IInstall
): boolean {
  const { tool, action, options } = install;
  const isUv = chooseInstaller(environment).tool === 'uv';
  const fits = options.every(option =>
    isUv && tool === 'pip'
      ? common.test(option) || (action === 'uninstall' && option === '-y')
      : !saysWhere.test(option)
  );
  return (tool === 'pip' || tool === 'uv') && fits && isOwnLine(facts, install);
}

/** Whether the command has a line of Python to itself: no shell cell, no call, no other command beside it. */
function isOwnLine({ notebook }: IFacts, { command, span }: IInstall): boolean {
  const { source } = notebook.cells[span.cell];
  const before = source.slice(lineStart(source, span.from), span.from);
  const after = source.slice(span.to, lineEnd(source, span.to));
  return (
    !source.startsWith('%%') &&
    /^\s*$/.test(before) &&
    /^\s*(?:#.*)?$/.test(after) &&
    /^(?:[%!]|pip\b)/.test(command) &&
    wordAfter(source, span.from + command.length) !== null
  );
}

/** `install` or `uninstall` with the blanks before it. */
function wordAfter(source: string, at: number): string | null {
  return /^\s*(?:un)?install\b/.exec(source.slice(at))?.[0] ?? null;
}

function rewrite(
  { facts, environment, options }: IContext,
  { command, action, span }: IInstall,
  isFirst: boolean
): Edit[] {
  const { source } = facts.notebook.cells[span.cell];
  const { cell, from } = span;
  const indent = source.slice(lineStart(source, from), from);
  const end = from + command.length;
  const to = end + (wordAfter(source, end) ?? '').length;
  const lines = installerLines(environment, options.pipStyle) ?? [];
  const more = installerOptions(environment).filter(
    option => action === 'install' || option !== '--user'
  );
  const line = [lines[lines.length - 1], action, ...more].join(' ');
  const before = isFirst ? lines.slice(0, -1) : [];
  const text = [...before, line].join(`\n${indent}`);
  const after = isFirst ? afterwards(environment) : [];
  const at = lineEnd(source, span.to);
  return [
    replaceSpan(facts.notebook, { cell, from, to }, text),
    ...(after.length > 0
      ? [
          replaceSpan(
            facts.notebook,
            { cell, from: at, to: at },
            after.map(one => `\n${indent}${one}`).join('')
          )
        ]
      : [])
  ].filter(edit => edit.text !== edit.expected);
}
