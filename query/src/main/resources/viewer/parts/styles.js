// SPDX-License-Identifier: Apache-2.0
// Styles shared by all components: controls, links, focus, chips.

import { css } from 'lit';

export const base = css`
  :host { display: block; }
  :host([hidden]), [hidden] { display: none !important; }
  * { box-sizing: border-box; }
  h1, h2, h3, p, dl, dd, dt, figure { margin: 0; }
  a { color: var(--accent); text-decoration: none; }
  a:hover, p a { text-decoration: underline; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
  .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .mono { font-family: var(--mono); font-size: 0.9em; }
  .muted { color: var(--muted); }
  .service, .operation, .name { unicode-bidi: isolate; }
  .visually-hidden {
    position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
`;

export const controls = css`
  button, input, select { font: inherit; color: inherit; }
  button, .button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px;
    height: 30px; padding: 0 10px; border: 1px solid var(--line); border-radius: var(--radius);
    background: var(--raised); color: var(--text); cursor: pointer; white-space: nowrap; text-decoration: none;
  }
  button:hover, .button:hover { background: var(--hover); border-color: var(--edge); text-decoration: none; }
  button[aria-pressed="true"] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); }
  @media (forced-colors: active) { button[aria-pressed="true"] { forced-color-adjust: none; color: HighlightText; background: Highlight; border-color: Highlight; } }
  button:disabled { color: var(--muted); background: transparent; cursor: default; border-color: var(--line); }
  .group { display: flex; }
  .group button { border-radius: 0; margin-left: -1px; }
  .group button:first-child { border-radius: var(--radius) 0 0 var(--radius); margin-left: 0; }
  .group button:last-child { border-radius: 0 var(--radius) var(--radius) 0; }
  .group button:hover { z-index: 1; }
  .group button[aria-pressed="true"] { z-index: 1; position: relative; }
  button.primary { background: var(--accent-fill); border-color: var(--accent-fill); color: var(--on-accent); font-weight: 600; }
  button.primary:hover { filter: brightness(1.1); }
  button.plain { border-color: transparent; background: transparent; }
  button.plain:hover { background: var(--hover); }
  input:not([type="checkbox"]), select {
    height: 34px; width: 100%; padding: 0 10px; border: 1px solid var(--edge); border-radius: var(--radius);
    background: var(--page); color: var(--text);
  }
  input::placeholder { color: var(--muted); opacity: 1; }
  input[aria-invalid="true"], select[aria-invalid="true"] { border-color: var(--error-fill); }
  input[type="checkbox"] { width: 16px; height: 16px; margin: 0; accent-color: var(--accent-fill); }
  kbd {
    font: 12px/18px var(--mono); padding: 0 5px; border: 1px solid var(--line); border-bottom-width: 2px;
    border-radius: 4px; background: var(--surface); color: var(--text);
  }
`;

export const chips = css`
  .dot { flex: none; width: 9px; height: 9px; border-radius: 3px; background: var(--service); }
  @media (forced-colors: active) { .dot { forced-color-adjust: none; background: CanvasText; } }
  .chip {
    display: inline-flex; align-items: center; gap: 6px; min-width: 0; max-width: min(100%, 260px); height: 22px; padding: 0 8px;
    border: 1px solid var(--line); border-radius: 11px; font-size: 12px; color: var(--text); background: var(--raised);
  }
  .chip > .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .badge {
    display: inline-flex; align-items: center; gap: 4px; height: 20px; padding: 0 7px; border-radius: 10px;
    font-size: 12px; font-weight: 600; white-space: nowrap; color: var(--error); background: var(--error-soft);
  }
`;
