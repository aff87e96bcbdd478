/** Which packages bring TensorFlow into the process when they are imported. */

/** Import names, by what their packages' own `__init__` imports, directly or through another package of the list. */
const ROOTS = new Set(
  (
    'tensorflow keras tf_keras tensorflow_addons tensorflow_hub tensorflow_probability tensorflow_text tensorflow_datasets ' +
    'tensorflow_decision_forests tensorflow_model_optimization tensorflow_recommenders tensorflow_ranking tensorflow_gnn ' +
    'tensorflow_federated tensorflow_transform tensorflow_io tensorflow_similarity tensorflow_lattice tensorflow_graphics ' +
    'tensorflow_compression tensorflow_privacy tensorflow_cloud tensorflow_docs tensorflowjs tf_agents tf_slim tfx tf2onnx ' +
    'tensorflow_estimator tensorflow_serving tensorflow_quantum tf_keras_vis tf_explain tf_bodypix ' +
    'keras_tuner kerastuner keras_cv keras_nlp keras_hub keras_core keras_rs keras_contrib keras_self_attention keras_bert ' +
    'keras_radam keras_unet keras_unet_collection keras_vggface keras_retinanet keras_facenet keras_ocr keras_flops kerasbeats ' +
    'transformers sentence_transformers autokeras scikeras segmentation_models efficientnet classification_models vit_keras ' +
    'deepface mtcnn retinaface imageai ktrain spektral stellargraph deepctr larq neural_structured_learning official ' +
    'object_detection gpflow sonnet dopamine trax tflearn tensorlayer ludwig ncps eli5_keras rl tftables talos hyperas'
  ).split(' ')
);

/** Whether importing a module, given by its dotted path, imports TensorFlow. */
export function importsTensorFlow(module: string): boolean {
  const dot = module.indexOf('.');
  return ROOTS.has(dot < 0 ? module : module.slice(0, dot));
}
