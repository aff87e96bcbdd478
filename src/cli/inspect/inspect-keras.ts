import { customNames, parseConfig } from './config';
import type { IInspection } from './model';
import { InspectionError } from './model';
import type { IOpenFile } from './read-part';
import { adviceFor, majorOf, supportOf, writerOf } from './support';
import { readZipEntry } from './zip';

/**
 * A `.keras` archive: `metadata.json` names the version that wrote it.
 * @throws InspectionError where it is another archive, or damaged.
 */
export function inspectKeras(file: IOpenFile): IInspection {
  const metadata = parseConfig(readZipEntry(file, 'metadata.json'));
  const configText = readZipEntry(file, 'config.json');
  if (typeof metadata !== 'object' || metadata === null || !configText) {
    throw new InspectionError(
      'a zip archive, but no Keras model: metadata.json or config.json is missing'
    );
  }
  const { keras_version: version = null } = metadata as {
    keras_version?: unknown;
  };
  const written = typeof version === 'string' ? version.slice(0, 40) : null;
  const custom = customNames(parseConfig(configText));
  const major = majorOf(written);
  return {
    format: 'keras',
    writer: writerOf(written),
    keras: supportOf(major),
    custom,
    advice: adviceFor(major, custom)
  };
}
