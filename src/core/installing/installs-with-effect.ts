import type { IEnvironment, IInstallerRecord } from '../environment/model';
import type { IInstall } from '../notebook/model';
import { refusesManaged } from './choose-installer';

const shellPip = /^!\s*pip$/;
const anyPython = /^!\s*(?:\S*[\\/])?python[\d.]*\s/;
const ownUv = /^%uv\b|\bsys\.executable\}?["']?\s+-m\s+uv\b/;
/** With one of these, files go where the line says. */
const elsewhere = /^(?:-t|--target|--prefix|--root)(?:=|$)/;
const namesPython = /^(?:--python|-p|--system|--target|--prefix)(?:=|$)/;

/**
 * Those install lines of a notebook that can run in this kernel and reach it: pip where there is one, or one that an earlier line
 * has brought; uv and conda where they are. Where that is not known, each is taken at its word.
 */
export function installsWithEffect(
  installs: readonly IInstall[],
  environment: IEnvironment
): readonly IInstall[] {
  const record = environment.installer;
  let hasPip = !record || record.pip;
  return installs.filter(install => {
    const works = hasEffect(install, environment, hasPip);
    hasPip = hasPip || (works && bringsPip(install));
    return works;
  });
}

/** Whether a shell's `pip` is that of another Python; it runs, and does not reach the kernel. */
export function isPipOfOther(
  { command }: IInstall,
  { pip }: IEnvironment
): boolean {
  return pip === 'other' && shellPip.test(command);
}

function hasEffect(
  install: IInstall,
  environment: IEnvironment,
  hasPip: boolean
): boolean {
  const record = environment.installer;
  if (isPipOfOther(install, environment)) {
    return false;
  }
  if (!record) {
    return true;
  }
  switch (install.tool) {
    case 'conda':
      return record.conda;
    case 'ensurepip':
      return record.ensurepip && record.writable && !record.managed;
    case 'uv':
      return uvHasEffect(install, record);
    case 'pip':
      return pipHasEffect(install, environment, { ...record, pip: hasPip });
  }
}

function pipHasEffect(
  install: IInstall,
  environment: IEnvironment,
  record: IInstallerRecord
): boolean {
  const isMissing =
    shellPip.test(install.command) && environment.pip === 'none';
  return (
    !isMissing &&
    (record.pip || isOtherProgram(install)) &&
    pipMayWrite(install, environment, record)
  );
}

/** `!/opt/conda/bin/pip`, `!pip3.11`: whose that is, is not known. */
function isOtherProgram({ command }: IInstall): boolean {
  return (
    /^!/.test(command) &&
    !/sys\.executable/.test(command) &&
    !shellPip.test(command) &&
    !anyPython.test(command)
  );
}

function uvHasEffect(
  { command, options }: IInstall,
  { uv, uvModule, writable }: IInstallerRecord
): boolean {
  if (!writable) {
    return options.some(option => elsewhere.test(option));
  }
  if (ownUv.test(command)) {
    return uvModule;
  }
  return (
    uv === 'own' || (uv !== null && options.some(is => namesPython.test(is)))
  );
}

function pipMayWrite(
  { options, action }: IInstall,
  environment: IEnvironment,
  { writable, userSite }: IInstallerRecord
): boolean {
  if (options.some(option => elsewhere.test(option))) {
    return true;
  }
  const isAllowed =
    !refusesManaged(environment) || options.includes('--break-system-packages');
  return (
    isAllowed && (writable || (userSite !== 'off' && action === 'install'))
  );
}

function bringsPip({ tool, action, requirements, guard }: IInstall): boolean {
  return (
    action === 'install' &&
    guard === null &&
    (tool === 'ensurepip' ||
      requirements.some(({ text }) => /^pip\b(?!-)/.test(text)))
  );
}
