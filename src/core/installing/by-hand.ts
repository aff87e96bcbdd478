import type { IEnvironment } from '../environment/model';
import type { ITranslate } from '../translate';
import { chooseInstaller } from './choose-installer';

/** What to do in a terminal where no cell can install a package, in a sentence or two; null where one can. */
export function explainByHand(
  environment: IEnvironment,
  trans: ITranslate
): string | null {
  const installer = chooseInstaller(environment);
  if (installer.tool !== 'none') {
    return null;
  }
  if (installer.reason === 'read-only') {
    return trans.__(
      'No cell can install anything in this kernel: its packages are read-only. Ask whoever runs the server, or make a kernel of your own in a terminal: %1',
      '"python3 -m venv ~/keras && ~/keras/bin/pip install ipykernel tensorflow && ~/keras/bin/python -m ipykernel install --user --name keras"'
    );
  }
  const tool = environment.installer?.condaTool;
  if (tool) {
    return trans.__(
      'No cell can install anything in this kernel: it has no pip. Bring one, in a terminal in which its environment is active: %1',
      tool === 'pixi' ? '"pixi add pip"' : `"${tool} install pip"`
    );
  }
  return environment.installer?.managed
    ? trans.__(
        "No cell can install anything in this kernel: the system's Python has no pip. Bring one with the package manager of the system, for example: %1",
        '"sudo apt install python3-pip"'
      )
    : trans.__(
        'No cell can install anything in this kernel: it has no pip, and there is no uv. Install uv and start Jupyter again: %1',
        '"pip install --user uv"'
      );
}
