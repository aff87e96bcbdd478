/** TensorFlow.js in Chromium, without WebGL: the cpu backend, and wasm where its package is installed. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';

import { require } from './core.mjs';
import { predict } from './predict.mjs';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

/** One runner for each backend; see run.mjs. */
export async function openBrowser() {
  const { chromium } = require('@playwright/test');
  const installed = process.env.CHROMIUM || '/usr/bin/chromium';
  const browser = await chromium.launch({
    args: ARGUMENTS,
    ...(existsSync(installed) ? { executablePath: installed } : {})
  });
  const { server, address } = await serve();
  const backends = wasmFolder() ? ['cpu', 'wasm'] : ['cpu'];
  let open = backends.length;
  const close = async () => {
    if (--open === 0) {
      await browser.close();
      server.close();
    }
  };
  return Promise.all(
    backends.map(backend => runnerFor(browser, address, backend, close))
  );
}

async function runnerFor(browser, address, backend, close) {
  const page = await browser.newPage();
  await page.goto(address);
  await page.evaluate(async name => {
    const { tf } = window;
    tf.env().set('PROD', true);
    tf.wasm?.setWasmPaths('/');
    await tf.setBackend(name);
    await tf.ready();
  }, backend);
  await page.evaluate(`window.predict = ${predict.toString()}`);
  return {
    name: `Chromium, ${await page.evaluate(() => window.tf.getBackend())}`,
    predict: (text, files, sets) =>
      page.evaluate(
        ([model, weights, data]) =>
          window.predict(window.tf, model, weights, data),
        [text, files, sets]
      ),
    close
  };
}

function wasmFolder() {
  try {
    return dirname(
      require.resolve('@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js')
    );
  } catch {
    return null;
  }
}

/** Serves TensorFlow.js and nothing else, on this machine only. */
async function serve() {
  const files = new Map([
    [
      '/tf.js',
      join(
        dirname(require.resolve('@tensorflow/tfjs/package.json')),
        'dist/tf.min.js'
      )
    ]
  ]);
  const wasm = wasmFolder();
  for (const name of wasm
    ? [
        'tf-backend-wasm.min.js',
        'tfjs-backend-wasm.wasm',
        'tfjs-backend-wasm-simd.wasm',
        'tfjs-backend-wasm-threaded-simd.wasm'
      ]
    : []) {
    files.set(`/${name}`, join(wasm, name));
  }
  const scripts = [...files.keys()].filter(path => path.endsWith('.js'));
  const types = { js: 'text/javascript', wasm: 'application/wasm' };
  const server = createServer((request, response) => {
    const file = files.get(request.url);
    if (file) {
      response.setHeader('Content-Type', types[file.split('.').pop()]);
      response.end(readFileSync(file));
    } else {
      response.setHeader('Content-Type', 'text/html');
      response.end(
        `<!doctype html>${scripts.map(path => `<script src="${path}"></script>`).join('')}`
      );
    }
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}
