/** @jest-environment jsdom */
import fixture from '../../../proofs/fixtures/tf-2.16-with-tf-keras.json';
import { untranslated } from '../../core/translate';
import type { IFrontend } from '../frontend';
import { readPayload } from '../payload';
import { Card } from './card';

const nowhere: IFrontend = { name: 'other', addCell: null, ask: null };
const model =
  'import tensorflow as tf\ntf.keras.layers.GRU(4, batch_input_shape=[1, None, 3])';
const unknownArgument = {
  ename: 'ValueError',
  evalue:
    "Unrecognized keyword arguments passed to GRU: {'batch_input_shape': [1, None, 3]}",
  traceback: ''
};

interface IGiven {
  mode?: string;
  cells?: string[];
  error?: object | null;
  origin?: string;
  saved?: boolean;
  probe?: object;
}

function payload(given: IGiven): string {
  const { mode = 'full', error = null, probe = fixture } = given;
  const { cells = [model], origin = 'file', saved } = given;
  return JSON.stringify({
    mode,
    error,
    probe: JSON.stringify(probe),
    notebook: { origin, saved, cells: cells.map(source => ({ source })) }
  });
}

function show(given: IGiven, frontend: IFrontend = nowhere) {
  const host = document.createElement('div');
  host.innerHTML = '<pre>facts</pre>';
  document.body.append(host);
  new Card(host, frontend, untranslated).show(readPayload(payload(given)));
  const root = host.shadowRoot as ShadowRoot;
  const button = (label: string) =>
    [...root.querySelectorAll('button')].find(
      ({ textContent }) => textContent === label
    );
  const text = () => root.querySelector('.card')?.textContent ?? '';
  return { host, root, button, text };
}

const settle = () => new Promise(resolve => setTimeout(resolve, 0));

describe('Card', () => {
  it('shows the badge, the findings and what to do', () => {
    const { host, root, text } = show({});
    expect(host.textContent).toBe('');
    expect(root.querySelector('.badge')?.textContent).toBe(
      '✕Keras: 1 problem · TF 2.16.2 · Keras 3.15.1 · CPU'
    );
    expect(text()).toContain('batch-input-shape');
    expect(root.querySelector('.step code')?.textContent).toContain(
      'os.environ["TF_USE_LEGACY_KERAS"] = "1"'
    );
    expect(text()).toContain('A new cell, above cell 1:');
  });

  it('says what cannot be done where an output reaches nothing', () => {
    const { text, button } = show({});
    expect(text()).toContain('An output cannot change cells here');
    expect(text()).toContain('run %keras_doctor apply in a cell');
    for (const label of ['Insert fix cell', 'Apply now', 'Check again']) {
      expect(button(label)).toBeUndefined();
    }
    expect(button('Copy %keras_doctor apply')).toBeDefined();
  });

  it('inserts the cell and says that its place is to be chosen', async () => {
    const addCell = jest.fn(async () => {});
    const { button, text, root } = show({}, { ...nowhere, addCell });
    button('Insert fix cell')?.click();
    await settle();
    expect(addCell).toHaveBeenCalledWith(
      root.querySelector('.step code')?.textContent
    );
    expect(text()).toContain('Move the cell: above cell 1.');
    expect(button('Insert fix cell')?.hidden).toBe(true);
  });

  it('applies in the kernel and shows the new diagnosis', async () => {
    const variables = { ...fixture.variables, TF_USE_LEGACY_KERAS: '1' };
    const applied = payload({ probe: { ...fixture, variables } });
    const ask = jest.fn(async () => ({ payload: applied, said: 'Done.' }));
    const { button, text, root } = show({}, { ...nowhere, ask });
    button('Apply now')?.click();
    await settle();
    expect(ask).toHaveBeenCalledWith('apply');
    expect(root.querySelector('.badge')?.textContent).toContain('(tf-keras)');
    expect(text()).toContain('Done.');
    expect(button('Apply now')).toBeUndefined();
    expect(text()).toContain('To keep it in the notebookA new cell, above');
    expect(button('Copy')).toBeDefined();
  });

  it('asks for no cell again that has been put in', async () => {
    const variables = { ...fixture.variables, TF_USE_LEGACY_KERAS: '1' };
    const { root, button, text } = show(
      {},
      {
        ...nowhere,
        ask: async () => ({
          payload: payload({ probe: { ...fixture, variables }, cells }),
          said: 'Done.'
        })
      }
    );
    const source = root.querySelector('.step code')?.textContent ?? '';
    const cells = [source, model];
    button('Apply now')?.click();
    await settle();
    expect(text()).toContain('Done.');
    expect(root.querySelector('.step')).toBeNull();
  });

  it('goes by the colour of the text around it', () => {
    expect(show({}).host.style.colorScheme).toBe('light');
    const theme = document.createElement('style');
    theme.textContent = 'div { color: rgb(232, 234, 237); }';
    document.head.append(theme);
    expect(show({}).host.style.colorScheme).toBe('dark');
    theme.remove();
  });

  it('offers a restart only after the import, and asks twice', async () => {
    const ask = jest.fn(async () => ({ payload: null, said: null }));
    const frontend = { ...nowhere, ask };
    expect(show({}, frontend).button('Restart session')).toBeUndefined();
    const loaded = { ...fixture.loaded, tensorflow: true, keras: true };
    const given = { probe: { ...fixture, loaded } };
    expect(show(given).text()).toContain('afterwards restart the kernel');
    const { button } = show(given, frontend);
    expect(button('Apply now')).toBeUndefined();
    button('Restart session')?.click();
    await settle();
    expect(ask).not.toHaveBeenCalled();
    button('Restart: all variables are lost')?.click();
    await settle();
    expect(ask).toHaveBeenCalledWith('restart');
  });

  it('does not offer to apply where tf-keras is missing', () => {
    const distributions = fixture.distributions.filter(
      ({ name }) => name !== 'tf-keras'
    );
    const { button } = show({ probe: { ...fixture, distributions } });
    expect(button('Copy %keras_doctor apply')).toBeUndefined();
  });

  it('names the runtime of Colab that has the pins, and the steps as the other way', () => {
    const probe = { ...fixture, host: 'colab', python: '3.13.15' };
    const cells = ['!pip install tensorflow==2.19.0', 'import tensorflow'];
    const { text, root } = show({ probe, cells });
    expect(root.querySelector('.runtime')?.textContent).toContain(
      "Colab's runtime version 2026.04 has that"
    );
    expect(text()).toContain('Or, to stay on this runtime');
    expect(text()).not.toContain('What to do');
    expect(show({ cells }).text()).not.toContain('this runtime');
  });

  it('is quiet about a notebook that is right', () => {
    const { text, root } = show({
      cells: ['import keras\nkeras.ops.add(1, 2)']
    });
    expect(text()).toContain('No problem found in this notebook.');
    expect(root.querySelector('.steps')).toBeNull();
  });

  it('shows below an error only what its own rule found', () => {
    const cells = [model, 'tf.keras.optimizers.Adam(lr=0.1)'];
    const given = { mode: 'error', error: unknownArgument, cells };
    const { text, root } = show(given);
    expect(root.querySelectorAll('.step')).toHaveLength(1);
    expect(root.querySelector('.error p')?.textContent).toContain('batch');
    expect(root.querySelector('.findings')).toBeNull();
    expect(text()).toContain('TF_USE_LEGACY_KERAS');
  });

  it('shows nothing below an error that no rule knows', () => {
    const error = { ename: 'ZeroDivisionError', evalue: '', traceback: '' };
    const { host, text } = show({ mode: 'error', error });
    expect(text()).toBe('');
    expect(host.hidden).toBe(true);
  });

  it('shows the badge alone', () => {
    const { text } = show({ mode: 'badge' });
    expect(text()).toBe('✕Keras: 1 problem · TF 2.16.2 · Keras 3.15.1 · CPU');
  });

  it('shows the report as text', () => {
    const { root, button } = show({ mode: 'report' });
    expect(root.querySelector('pre')?.textContent).toContain('## Keras Doctor');
    expect(button('Copy')).toBeDefined();
  });

  it('makes no markup of what a kernel or a notebook says', () => {
    const bad = '<img src=x onerror=alert(1)>';
    const distributions = [
      { name: 'tensorflow', version: `2.16.2${bad}`, requires: [] }
    ];
    for (const mode of ['full', 'report']) {
      const { root, text } = show({
        mode,
        probe: { ...fixture, distributions },
        cells: [`!pip install "tf-keras==1${bad}"`, `${model} # ${bad}`]
      });
      expect(root.querySelector('img')).toBeNull();
      expect(text()).toContain('<img');
    }
  });

  it('says why a kernel could not be looked at', () => {
    expect(show({ probe: { error: 'no' } }).text()).toBe('no');
    expect(show({ probe: { python: 3 } }).text()).toContain('answer.python');
  });

  it('tells what it has read', () => {
    expect(show({ origin: 'history' }).text()).toContain(
      'Only the cells that have run are known'
    );
    expect(show({ origin: 'history' }).text()).toContain('above In [1]');
    expect(show({ saved: false }).text()).toContain('older than what you see');
    expect(show({ origin: 'colab' }).text()).not.toContain('Read from');
  });

  it('tells once of a cell that ran again', () => {
    const cell = 'import tensorflow as tf\ntf.keras.optimizers.Adam(lr=0.1)';
    const cells = [cell, cell];
    const places = (text: string): number =>
      text.split('learning_rate=').length;
    const { text } = show({ origin: 'history', cells });
    expect(text()).toContain('In [2] · lr-argument');
    expect(text()).not.toContain('In [1]');
    expect(places(text())).toBe(2);
    expect(places(show({ origin: 'file', cells }).text())).toBe(3);
  });
});
