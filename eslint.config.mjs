import js from '@eslint/js';
import jupyterPlugin from '@jupyter/eslint-plugin';
import { defineConfig } from 'eslint/config';
import prettierRecommended from 'eslint-plugin-prettier/recommended';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Limits that keep a file to one idea; a limit that hurts is a hint about the design. */
const sizeLimits = {
  'max-lines': [
    'error',
    { max: 250, skipBlankLines: true, skipComments: true }
  ],
  'max-lines-per-function': [
    'error',
    { max: 60, skipBlankLines: true, skipComments: true }
  ],
  complexity: ['error', 10],
  'max-params': ['error', 4]
};

export default defineConfig([
  {
    ignores: [
      'node_modules',
      'lib',
      'dist',
      'coverage',
      '.cache',
      'jupyterlab_keras_doctor/labextension',
      'jupyterlab_keras_doctor/static',
      'ui-tests/test-results',
      '**/*.js',
      '**/*.cjs',
      '**/*.mjs',
      '**/*.d.ts'
    ]
  },
  js.configs.recommended,
  tseslint.configs.recommended,
  { plugins: { jupyter: jupyterPlugin } },
  jupyterPlugin.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      globals: { ...globals.browser, ...globals.es2020 },
      parserOptions: { project: 'tsconfig.test.json', sourceType: 'module' }
    },
    rules: {
      ...sizeLimits,
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      '@typescript-eslint/no-unused-vars': ['error', { args: 'none' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      '@typescript-eslint/no-namespace': 'off',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-arrow-callback': 'error'
    }
  },
  {
    files: ['src/core/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(?!\\.|@lezer/(python|common)$|@renovatebot/pep440$)',
              message:
                'core is pure: it imports only itself, @lezer/python, @lezer/common and @renovatebot/pep440.'
            },
            {
              regex: '/(lab|cli|card|kernel)/',
              message: 'core does not know its surfaces.'
            }
          ]
        }
      ],
      'no-restricted-globals': [
        'error',
        'window',
        'document',
        'navigator',
        'fetch',
        'process',
        'require',
        'setTimeout',
        'setInterval',
        'console'
      ]
    }
  },
  {
    files: ['src/lab/plugins/*.ts', 'src/lab/plugins/*.tsx'],
    rules: {
      'max-params': 'off',
      'max-lines-per-function': 'off',
      // The badge is an item of the status bar from the start: there is no callback in which it could be loaded.
      'jupyter/prefer-lazy-imports': [
        'warn',
        { ignoreImports: ['../badge/badge'] }
      ]
    }
  },
  {
    files: [
      'src/cli/**/*.ts',
      'proofs/**/*.ts',
      'bench/**/*.ts',
      'ui-tests/**/*.ts'
    ],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' }
  },
  {
    files: ['**/*.spec.ts', '**/*.spec.tsx', 'ui-tests/**/*.ts'],
    languageOptions: { globals: { ...globals.node, ...globals.jest } },
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      'jupyter/no-untranslated-string': 'off'
    }
  },
  prettierRecommended
]);
