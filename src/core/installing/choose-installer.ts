import { isAtLeast } from '../compatibility/version';
import type { IEnvironment, IInstallerRecord } from '../environment/model';

/** What a cell can install a package with, so that the kernel of that cell has it. */
export type Installer =
  /** The kernel's own pip. */
  | { readonly tool: 'pip'; readonly options: readonly string[] }
  /** uv, as a program that a shell finds or as a module of the kernel's Python. */
  | {
      readonly tool: 'uv';
      readonly isModule: boolean;
      readonly options: readonly string[];
    }
  /** pip, once ensurepip has brought it. */
  | { readonly tool: 'ensurepip' }
  /** Nothing: it is done by hand, and this is why. */
  | { readonly tool: 'none'; readonly reason: 'no-installer' | 'read-only' };

/**
 * What works in this kernel, pip first. Of an environment about which that is not known, as of a hosted service, pip is expected.
 * Without pip it is uv, given the kernel's interpreter: by itself uv looks for an environment near the notebook, and IPython's
 * `%uv` runs a uv that is installed beside the kernel, which a uv of the system is not (seen with IPython 9.18). The system's own
 * Python (PEP 668) is left alone: what is installed goes to the user's folder, if that can be imported from.
 */
export function chooseInstaller(environment: IEnvironment): Installer {
  const record = environment.installer;
  if (!record || environment.platform === 'emscripten') {
    return { tool: 'pip', options: [] };
  }
  return record.pip
    ? withPip(record, refusesManaged(environment))
    : withoutPip(record);
}

function withPip(
  { writable, userSite }: IInstallerRecord,
  refuses: boolean
): Installer {
  const hasUserSite = userSite !== 'off';
  if (!writable && !hasUserSite) {
    return { tool: 'none', reason: 'read-only' };
  }
  const user = hasUserSite ? ['--user'] : [];
  // Where site-packages are read-only pip takes the user's folder by itself, and with `--user` it would refuse elsewhere.
  const options = refuses ? [...user, '--break-system-packages'] : [];
  return { tool: 'pip', options };
}

/** None of the others can install into the user's folder. */
function withoutPip({
  uv,
  uvModule,
  ensurepip,
  managed,
  writable
}: IInstallerRecord): Installer {
  if (!writable) {
    return { tool: 'none', reason: 'read-only' };
  }
  if (uv !== null || uvModule) {
    const options = managed ? ['--break-system-packages'] : [];
    return { tool: 'uv', isModule: uv === null, options };
  }
  // The ensurepip of a system's Python refuses as its pip does.
  return ensurepip && !managed
    ? { tool: 'ensurepip' }
    : { tool: 'none', reason: 'no-installer' };
}

/** Whether the kernel's pip leaves a Python of the system alone; those before 23.0 do not know PEP 668. */
export function refusesManaged({
  installer,
  distributions
}: IEnvironment): boolean {
  const version = distributions.get('pip')?.version;
  return (
    installer?.managed === true &&
    (version === undefined || isAtLeast(version, 23, 0))
  );
}

/** Whether what pip installs goes to the user's own folder, which a running kernel does not import from if it was not there. */
export function bringsUserSite({ installer }: IEnvironment): boolean {
  return (
    installer?.userSite === 'enabled' &&
    installer.pip &&
    (installer.managed || !installer.writable)
  );
}
