const jupyterlab = require('@jupyterlab/testing/lib/jest-config');

/** Two projects: the pure core and the command line run in Node; what touches JupyterLab runs in a DOM. */
const esModules = [
  '@codemirror',
  '@jupyter/ydoc',
  '@jupyter/react-components',
  '@jupyter/web-components',
  '@jupyterlab',
  '@microsoft',
  '@renovatebot',
  '@rjsf',
  'exenv-es6',
  'lib0',
  'nanoid',
  'vscode-ws-jsonrpc',
  'y-protocols',
  'y-websocket',
  'yjs'
].join('|');

// These belong to the whole run, not to a project, and reporters are the caller's choice.
const {
  coverageReporters,
  coverageDirectory,
  reporters,
  testRegex,
  testTimeout,
  ...lab
} = jupyterlab(__dirname);

const shared = {
  transform: {
    '^.+\\.(ts|tsx|js|mjs)$': [
      'ts-jest',
      {
        tsconfig: {
          allowJs: true,
          esModuleInterop: true,
          isolatedModules: true,
          jsx: 'react',
          module: 'commonjs',
          moduleResolution: 'node10',
          resolveJsonModule: true,
          target: 'ES2022'
        },
        diagnostics: false
      }
    ]
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules}).*)`],
  testPathIgnorePatterns: ['/node_modules/', '/lib/', '/ui-tests/'],
  modulePathIgnorePatterns: ['<rootDir>/.cache/']
};

module.exports = {
  projects: [
    {
      ...shared,
      displayName: 'core',
      testEnvironment: 'node',
      testMatch: [
        '<rootDir>/src/core/**/*.spec.ts',
        '<rootDir>/src/cli/**/*.spec.ts',
        '<rootDir>/src/card/**/*.spec.ts',
        '<rootDir>/fuzz/**/*.spec.ts'
      ]
    },
    {
      ...lab,
      ...shared,
      transform: {
        '\\.svg$': '@jupyterlab/testing/lib/jest-raw-loader.js',
        ...shared.transform
      },
      displayName: 'lab',
      testMatch: ['<rootDir>/src/{kernel,lab}/**/*.spec.{ts,tsx}']
    }
  ]
};
