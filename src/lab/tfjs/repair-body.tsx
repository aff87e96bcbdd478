import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import React from 'react';
import type { IModelRepair } from '../../core/models';

type Note = IModelRepair['repairs'][number];

/** What a repair would do, what it warns of, and why it was refused. */
export class RepairBody extends ReactWidget {
  constructor(
    private readonly repair: IModelRepair,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('jp-KerasDoctorRepair');
  }

  protected override render(): React.ReactElement {
    const { repairs, warnings, refusals, weights, writer } = this.repair;
    const { trans } = this;
    return (
      <>
        {writer !== '' && <p>{trans.__('Written by %1.', writer)}</p>}
        <p>{this.summary()}</p>
        <Notes title={trans.__('Why not')} notes={refusals} />
        <Notes title={trans.__('Mind')} notes={warnings} />
        <Notes title={trans.__('What changes')} notes={repairs} />
        {weights && (
          <p>{trans.__('New weight files: %1', weights.writes.join(', '))}</p>
        )}
      </>
    );
  }

  private summary(): string {
    const { trans } = this;
    switch (this.repair.kind) {
      case 'repaired':
        return trans.__(
          'TensorFlow.js does not load it as it is; it can be repaired.'
        );
      case 'no-repair-needed':
        return trans.__('TensorFlow.js loads it as it is.');
      case 'refused':
        return trans.__(
          'TensorFlow.js cannot compute this model from its layers; it stays as it is.'
        );
      case 'graph-model':
        return trans.__('This is a graph model, which needs no repair.');
      case 'not-a-model':
        return trans.__('This is no TensorFlow.js model.');
    }
  }
}

function Notes(props: {
  title: string;
  notes: readonly Note[];
}): React.ReactElement | null {
  const { title, notes } = props;
  return notes.length === 0 ? null : (
    <section>
      <h4>{title}</h4>
      <ul>
        {notes.map(({ layer, message }, position) => (
          <li key={position}>
            {layer !== null && <code>{layer}</code>} {message}
          </li>
        ))}
      </ul>
    </section>
  );
}
