import type { IEnvironment } from '../environment/model';
import { bringsUserSite, chooseInstaller } from './choose-installer';

/** What the lines depend on besides what they install. */
export interface IInstallSetting {
  readonly environment: IEnvironment;
  readonly options: { readonly pipStyle: '%pip' | '!pip' };
}

/** Takes the user's own folder among those to import from; a scratch kernel runs this line too. */
export const takeUserSite =
  'if site.ENABLE_USER_SITE: site.addsitedir(site.getusersitepackages())';

/** The kernel's interpreter in a line for the shell, whatever is in its path; it needs `import sys`. */
const PYTHON = '"{sys.executable}"';

/**
 * The lines of a cell that install packages in this kernel, quietly; null where no line can. `more` are options of the installer,
 * such as `--no-deps`, which pip and uv have in common.
 */
export function installLines(
  { environment, options }: IInstallSetting,
  requirements: readonly string[],
  more: readonly string[] = []
): readonly string[] | null {
  const quoted = requirements.map(requirement => `"${requirement}"`);
  const start = installerLines(environment, options.pipStyle);
  if (start === null) {
    return null;
  }
  const last = start[start.length - 1];
  const line = [`${last} install -q`, ...installerOptions(environment)];
  return [
    ...start.slice(0, -1),
    [...line, ...more, ...quoted].join(' '),
    ...afterwards(environment)
  ];
}

/** The same up to the word `install`, of which the last line is to be continued; null where no line can install. */
export function installerLines(
  environment: IEnvironment,
  pipStyle: '%pip' | '!pip'
): readonly string[] | null {
  const installer = chooseInstaller(environment);
  const findsOwn = environment.pip === 'own' || environment.pip === null;
  switch (installer.tool) {
    case 'pip':
      return [findsOwn ? pipStyle : '%pip'];
    case 'ensurepip':
      return ['import sys', `!${PYTHON} -m ensurepip`, '%pip'];
    case 'uv':
      return [
        'import sys',
        installer.isModule ? `!${PYTHON} -m uv pip` : '!uv pip'
      ];
    case 'none':
      return null;
  }
}

/** What must follow the word `install` in this kernel. */
export function installerOptions(environment: IEnvironment): readonly string[] {
  const installer = chooseInstaller(environment);
  return [
    ...(installer.tool === 'uv' ? [`--python ${PYTHON}`] : []),
    ...('options' in installer ? installer.options : [])
  ];
}

/** What the running kernel needs to import from a folder that was not there when it started. */
export function afterwards(environment: IEnvironment): readonly string[] {
  return bringsUserSite(environment) ? ['import site', takeUserSite] : [];
}
