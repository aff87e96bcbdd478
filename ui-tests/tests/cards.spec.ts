import { expect, test } from '@jupyterlab/galata';
import { badge, notebookOf, open, kernelHas } from '../doctor-page';

const log = {
  harmless:
    '2024-01-01 00:00:00.000000: E external/local_xla/xla/stream_executor/cuda/cuda_dnn.cc:9261] Unable to register cuDNN factory: Attempting to register factory for plugin cuDNN when one has already been registered\n',
  libraries:
    '2024-01-01 00:00:00.000000: W tensorflow/core/common_runtime/gpu/gpu_device.cc:2251] Cannot dlopen some GPU libraries. Please make sure the missing libraries mentioned above are installed properly if you would like to use GPU.\nSkipping registering GPU devices...\n'
};

test('what pip prints gets a card as it comes', async ({ page, tmpPath }) => {
  await open(
    page,
    tmpPath,
    notebookOf(
      'tf-2.16-scratch',
      '%pip install tensorflow-cpu==2.9.3',
      '%pip install absl-py==0.15.0'
    )
  );
  await expect(badge(page)).toHaveAttribute('title', kernelHas('TF 2.16.2'));
  const cells = page.locator('.jp-Notebook .jp-CodeCell');
  await page.notebook.runCell(0);
  await expect(cells.nth(0).locator('.jp-KerasDoctorCard')).toContainText(
    'There is no release of tensorflow-cpu==2.9.3 for the Python of this kernel.'
  );
  await page.notebook.runCell(1);
  await expect(cells.nth(1).locator('.jp-KerasDoctorCard')).toContainText(
    /tensorflow-cpu 2\.16\.2 requires absl-py\S+, and absl-py 0\.15\.0 is installed/
  );
});

test("TensorFlow's log in a saved file gets a card only where it tells of trouble", async ({
  page,
  tmpPath
}) => {
  const notebook = notebookOf(
    'tf-2.16',
    ...Object.keys(log).map(name => `import tensorflow  # ${name}`)
  );
  const cells = notebook.cells.map((cell, index) => ({
    ...cell,
    outputs: [
      { output_type: 'stream', name: 'stderr', text: Object.values(log)[index] }
    ]
  }));
  await open(page, tmpPath, { ...notebook, cells });
  await expect(page.locator('.jp-KerasDoctorCard')).toHaveCount(1);
  await expect(
    page
      .locator('.jp-CodeCell', { hasText: 'libraries' })
      .locator('.jp-KerasDoctorCard')
  ).toContainText('TensorFlow does not find the CUDA libraries');
});
