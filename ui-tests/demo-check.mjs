/** Opens a notebook in a JupyterLab, reads the badge, applies the fix, runs everything, and prints what it saw. */
import { chromium } from '@playwright/test';

const address = process.argv[2];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || undefined,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking'
  ]
});
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 }
  });
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  const badge = page.locator('#jp-main-statusbar .jp-KerasDoctorStatus');
  await page.locator('.jp-KerasDoctorStatus.jp-mod-error').waitFor();
  console.log(
    `badge before: ${await badge.locator('.jp-KerasDoctorStatus-label').innerText()}`
  );
  console.log(
    (await badge.getAttribute('title'))
      .split('\n')
      .slice(1)
      .map(line => `  ${line}`)
      .join('\n')
  );
  await page.evaluate(() =>
    globalThis.jupyterapp.commands.execute('keras-doctor:fix-keras-version')
  );
  await page.locator('.jp-KerasDoctorStatus.jp-mod-planned').waitFor();
  console.log(
    `badge after:  ${await badge.locator('.jp-KerasDoctorStatus-label').innerText()}`
  );
  await page.evaluate(() =>
    globalThis.jupyterapp.commands.execute('notebook:run-all-cells')
  );
  const result = page.getByText(/^tf\.keras is /);
  await result.waitFor({ timeout: 120_000 });
  const seen = (await result.innerText()).trim();
  console.log(`after running all cells: ${seen}`);
  if (seen !== 'tf.keras is tf_keras') {
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`demo: ${error.message}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
