import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { IBadgeFields } from '../core/badge';
import type { IOptions } from '../core/rules/model';

/** The settings of `schema/plugin.json` in the words of the core. */
export interface IDoctorSettings {
  readonly checkOnOpen: boolean;
  /** Milliseconds. */
  readonly timeout: number;
  readonly badge: IBadgeFields & {
    /** Shown also where neither notebook nor kernel has to do with TensorFlow or Keras. */
    readonly always: boolean;
  };
  readonly options: IOptions;
}

/** The user's settings, always valid: the registry checks them against the schema and fills in its defaults. */
export class DoctorSettings {
  constructor(private readonly settings: ISettingRegistry.ISettings) {
    settings.changed.connect(() => {
      this.known = undefined;
      this._changed.emit();
    });
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** The same object until something changes. */
  get current(): IDoctorSettings {
    return (this.known ??= this.read());
  }

  private read(): IDoctorSettings {
    const composite = this.settings.composite as unknown as IOptions &
      Omit<IDoctorSettings, 'options'>;
    const { checkOnOpen, timeout, badge, ...options } = composite;
    return { checkOnOpen, timeout, badge, options };
  }

  /** Adds a rule to the disabled ones; the settings editor shows it and takes it back. */
  async disableRule(rule: string): Promise<void> {
    const { disabledRules } = this.current.options;
    await this.settings.set('disabledRules', [...disabledRules, rule]);
  }

  /** Takes a rule out of the disabled ones. */
  async enableRule(rule: string): Promise<void> {
    const { disabledRules } = this.current.options;
    const rest = disabledRules.filter(each => each !== rule);
    await this.settings.set('disabledRules', rest);
  }

  private known: IDoctorSettings | undefined;
  private readonly _changed = new Signal<this, void>(this);
}
