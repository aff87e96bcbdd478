const path = require('path');
const { DefinePlugin, SwcJsMinimizerRspackPlugin } = require('@rspack/core');

/** What the bundler of the JupyterLab extension does besides what every extension needs. */
module.exports = {
  // Lezer asks for its log level; else a stand-in for Node's `process` is bundled, only to say that there is none.
  plugins: [new DefinePlugin({ 'typeof process': '"undefined"' })],
  optimization: {
    // Libraries stay chunks of their own: the builder's report of licences names only what is not merged into other modules.
    splitChunks: {
      cacheGroups: {
        // The popup and the engine come after the first notebook: what they share with it need not be a chunk of its own.
        shared: {
          chunks: ({ name }) =>
            ['actions', 'engine', 'notebook'].includes(name),
          minChunks: 2,
          name: 'notebook',
          enforce: true
        },
        // Between the code they would keep gzip, which looks back 32 kB, from seeing how alike the code is.
        tables: {
          test: /compatibility[\\/][^\\/]+\.json$/,
          name: 'tables',
          chunks: 'async',
          enforce: true
        }
      }
    },
    minimizer: [
      // Again until nothing gets shorter: once leaves a hundredth.
      new SwcJsMinimizerRspackPlugin({
        minimizerOptions: { compress: { passes: 0 } }
      })
    ]
  },
  module: {
    rules: [
      {
        include: path.join(__dirname, 'lib', 'core', 'rules'),
        use: path.join(__dirname, 'scripts', 'drop-proofs.js')
      },
      {
        include: path.join(
          __dirname,
          'lib',
          'core',
          'compatibility',
          'facts.json'
        ),
        use: path.join(__dirname, 'scripts', 'drop-sources.js')
      },
      {
        include: path.join(__dirname, 'lib', 'lab', 'rule-pages.js'),
        use: path.join(__dirname, 'scripts', 'rule-pages.js')
      }
    ]
  }
};
