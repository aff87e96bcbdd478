import { Catalog } from './compatibility/catalog';
import type { ReleaseTable } from './compatibility/releases';
import releaseTable from './compatibility/releases.json';
import { makeEnvironment } from './environment/make-environment';
import type { IEnvironment } from './environment/model';

/** A Python that all recent releases of TensorFlow have wheels for. */
const python = '3.12.0';

/**
 * What a notebook without a kernel is looked at against: the newest TensorFlow and Keras of the table, as somebody gets them who
 * installs TensorFlow today.
 */
export function assumedEnvironment(): IEnvironment {
  const fresh = makeEnvironment({ python, versions: {} });
  const releases: ReleaseTable = releaseTable;
  const catalog = new Catalog(releases, fresh);
  const versions = Object.fromEntries(
    ['tensorflow', 'keras'].flatMap(name => {
      const [newest] = catalog.matching(name, '');
      return newest ? [[name, newest.version]] : [];
    })
  );
  return makeEnvironment({ python, versions });
}
