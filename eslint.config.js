import js from '@eslint/js';
import globals from 'globals';

const nodeFiles = ['scripts/**/*.js', 'tests/**/*.js', 'benches/**/*.js', '*.config.js'];
/** Code that runs in a page, in a worker and in Node. */
const universalFiles = ['www/engine/lab.js', 'www/engine/core.js', 'www/engine/load.js', 'www/engine/input.js'];

export default [
  { ignores: ['dist/', 'target/', 'node_modules/', 'www/*/generated/', 'tests/fixtures/', 'python/init_lab/static/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // The Content-Security-Policy forbids these.
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
    },
  },
  { files: ['www/**/*.js'], languageOptions: { globals: { ...globals.browser, ...globals.worker } } },
  { files: nodeFiles, languageOptions: { globals: globals.node } },
  {
    files: [
      'tests/browser/**/*.js',
      'tests/engines/**/*.js',
      'tests/monkey/**/*.js',
      'tests/consumer/**/*.js',
      'scripts/picture.js',
      'benches/browser/*.js',
      'benches/frames/*.js',
      'benches/load.js',
      'benches/leave.js',
      'benches/soak.js',
      'benches/contenders/chromium.js',
    ],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
  },
  {
    files: ['tests/**/*.js'],
    ignores: ['tests/js/seeds.js'],
    rules: {
      'no-restricted-imports': [
        'error',
        { name: 'fast-check', message: 'Use tests/js/seeds.js, which fixes the seed.' },
      ],
    },
  },
  { files: universalFiles, languageOptions: { globals: globals['shared-node-browser'] } },
];
