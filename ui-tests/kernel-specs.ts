import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import path from 'path';

/** Where the server under test looks for kernels; `scripts/jupyter_server.py` fills it. */
const folder = path.resolve(__dirname, '..', '.cache', 'jupyter', 'kernels');

/**
 * Installs a kernel that is started like another one but by way of a shell script, which finds the command line in `"$@"`.
 * To be called before the page loads.
 */
export function installKernel(
  name: string,
  like: string,
  script: string
): void {
  const file = path.join(folder, like, 'kernel.json');
  const specification = JSON.parse(readFileSync(file, 'utf-8')) as {
    argv: string[];
  };
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(
    path.join(folder, name, 'kernel.json'),
    JSON.stringify({
      ...specification,
      display_name: name,
      argv: ['sh', '-c', script, 'sh', ...specification.argv]
    })
  );
}
