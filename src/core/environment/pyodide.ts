import { makeEnvironment } from './make-environment';
import type { IEnvironment } from './model';

/**
 * What JupyterLite's Pyodide kernel has, known without a question: TensorFlow is not built for WebAssembly. That kernel ignores
 * expressions, and shows even a silent request to its other clients (seen in jupyterlite-pyodide-kernel 0.8.6); of its Python it
 * says 3.8 whatever it runs, so that the oldest one is named that its present releases have.
 */
export const PYODIDE: IEnvironment = {
  ...makeEnvironment({ python: '3.13', versions: {} }),
  platform: 'emscripten',
  machine: 'wasm32',
  notes: ['Pyodide does not tell what it has; there is no TensorFlow for it']
};
