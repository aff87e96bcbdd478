/** Combinations written by hand: what articles advise, what Colab has, and the corners of the table. */
import type { WantedKeras } from '../../src/core/compatibility/pins';
import type { ICase } from './cases';

const TF_2_16 = {
  setuptools: '81.0.0',
  tensorflow: '2.16.2',
  keras: '3.15.1',
  numpy: '1.26.4',
  'ml-dtypes': '0.3.2',
  protobuf: '4.25.9'
};
const TF_2_15 = {
  setuptools: '81.0.0',
  tensorflow: '2.15.1',
  keras: '2.15.0',
  numpy: '1.26.4',
  'ml-dtypes': '0.3.2',
  protobuf: '4.25.9'
};
const TF_2_19 = {
  setuptools: '81.0.0',
  tensorflow: '2.19.0',
  keras: '3.10.0',
  numpy: '2.0.2',
  'ml-dtypes': '0.5.1',
  protobuf: '5.29.6',
  'tf-keras': '2.19.0'
};

export const HARD_CASES: readonly ICase[] = [
  hard('3.11.7', {}, [['tensorflow==2.16.2', 'tf-keras==2.15.1']], 'keras2'),
  hard('3.11.7', {}, [['tensorflow==2.16.2'], ['tf-keras==2.15.1']], 'keras2'),
  hard('3.11.7', {}, [['tf-keras==2.15.1'], ['tensorflow==2.16.2']], 'keras2'),
  hard('3.11.7', {}, [['tf-keras'], ['tensorflow==2.16.2']], 'keras2'),
  hard('3.11.7', {}, [['tensorflow==2.16.2'], ['tf-keras']], 'keras2'),
  hard('3.11.7', {}, [['tensorflow', 'tf-keras']], 'keras2'),
  hard('3.12.1', {}, [['tensorflow==2.15']]),
  hard('3.12.1', {}, [['tensorflow==2.15.1', 'tf-keras==2.15.1']], 'keras2'),
  hard('3.13.0', {}, [['tensorflow==2.16.2', 'tf-keras==2.16.0']], 'keras2'),
  hard('3.13.0', {}, [['tensorflow~=2.20.0', 'tf-keras~=2.20.0']], 'keras2'),
  hard('3.11.7', {}, [['tensorflow==1.15.0', 'keras==2.3.1']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tf-keras']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tf-keras~=2.16.0']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tf-keras==2.17.0']], 'keras2'),
  hard('3.11.7', TF_2_16, [['keras==2.15.0']], 'keras2'),
  hard('3.11.7', TF_2_16, [['keras<3']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tensorflow==2.15.1']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tensorflow<2.16', 'keras<3']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tensorflow-hub']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tensorflow-probability[tf]']], 'keras2'),
  hard('3.11.7', TF_2_16, [['tensorflow-text']]),
  hard('3.11.7', TF_2_16, [['tensorflow-text==2.15.0']]),
  hard('3.11.7', TF_2_16, [['numpy==2.1.0']]),
  hard('3.11.7', TF_2_16, [['protobuf==6.31.1']]),
  hard('3.11.7', { ...TF_2_16, 'tf-keras': '2.15.1' }, [], 'keras2'),
  hard(
    '3.11.7',
    { ...TF_2_16, 'tf-keras': '2.16.0' },
    [['keras==3.3.3']],
    'keras2'
  ),
  hard('3.11.7', { ...TF_2_16, 'tf-keras': '2.21.0' }, [], 'keras2'),
  hard('3.11.7', TF_2_16, [], 'keras2'),
  hard('3.11.7', TF_2_15, [], 'keras3'),
  hard('3.11.7', TF_2_15, [['keras>=3']], 'keras3'),
  hard('3.11.7', TF_2_15, [['tf-keras']], 'keras2'),
  hard('3.12.1', TF_2_19, [['tensorflow==2.15.1'], ['tf-keras']], 'keras2'),
  hard(
    '3.11.7',
    TF_2_19,
    [['tensorflow==2.15.1'], ['tf-keras==2.15.0']],
    'keras2'
  ),
  hard('3.11.7', TF_2_19, [['tensorflow-decision-forests']]),
  hard('3.11.7', TF_2_19, [['tensorflow-decision-forests==1.9.2']]),
  hard('3.11.7', TF_2_19, [['keras-hub']]),
  hard('3.11.7', TF_2_19, [['keras-nlp==0.15.1']]),
  hard('3.11.7', TF_2_19, [['transformers==4.38.2']], 'keras2'),
  hard(
    '3.11.7',
    {},
    [['tensorflow==2.16.2', 'tensorflow-text==2.15.0', 'tf-keras==2.17.0']],
    'keras2'
  ),
  hard('3.11.7', {}, [['tensorflow==2.16.2', 'keras==2.15.0']], 'keras2'),
  hard(
    '3.11.7',
    {},
    [['tensorflow==2.16.2', 'transformers[tf]==4.38.2']],
    'keras2'
  ),
  hard('3.11.7', {}, [['tensorflow==2.16.2', 'tensorflow-addons[tensorflow]']]),
  hard('3.11.7', {}, [
    ['tensorflow-decision-forests==1.12.0', 'tf-keras==2.16.0']
  ]),
  hard(
    '3.11.7',
    {},
    [['tensorflow[and-cuda]==2.17.1', 'tf_keras==2.16.0']],
    'keras2'
  ),
  hard('3.10.13', {}, [['tensorflow==2.9.3', 'protobuf==4.25.3']]),
  hard('3.10.13', {}, [['tensorflow==2.12.0', 'numpy==1.26.4']]),
  hard('3.9.18', {}, [['tensorflow==2.21.0']]),
  hard('3.9.18', {}, [['tensorflow==2.20.0', 'keras==3.11.3']])
];

function hard(
  python: string,
  installed: Readonly<Record<string, string>>,
  installs: readonly (readonly string[])[],
  keras: WantedKeras = 'any'
): ICase {
  return { python, installed, installs, keras };
}
