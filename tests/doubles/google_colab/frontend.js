// What Colab's output frames have under `google.colab`, for a page of JupyterLab; see README.md. The tests run it before the
// page's own scripts.
(() => {
  async function invokeFunction(name) {
    const panel = window.jupyterapp.shell.currentWidget;
    const kernel = panel.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({
      code: '',
      silent: true,
      store_history: false,
      user_expressions: { answer: `__import__("google.colab").colab.output.Invoked(${JSON.stringify(name)})` }
    }).done;
    return JSON.parse(reply.content.user_expressions.answer.data['text/plain']);
  }
  window.addedCells = [];
  window.google = {
    colab: {
      kernel: { accessAllowed: true, invokeFunction },
      notebook: {
        addCell: async (source, type) => {
          window.addedCells.push([source, type]);
        }
      }
    }
  };
})();
