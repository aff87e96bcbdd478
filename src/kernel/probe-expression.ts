import { PROBE_SOURCE } from './probe-source';

/**
 * Python's own built-in functions, reached from a literal: no name of the user's namespace is looked up, so that it
 * does not matter what they call their variables or what they did to `__builtins__`.
 */
const builtins =
  "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'BuiltinImporter']" +
  "[0].find_spec.__func__.__globals__['sys'].modules['builtins'].__dict__";

/**
 * The probe as one Python expression, for an entry of `user_expressions`. It runs in a namespace of its own, which is
 * gone afterwards; its value shows itself as JSON. A JSON string of ASCII text is the same literal in Python.
 */
export const PROBE_EXPRESSION =
  "[[space['Answer']()" +
  " for space in [{'__name__': 'keras_doctor_probe', '__builtins__': own}]" +
  ` if own['exec'](own['compile'](${JSON.stringify(PROBE_SOURCE)}, '<keras-doctor>', 'exec', 0, True), space) is None` +
  `][0] for own in [${builtins}]][0]`;
