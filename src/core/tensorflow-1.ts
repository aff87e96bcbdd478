/** What TensorFlow 1 had under `tf.` and no TensorFlow 2 has: checked against 2.15.1, 2.16.2 and 2.21. */
import { referencesTo } from './find-references';
import type { IFacts, IReference } from './notebook/model';
import { once } from './once';

/** How a name of TensorFlow 1 can go on under `tf.compat.v1`. */
type Kind =
  /** It does the same there, with eager execution too. */
  | 'eager'
  /** It does the same there in graph mode, after `disable_v2_behavior`. */
  | 'graph'
  /** The same, but it raises with Keras 3: "`dense` is not available with Keras 3". */
  | 'layers'
  /** Not even `tf.compat.v1` has it. */
  | 'gone';

/** A use of what no TensorFlow 2 has. */
export interface ITensorFlow1Use {
  readonly reference: IReference;
  readonly kind: Kind;
}

const eager = words(
  'set_random_seed random_normal random_uniform random_shuffle random_crop truncated_normal log to_float to_double to_int32 to_int64 div ceil is_nan is_inf is_finite count_nonzero diag confusion_matrix Session ConfigProto GPUOptions reset_default_graph get_default_graph logging gfile VERSION py_func Print decode_raw decode_csv read_file parse_single_example parse_example FixedLenFeature VarLenFeature FixedLenSequenceFeature image.resize_images image.resize_bilinear image.resize_nearest_neighbor'
);
const graph = words(
  'placeholder placeholder_with_default sparse_placeholder InteractiveSession get_variable variable_scope get_variable_scope AUTO_REUSE global_variables_initializer local_variables_initializer initialize_all_variables variables_initializer tables_initializer global_variables local_variables trainable_variables get_collection add_to_collection GraphKeys assign assign_add assign_sub app flags truncated_normal_initializer variance_scaling_initializer glorot_uniform_initializer glorot_normal_initializer orthogonal_initializer get_default_session GraphDef RunOptions RunMetadata Summary train.Saver train.Supervisor train.MonitoredTrainingSession train.import_meta_graph train.get_global_step train.get_or_create_global_step train.exponential_decay train.polynomial_decay train.piecewise_constant train.shuffle_batch train.start_queue_runners train.string_input_producer nn.dynamic_rnn nn.bidirectional_dynamic_rnn nn.static_rnn nn.softmax_cross_entropy_with_logits_v2 nn.xw_plus_b summary.FileWriter summary.merge_all summary.merge losses.absolute_difference losses.add_loss losses.get_regularization_loss losses.get_regularization_losses losses.get_total_loss losses.huber_loss losses.log_loss losses.sigmoid_cross_entropy losses.softmax_cross_entropy losses.sparse_softmax_cross_entropy metrics.accuracy metrics.auc metrics.mean metrics.precision metrics.recall metrics.mean_iou metrics.root_mean_squared_error'
);
const gone = words(
  'contrib examples mul sub neg pack unpack batch_matmul scalar_summary histogram_summary merge_all_summaries train.SummaryWriter'
);

const name =
  /^tensorflow\.((?:train|nn|summary|losses|metrics|image)\.\w+|\w+)/;

function kindOf(canonical: string): Kind | null {
  const path = name.exec(canonical)?.[1] ?? '';
  if (path === 'layers' || path === 'nn.rnn_cell') {
    return 'layers';
  }
  if (gone.has(path)) {
    return 'gone';
  }
  if (eager.has(path)) {
    return 'eager';
  }
  return graph.has(path) || /^train\.\w*Optimizer$/.test(path) ? 'graph' : null;
}

const uses = referencesTo(
  canonical =>
    !/#/.test(canonical) &&
    (kindOf(canonical) !== null || hasTwin.test(canonical)),
  (reference): ITensorFlow1Use[] => {
    const kind = kindOf(reference.name) ?? kindOfTwin(reference);
    return kind && reference.guard === null ? [{ reference, kind }] : [];
  }
);

/** Functions that Keras 2 has too, with `y_true` for `labels`. */
const hasTwin = /^tensorflow\.(losses|metrics)\.mean_(squared|absolute)_error$/;

function kindOfTwin({ call }: IReference): Kind | null {
  const isOld = call?.arguments.some(
    ({ keyword }) => keyword === 'labels' || keyword === 'predictions'
  );
  return isOld ? 'graph' : null;
}

/** The uses of TensorFlow 1 in a notebook, without the names that the notebook gives `tf` by itself (`tf.Session = tf.compat.v1.Session`). */
export const tensorFlow1Uses = once(
  (facts: IFacts): readonly ITensorFlow1Use[] => {
    const found = uses(facts);
    const own = new Set(
      found
        .filter(({ reference }) => reference.kind === 'assign')
        .map(({ reference }) => name.exec(reference.name)?.[1])
    );
    return found.filter(
      ({ reference }) => !own.has(name.exec(reference.name)?.[1])
    );
  }
);

const short = /^tensorflow\.(losses|metrics)\.[a-z]/;

/** Whether `tf.losses.mean_squared_error` and its like are meant as TensorFlow 1 had them, and not as Keras has. */
export function isOfTensorFlow1(facts: IFacts, canonical: string): boolean {
  return short.test(canonical) && tensorFlow1Uses(facts).length > 0;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
