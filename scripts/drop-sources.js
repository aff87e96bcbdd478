// For the bundler of the JupyterLab extension: takes out of src/core/compatibility/facts.json where each row is from and what proves it.
const dropped = ['why', 'source', 'proof'];

module.exports = function dropSources(json) {
  const keep = (key, value) => (dropped.includes(key) ? undefined : value);
  return JSON.stringify(JSON.parse(json), keep);
};
