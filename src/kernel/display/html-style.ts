const LINE = "var(--jp-border-color2, var(--vscode-panel-border, #8886))";
const GROUND = "var(--jp-layout-color0, var(--vscode-editor-background, Canvas))";
const INK = "var(--jp-content-font-color1, var(--vscode-editor-foreground, CanvasText))";

/**
 * Style of every table, in the colours of the front end's theme, light or dark: those of JupyterLab or VS Code, else
 * the page's own. A header has its ink with its ground, as rows pass beneath it, and so has the first column.
 */
export const STYLE: string = `<style>
.ceteris { font-size: 0.93em; line-height: 1.35; }
.ceteris .ceteris-table svg { max-width: none; }
.ceteris .ceteris-scroll { max-height: min(46em, 85vh); max-width: 100%; overflow: auto; width: fit-content; }
.ceteris .ceteris-table { border-collapse: separate; border-spacing: 0; margin: 0; table-layout: auto; color: inherit; }
.ceteris .ceteris-table th, .ceteris .ceteris-table td { padding: 0.22em 0.5em; text-align: left;
  white-space: nowrap; max-width: 20em; overflow: hidden; text-overflow: ellipsis; vertical-align: top; }
.ceteris .ceteris-table .ceteris-number { text-align: right; font-variant-numeric: tabular-nums; }
.ceteris .ceteris-table th { position: sticky; top: 0; z-index: 1; background: ${GROUND};
  color: ${INK}; border-bottom: 1px solid ${LINE}; font-weight: 600; }
.ceteris .ceteris-table > * > tr > :first-child { position: sticky; left: 0; z-index: 1; background: ${GROUND};
  color: ${INK}; border-right: 1px solid ${LINE}; max-width: 12em; }
.ceteris .ceteris-table > thead > tr > :first-child { z-index: 2; }
.ceteris .ceteris-table th svg { display: block; margin: 0.3em 0 0.1em; }
.ceteris .ceteris-table th.ceteris-number svg { margin-left: auto; }
.ceteris .ceteris-muted { opacity: 0.7; font-weight: normal; font-size: 0.88em; }
.ceteris .ceteris-note { opacity: 0.7; margin: 0.35em 0.5em; }
.ceteris p { margin: 0.35em 0; max-width: 52em; }
.ceteris .ceteris-heading { margin: 0.8em 0 0.2em; font-weight: 600; }
.ceteris .ceteris-verdict { border: 1px solid ${LINE}; border-radius: 1em; padding: 0.05em 0.7em; margin-left: 0.6em; }
</style>`;
