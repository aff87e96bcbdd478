/** The layers of the source: lab, cli and card know the kernel and the core; the core knows only itself. */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.spec\\.tsx?$',
          '^src/index\\.ts$',
          '^src/card/',
          '\\.d\\.ts$',
          '\\.json$'
        ]
      },
      to: {}
    },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core', pathNot: '\\.spec\\.ts$' },
      to: {
        pathNot: [
          '^src/core',
          '^node_modules/(@lezer/(python|common|lr|highlight)|@renovatebot/pep440)'
        ]
      }
    },
    {
      name: 'kernel-knows-only-core',
      severity: 'error',
      from: { path: '^src/kernel' },
      to: { path: '^src/(lab|cli|card)' }
    },
    {
      name: 'surfaces-do-not-know-each-other',
      severity: 'error',
      from: { path: '^src/(lab|cli|card)/' },
      to: { path: '^src/(lab|cli|card)/', pathNot: '^src/$1/' }
    },
    {
      name: 'rules-do-not-import-rules',
      severity: 'error',
      from: {
        path: '^src/core/rules/',
        pathNot: '(index|define-[a-z0-9-]+|model)\\.ts$|\\.spec\\.ts$'
      },
      to: {
        path: '^src/core/rules/',
        pathNot: '(define-[a-z0-9-]+|model)\\.ts$'
      }
    }
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    }
  }
};
