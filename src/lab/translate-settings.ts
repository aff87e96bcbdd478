import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { TranslationBundle } from '@jupyterlab/translation';

const iconLabel = 'jupyter.lab.setting-icon-label';

/**
 * A plugin whose settings form speaks the user's language. JupyterLab's server translates schemas too, but only from the
 * catalogs of language packs (`translator.translate_schema` of jupyterlab_server), not from those that an extension brings.
 * Takes the texts that the server takes, in the same contexts.
 */
export function translateSettings(
  plugin: ISettingRegistry.IPlugin,
  trans: TranslationBundle
): ISettingRegistry.IPlugin {
  const { schema } = plugin;
  // eslint-disable-next-line jupyter/no-dynamic-translation -- the schema's texts are data, which scripts/generate-translations reads where they stand
  const say = (context: string, text = '') => trans._p(context, text);
  return {
    ...plugin,
    schema: {
      ...schema,
      title: say('schema', schema.title),
      description: say('schema', schema.description),
      [iconLabel]: say('settings', schema[iconLabel]),
      properties: mapProse(schema.properties, text =>
        say('settings', text)
      ) as ISettingRegistry.ISchema['properties']
    }
  };
}

/** The same JSON with every `title` and `description` in it, at any depth, put through a function. */
function mapProse(value: unknown, change: (text: string) => string): unknown {
  if (Array.isArray(value)) {
    return value.map(element => mapProse(element, change));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      typeof child === 'string' && (key === 'title' || key === 'description')
        ? change(child)
        : mapProse(child, change)
    ])
  );
}
