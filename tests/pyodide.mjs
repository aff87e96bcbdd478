// Runs a Python program in Pyodide, where JupyterLite's kernel runs:  node pyodide.mjs SITE-PACKAGES < JSON of {program, …}
// What standard input says is `given` in the program; what it leaves in `answer` is printed. SITE-PACKAGES is a folder of this
// machine with the pure Python packages that the program imports.
import { readFileSync } from 'node:fs';
import { loadPyodide } from 'pyodide';

const given = JSON.parse(readFileSync(0, 'utf8'));
const python = await loadPyodide();
python.mountNodeFS('/site', process.argv[2]);
python.globals.set('given', python.toPy(given));
await python.runPythonAsync("import sys\nsys.path.append('/site')");
await python.runPythonAsync(given.program);
process.stdout.write(python.globals.get('answer'));
