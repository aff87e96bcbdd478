import { existsSync } from 'fs';
import path from 'path';
import { defineConfig } from '@playwright/test';

const root = path.resolve(__dirname, '..');
const port = Number(process.env.KERAS_DOCTOR_TEST_PORT ?? 8899);
const lab = process.env.KERAS_DOCTOR_TEST_LAB ?? 'lab';
const report = process.env.KERAS_DOCTOR_TEST_REPORT;

/** A browser that is installed, else the one that Playwright downloads. */
const installed = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome'
].find(candidate => candidate && existsSync(candidate));

/** What needs another extension beside ours runs alone, in the JupyterLab that has it. */
const isBesideLanguageServer = lab === 'lab-with-lsp';
const besideLanguageServer = '**/language-server.spec.ts';

const kernels = isBesideLanguageServer
  ? ['tf-2.16-with-tf-keras']
  : [
      'bash',
      'colab',
      'tf-2.15',
      'tf-2.16',
      'tf-2.16-scratch',
      'tf-2.16-with-tf-keras',
      'tf-2.21',
      // ipykernel 6, which has no subshells.
      'lab-oldest'
    ];

export default defineConfig({
  testDir: path.join(__dirname, 'tests'),
  testMatch: isBesideLanguageServer ? besideLanguageServer : '**/*.spec.ts',
  testIgnore: isBesideLanguageServer ? [] : besideLanguageServer,
  snapshotPathTemplate: path.join(__dirname, 'references', '{arg}{ext}'),
  outputDir: path.join(__dirname, 'test-results'),
  timeout: 120_000,
  expect: { timeout: 30_000 },
  retries: process.env.CI ? 1 : 0,
  workers: 1,
  reporter: [
    ['list'],
    [path.join(__dirname, 'measurements-reporter.ts')],
    ...(report ? [['json', { outputFile: report }] as const] : [])
  ],
  use: {
    baseURL: `http://localhost:${port}`,
    headless: true,
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: installed,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  },
  webServer: {
    command: [
      'python3 scripts/jupyter_server.py --galata',
      `--lab ${lab} --port ${port}`,
      '--notebooks .cache/notebooks',
      `--kernels ${kernels.join(' ')}`
    ].join(' '),
    cwd: root,
    stderr: 'ignore',
    url: `http://localhost:${port}/lab`,
    timeout: 600_000,
    reuseExistingServer: !process.env.CI,
    stdout: 'ignore'
  }
});
