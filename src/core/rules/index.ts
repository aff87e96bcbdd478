import type { IRule } from './model';
import { unpinnedTfKeras } from './unpinned-tf-keras';
import { pinNotInstallable } from './pin-not-installable';
import { tensorflowNotInstalled } from './tensorflow-not-installed';
import { oldModulePath } from './old-module-path';
import { lrAttribute } from './lr-attribute';
import { setValueOfLearningRate } from './set-value-of-learning-rate';
import { layerOutputShape } from './layer-output-shape';
import { legacyOptimizer } from './legacy-optimizer';
import { generatorMethod } from './generator-method';
import { predictClasses } from './predict-classes';
import { optimizerVariables } from './optimizer-variables';
import { onlyInTfKeras } from './only-in-tf-keras';
import { privateKeras } from './private-keras';
import { scikitLearnWrapper } from './scikit-learn-wrapper';
import { kerasSession } from './keras-session';
import { reductionAuto } from './reduction-auto';
import { saveWithoutExtension } from './save-without-extension';
import { weightsFileName } from './weights-file-name';
import { checkpointFileName } from './checkpoint-file-name';
import { h5ShortLossName } from './h5-short-loss-name';
import { loadCheckpoint } from './load-checkpoint';
import { loadSavedModelFolder } from './load-saved-model-folder';
import { tfliteFromKerasModel } from './tflite-from-keras-model';
import { maskedAccuracy } from './masked-accuracy';
import { hardSigmoid } from './hard-sigmoid';
import { toCategoricalDtype } from './to-categorical-dtype';
import { accMonitor } from './acc-monitor';
import { tensorflowVersionMagic } from './tensorflow-version-magic';
import { installAfterImport } from './install-after-import';
import { secondTensorflow } from './second-tensorflow';
import { mixedPrecisionOutput } from './mixed-precision-output';
import { mixedPrecisionExperimental } from './mixed-precision-experimental';
import { tfjsConversion } from './tfjs-conversion';
import { gpuNotUsed } from './gpu-not-used';
import { jitCompile } from './jit-compile';
import { cudnnLayer } from './cudnn-layer';
import { experimentalModule } from './experimental-module';
import { needlessArgument } from './needless-argument';
import { companionRefusesTfKeras } from './companion-refuses-tf-keras';
import { conflictingPins } from './conflicting-pins';
import { legacyFlagAfterImport } from './legacy-flag-after-import';
import { legacyFlagIgnoredValue } from './legacy-flag-ignored-value';
import { legacyFlagWithoutTfKeras } from './legacy-flag-without-tf-keras';
import { lrArgument } from './lr-argument';
import { decayArgument } from './decay-argument';
import { batchInputShape } from './batch-input-shape';
import { modelResetStates } from './model-reset-states';
import { raggedInput } from './ragged-input';
import { hubLayer } from './hub-layer';
import { tensorflowProbabilityLayer } from './tensorflow-probability-layer';
import { tfOpOnKerasTensor } from './tf-op-on-keras-tensor';
import { denseFeatures } from './dense-features';
import { eagerExecutionDisabled } from './eager-execution-disabled';
import { transformersTfClasses } from './transformers-tf-classes';
import { tfAgents } from './tf-agents';
import { decisionForests } from './decision-forests';
import { modelOptimization } from './model-optimization';
import { tensorflowAddons } from './tensorflow-addons';
import { tensorflow1 } from './tensorflow-1';
import { tfEstimator } from './tf-estimator';
import { needsKeras3 } from './needs-keras-3';
import { standaloneKerasIgnoresFlag } from './standalone-keras-ignores-flag';
import { tfKerasBesideKeras3 } from './tf-keras-beside-keras-3';
import { kerasVersionAttribute } from './keras-version-attribute';
import { slowFirstFit } from './slow-first-fit';
import { missingApi } from './missing-api';
import { needsKeras2 } from './needs-keras-2';
import { restartNeeded } from './restart-needed';
import { tfKerasOfOtherMinor } from './tf-keras-of-other-minor';
import { installWithoutEffect } from './install-without-effect';
import { pipOfOtherEnvironment } from './pip-of-other-environment';
import { loadedReleaseReplaced } from './loaded-release-replaced';
import { unpinnedUpgrade } from './unpinned-upgrade';
import { experimentalDeviceApi } from './experimental-device-api';
import { gpuAvailableTest } from './gpu-available-test';
import { imageDataGenerator } from './image-data-generator';
import { statefulBatchSize } from './stateful-batch-size';
import { singularModelArguments } from './singular-model-arguments';
import { shapeAsList } from './shape-as-list';
import { untrackedVariable } from './untracked-variable';
import { metricClassName } from './metric-class-name';
import { shapeAsNumber } from './shape-as-number';
import { sizeAsFloat } from './size-as-float';
import { pythonData } from './python-data';
import { sequentialOutput } from './sequential-output';
import { frozenAfterCompile } from './frozen-after-compile';
import { historyLr } from './history-lr';
import { savedTfActivation } from './saved-tf-activation';
import { tfKerasNotInstalled } from './tf-keras-not-installed';

/** Every rule. One line each; the order is that of the documentation. */
export const rules: readonly IRule[] = [
  needsKeras2,
  needsKeras3,
  missingApi,
  standaloneKerasIgnoresFlag,
  tfKerasBesideKeras3,
  kerasVersionAttribute,
  slowFirstFit,
  batchInputShape,
  modelResetStates,
  statefulBatchSize,
  raggedInput,
  hubLayer,
  tensorflowProbabilityLayer,
  tfOpOnKerasTensor,
  denseFeatures,
  eagerExecutionDisabled,
  transformersTfClasses,
  tfAgents,
  decisionForests,
  modelOptimization,
  tensorflowAddons,
  tfEstimator,
  tensorflow1,
  companionRefusesTfKeras,
  legacyFlagAfterImport,
  legacyFlagIgnoredValue,
  legacyFlagWithoutTfKeras,
  tfKerasOfOtherMinor,
  restartNeeded,
  loadedReleaseReplaced,
  lrArgument,
  decayArgument,
  conflictingPins,
  pinNotInstallable,
  unpinnedTfKeras,
  tensorflowNotInstalled,
  tfKerasNotInstalled,
  oldModulePath,
  lrAttribute,
  historyLr,
  setValueOfLearningRate,
  legacyOptimizer,
  optimizerVariables,
  generatorMethod,
  predictClasses,
  singularModelArguments,
  shapeAsList,
  untrackedVariable,
  frozenAfterCompile,
  pythonData,
  shapeAsNumber,
  sizeAsFloat,
  metricClassName,
  sequentialOutput,
  layerOutputShape,
  onlyInTfKeras,
  privateKeras,
  scikitLearnWrapper,
  kerasSession,
  reductionAuto,
  saveWithoutExtension,
  weightsFileName,
  checkpointFileName,
  h5ShortLossName,
  savedTfActivation,
  loadCheckpoint,
  loadSavedModelFolder,
  tfliteFromKerasModel,
  maskedAccuracy,
  hardSigmoid,
  toCategoricalDtype,
  accMonitor,
  tensorflowVersionMagic,
  installAfterImport,
  installWithoutEffect,
  pipOfOtherEnvironment,
  secondTensorflow,
  unpinnedUpgrade,
  mixedPrecisionOutput,
  mixedPrecisionExperimental,
  tfjsConversion,
  gpuNotUsed,
  jitCompile,
  experimentalDeviceApi,
  gpuAvailableTest,
  imageDataGenerator,
  cudnnLayer,
  experimentalModule,
  needlessArgument
];
