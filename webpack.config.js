const path = require('path');

/** What the bundler of the JupyterLab extension does besides what every extension needs. */
module.exports = {
  module: {
    rules: [
      {
        include: path.join(__dirname, 'lib', 'core', 'rules'),
        use: path.join(__dirname, 'scripts', 'drop-proofs.js')
      }
    ]
  }
};
