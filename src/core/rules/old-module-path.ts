import { referencesTo } from '../find-references';
import { repair } from '../fixes/legacy-or-migrate';
import type { Edit } from '../fixes/model';
import {
  rewriteImportedName,
  rewriteModule,
  sameStatement
} from '../fixes/rewrite-import';
import { rewriteDotted } from '../fixes/rewrite-name';
import { flavorOfRoot, parseKerasName, versionOfRoot } from '../keras-names';
import type { KerasRoot } from '../keras-names';
import { isAtLeast } from '../compatibility/version';
import type { IFacts, IImport, IReference } from '../notebook/model';
import { defineRule } from './define-rule';
import type { IContext } from './model';
import { own } from '../own';

/** Modules of Keras 1 and 2 that were never public or are no more, and where what they held is now. */
const moved: Readonly<Record<string, string>> = {
  'utils.np_utils': 'utils',
  'utils.vis_utils': 'utils',
  'utils.generic_utils': 'utils',
  'utils.data_utils': 'utils',
  'utils.io_utils': 'utils',
  'utils.layer_utils': 'utils',
  'layers.core': 'layers',
  'layers.convolutional': 'layers',
  'layers.convolutional_recurrent': 'layers',
  'layers.pooling': 'layers',
  'layers.normalization': 'layers',
  'layers.recurrent': 'layers',
  'layers.embeddings': 'layers',
  'layers.advanced_activations': 'layers',
  'layers.merge': 'layers',
  'layers.noise': 'layers',
  'layers.wrappers': 'layers',
  'callbacks.callbacks': 'callbacks',
  'optimizers.adam_v2': 'optimizers',
  'optimizers.gradient_descent_v2': 'optimizers',
  'optimizers.rmsprop_v2': 'optimizers',
  'engine.topology': 'layers',
  'engine.base_layer': 'layers',
  'engine.input_layer': 'layers',
  'engine.input_spec': 'layers',
  'engine.training': 'models',
  'engine.sequential': 'models',
  engine: 'layers',
  objectives: 'losses'
};

/** What these modules held and Keras has nowhere now. */
const gone =
  /^(HDF5Matrix|GeneratorEnqueuer|OrderedEnqueuer|convert_all_kernels_in_model|Merge|merge|CuDNN\w+|Highway|MaxoutDense|AtrousConvolution\dD|K|Recurrent|LocallyConnected\dD)$/;

/** Imports from modules inside of Keras that moved with its releases; going back to Keras 2 does not bring them back. */
export const oldModulePath = defineRule({
  id: 'old-module-path',
  severity: 'error',
  docs: {
    summary: 'A module of old Keras is imported that is no more.',
    why: '`keras.utils.np_utils`, `keras.layers.core`, `keras.engine` and others were the inner files of Keras 1 and 2. Keras 2.13 hid them, and neither Keras 3 nor tf-keras has them; what they held is in `keras.utils`, `keras.layers`, `keras.models`.',
    references: [
      'https://github.com/keras-team/keras/issues/18363',
      'https://github.com/keras-team/keras/issues/19517'
    ]
  },
  check(context, trans) {
    return movedImports(context).map(({ statement, old, now }) => ({
      span: statement.statementSpan,
      message: trans.__(
        '%1 is no more; what it held is in %2.',
        `keras.${old}`,
        `keras.${now}`
      ),
      fixes: repair(
        trans.__('Import from %1', `keras.${now}`),
        importEdits(context, { statement, old, now })
      )
    }));
  },
  recognise({ ename, evalue }, trans) {
    const module = /^No module named '(?:tensorflow\.)?keras\.([\w.]+)'/.exec(
      evalue
    )?.[1];
    const name = /^cannot import name 'np_utils' from '(tensorflow\.)?keras/;
    const old = name.test(evalue) ? 'utils.np_utils' : module;
    const now = old && own(moved, old);
    return /^(ModuleNotFoundError|ImportError)$/.test(ename) && now
      ? trans.__(
          '%1 is no more; what it held is in %2.',
          `keras.${old}`,
          `keras.${now}`
        )
      : null;
  },
  examples: [
    {
      name: 'np_utils',
      environment: 'tf-2.16',
      before: [
        'from keras.utils import np_utils\nfrom keras.layers.core import Dense, Dropout',
        'labels = np_utils.to_categorical([0, 1, 2])\nlayer = Dense(4)'
      ],
      fails: { ename: 'ImportError', evalue: /cannot import name 'np_utils'/ },
      after: [
        'from keras import utils as np_utils\nfrom keras.layers import Dense, Dropout',
        'labels = np_utils.to_categorical([0, 1, 2])\nlayer = Dense(4)'
      ]
    },
    {
      name: 'one of several names, in Keras 2',
      environment: 'tf-2.15',
      before: [
        'from keras.utils import np_utils, plot_model\nfrom keras.engine.topology import Layer\nfrom keras.objectives import mean_squared_error as mse',
        'labels = np_utils.to_categorical([0, 1, 2])'
      ],
      fails: { ename: 'ImportError', evalue: /cannot import name 'np_utils'/ },
      after: [
        'from keras.utils import plot_model\nfrom keras import utils as np_utils\nfrom keras.layers import Layer\nfrom keras.losses import mean_squared_error as mse',
        'labels = np_utils.to_categorical([0, 1, 2])'
      ]
    },
    {
      name: 'spelled out',
      environment: 'tf-2.16',
      before: [
        'import keras.layers.advanced_activations',
        'layer = keras.layers.advanced_activations.LeakyReLU()'
      ],
      fails: {
        ename: 'ModuleNotFoundError',
        evalue: /keras\.layers\.advanced_activations/
      },
      after: ['import keras.layers', 'layer = keras.layers.LeakyReLU()']
    }
  ],
  clean: [
    {
      name: 'public paths',
      environment: 'tf-2.16',
      cells: [
        'from keras.utils import to_categorical\nfrom keras.layers import Dense\nfrom tensorflow.keras.layers import LeakyReLU'
      ]
    }
  ]
});

interface IMove {
  readonly statement: IImport;
  readonly old: string;
  readonly now: string;
}

/** The imports to mend; a statement that imports several names from one old module is one. */
function movedImports(context: IContext): IMove[] {
  const moves = context.facts.imports.flatMap(
    statement =>
      (statement.guard === null && findMove(context, statement)) || []
  );
  return moves.filter(
    ({ statement, old }, index) =>
      !moves
        .slice(0, index)
        .some(
          earlier =>
            earlier.old === old &&
            earlier.statement.statementSpan.cell ===
              statement.statementSpan.cell &&
            earlier.statement.statementSpan.from ===
              statement.statementSpan.from
        )
  );
}

/** The old path that an import names, and its new place; null where it is none, or still there. */
function findMove(context: IContext, statement: IImport): IMove | null {
  const { module, name } = statement;
  const parsed = parseKerasName(module);
  if (!parsed || !isGoneFrom(context, parsed.root)) {
    return null;
  }
  const { path } = parsed;
  const inner = [path, name].filter(Boolean).join('.');
  const old = [path, inner].find(candidate => own(moved, candidate));
  const now = old && placeOf(old, name);
  return !old || !now || (old === inner && inner === 'layers.merge')
    ? null
    : { statement, old, now };
}

function placeOf(old: string, name: string | null): string | undefined {
  const isModel =
    old.startsWith('engine') && /^(Model|Sequential)$/.test(name ?? '');
  return isModel ? 'models' : own(moved, old);
}

/** Keras 2.12 was the last to have them. */
function isGoneFrom(context: IContext, root: KerasRoot): boolean {
  const flavor = flavorOfRoot(context, root);
  const version = versionOfRoot(context, root);
  return (
    flavor === 'keras3' ||
    flavor === 'tf-keras' ||
    (flavor === 'keras2' && version !== null && isAtLeast(version, 2, 13))
  );
}

function importEdits(
  { facts }: IContext,
  { statement, old, now }: IMove
): Edit[] {
  const { module } = statement;
  const { notebook, imports } = facts;
  if (!module.endsWith(`.${old}`)) {
    return rewriteImportedName(facts, statement, {
      module: old.includes('.') ? module.replace(/\.[^.]*$/, '') : module,
      name: now
    });
  }
  const isWhole = sameStatement(imports, statement).every(
    ({ name }) => placeOf(old, name) === now && !gone.test(name ?? '')
  );
  return isWhole
    ? [
        rewriteModule(
          notebook,
          statement,
          `${module.slice(0, -old.length)}${now}`
        ),
        ...spelledOut(facts, old).flatMap(reference =>
          rewriteDotted(notebook, reference, old, now)
        )
      ]
    : [];
}

/** Uses that go through a dotted path of old. */
const dotted = referencesTo(
  name => Object.keys(moved).some(old => goesThrough(name, old)),
  reference => (reference.kind === 'import' ? [] : [reference])
);

function spelledOut(facts: IFacts, old: string): IReference[] {
  return dotted(facts).filter(({ name }) => goesThrough(name, old));
}

function goesThrough(name: string, path: string): boolean {
  return parseKerasName(name)?.path.startsWith(`${path}.`) === true;
}
