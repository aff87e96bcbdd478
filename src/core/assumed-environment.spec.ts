import { assumedEnvironment } from './assumed-environment';
import releases from './compatibility/releases.json';
import { compareVersions } from './compatibility/version';

it('has the newest final releases of the table', () => {
  const { distributions } = assumedEnvironment();
  for (const name of ['tensorflow', 'keras'] as const) {
    const finals = Object.keys(releases[name]).filter(version =>
      /^[\d.]+$/.test(version)
    );
    const newest = finals.sort(compareVersions).pop();
    expect([name, distributions.get(name)?.version]).toEqual([name, newest]);
  }
});
