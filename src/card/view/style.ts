/**
 * The style inside the card's shadow tree: the theme's colours in JupyterLab, Colab and VS Code, the page's own elsewhere.
 * Only the states have colours that no theme gives.
 */
export const style = `
:host([hidden]) { display: none; }
.card {
  --line: var(--jp-border-color1, var(--colab-border-color, color-mix(in srgb, currentcolor 25%, transparent)));
  --ok: var(--jp-success-color1, light-dark(#2e7d32, #81c784));
  --warning: var(--jp-warn-color1, light-dark(#b26a00, #ffb74d));
  --error: var(--jp-error-color1, light-dark(#d32f2f, #ff8a80));
  max-width: 46rem;
  padding: 6px 10px;
  border: 1px solid var(--line);
  border-left-width: 3px;
  color: var(--jp-ui-font-color1, var(--colab-primary-text-color, var(--vscode-foreground, inherit)));
  font: var(--jp-ui-font-size1, 13px) / 1.4 var(--jp-ui-font-family, system-ui, sans-serif);
  overflow-wrap: anywhere;
}
p { margin: 0 0 4px; }
h4 { margin: 8px 0 4px; font-size: inherit; }
ul { margin: 0; padding-left: 1.2em; }
.badge { display: flex; align-items: baseline; gap: 6px; margin: 0; }
.findings { margin: 6px 0; padding: 6px 0 0; border-top: 1px solid var(--line); list-style: none; }
.findings > li { display: flex; align-items: baseline; gap: 8px; padding: 3px 0; }
.error { margin-top: 6px; }
.sign.ok { color: var(--ok); }
.sign.warning { color: var(--warning); }
.sign.error { color: var(--error); }
.quiet { opacity: 0.75; font-size: 0.92em; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; margin: 4px 0; }
pre {
  margin: 2px 0;
  padding: 6px 8px;
  max-height: 20em;
  overflow: auto;
  background: color-mix(in srgb, currentcolor 7%, transparent);
  font: var(--jp-code-font-size, 12px) / 1.4 var(--jp-code-font-family, ui-monospace, monospace);
  white-space: pre-wrap;
}
code { font-family: var(--jp-code-font-family, ui-monospace, monospace); }
a { color: var(--jp-content-link-color, revert); }
button { font: inherit; cursor: pointer; }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--jp-brand-color1, Highlight); outline-offset: 1px; }
`;

/** What buttons and links go by. Frontends say in many ways that they are dark; all of them set the colour of text. */
export function colorSchemeOf(host: HTMLElement): 'light' | 'dark' {
  const [red = 0, green = 0, blue = 0] = (
    getComputedStyle(host).color.match(/[\d.]+/g) ?? []
  ).map(Number);
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 127 ? 'dark' : 'light';
}
