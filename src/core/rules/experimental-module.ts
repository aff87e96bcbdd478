import {
  firstFailures,
  keras3Failures,
  mendableEvidence
} from '../api-failures';
import type { IApiUse } from '../api-failures';
import { legacyOrMigrate, migration } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import { rewriteImportedName, rewriteModule } from '../fixes/rewrite-import';
import { rewriteDotted } from '../fixes/rewrite-name';
import type { IFacts, IImport } from '../notebook/model';
import { defineRule } from './define-rule';

/** Modules that went up a level as a whole. */
const modules: Readonly<Record<string, string>> = {
  'layers.experimental.preprocessing': 'layers',
  'layers.experimental': 'layers',
  'optimizers.experimental': 'optimizers',
  'callbacks.experimental': 'callbacks'
};

/** `layers.experimental.preprocessing` and its like, whose experiment is over. */
export const experimentalModule = defineRule({
  id: 'experimental-module',
  severity: 'error',
  docs: {
    summary: 'Something is taken from an `experimental` module of Keras.',
    why: 'Keras 3 has no `experimental` modules: what was good is one level up. `layers.experimental.preprocessing.Rescaling` is `layers.Rescaling`, and so on; Keras 2 has had both places since 2.6.',
    limitations:
      'What Keras 3 has nowhere, as `RandomFourierFeatures`, is not led anywhere.',
    references: [
      'https://github.com/keras-team/keras/issues/18467',
      'https://keras.io/guides/migrating_to_keras_3/'
    ]
  },
  evidence: facts =>
    mendableEvidence(
      facts,
      ({ path }, { replacement }) =>
        replacement !== undefined && movedModule(path) !== undefined
    ),
  check(context, trans) {
    const failures = keras3Failures(context).filter(
      ({ path, finding }) =>
        finding.replacement !== undefined && movedModule(path) !== undefined
    );
    return firstFailures(failures).map(failure => ({
      span: failure.reference.span,
      message: trans.__(
        'Keras 3 has no %1; it is %2 now.',
        failure.path,
        failure.finding.replacement ?? ''
      ),
      fixes: legacyOrMigrate(
        context,
        trans,
        migration(
          trans.__('Write its present place'),
          moved(context.facts, failure)
        )
      )
    }));
  },
  recognise({ evalue }, trans) {
    return /^No module named '(tensorflow\.)?keras\.(layers|optimizers|callbacks)\.experimental|keras(\.\w+)*\.(layers|optimizers)' has no attribute 'experimental'/.test(
      evalue
    )
      ? trans.__(
          'Keras 3 has no experimental modules; what was in them is one level up.'
        )
      : null;
  },
  examples: [
    {
      name: 'preprocessing layers, imported',
      environment: 'tf-2.16',
      before: [
        'from tensorflow.keras.layers.experimental import preprocessing',
        'flip = preprocessing.RandomFlip("horizontal")'
      ],
      fails: {
        ename: 'ModuleNotFoundError',
        evalue: /keras\.layers\.experimental/
      },
      after: [
        'from tensorflow.keras import layers as preprocessing',
        'flip = preprocessing.RandomFlip("horizontal")'
      ]
    },
    {
      name: 'preprocessing layers, spelled out',
      environment: 'tf-2.16',
      before: [
        'import tensorflow as tf',
        'scale = tf.keras.layers.experimental.preprocessing.Rescaling(1 / 255)'
      ],
      fails: {
        ename: 'AttributeError',
        evalue: /has no attribute 'experimental'/
      },
      after: [
        'import tensorflow as tf',
        'scale = tf.keras.layers.Rescaling(1 / 255)'
      ]
    }
  ],
  clean: [
    {
      name: 'Keras 2 has them',
      environment: 'tf-2.15',
      cells: [
        'import tensorflow as tf\nscale = tf.keras.layers.experimental.preprocessing.Rescaling(1 / 255)'
      ]
    }
  ]
});

function movedModule(path: string): string | undefined {
  return Object.keys(modules).find(
    module => path === module || path.startsWith(`${module}.`)
  );
}

function moved(facts: IFacts, { reference, path }: IApiUse): Edit[] {
  const old = movedModule(path) ?? '';
  if (reference.kind !== 'import') {
    return rewriteDotted(facts.notebook, reference, old, modules[old]);
  }
  const { cell, from, to } = reference.span;
  const statement = facts.imports.find(
    ({ nameSpan }) =>
      nameSpan.cell === cell && nameSpan.from <= from && nameSpan.to >= to
  );
  return statement ? movedImport(facts, statement, old) : [];
}

function movedImport(facts: IFacts, statement: IImport, old: string): Edit[] {
  const { module, name } = statement;
  if (module.endsWith(`.${old}`)) {
    const root = module.slice(0, -old.length);
    return [rewriteModule(facts.notebook, statement, root + modules[old])];
  }
  const inner = `${module}.${name ?? ''}`;
  return inner.endsWith(`.${old}`)
    ? rewriteImportedName(facts, statement, {
        module: inner.slice(0, -old.length - 1),
        name: modules[old]
      })
    : [];
}
