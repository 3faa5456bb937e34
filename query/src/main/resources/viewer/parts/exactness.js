// SPDX-License-Identifier: Apache-2.0
// The mark of numbers of calls: counted or estimated. For components that have the styles `exactness`.

import { css, html } from 'lit';

export const exactness = css`
  .exactness { padding: 1px 8px; border: 1px solid var(--line); border-radius: 10px; font-size: 12px; white-space: nowrap; background: var(--surface); color: var(--muted); }
  .exactness.estimated { border: 1px dashed var(--warning); background: var(--warning-soft); color: var(--warning); }
`;

export const exactnessMark = (estimated) => (estimated
  ? html`<span class="exactness estimated" title="Not all of these calls are counted: for the others, a stored span of a trace that was kept with probability p stands for 1/p calls">Estimated from spans</span>`
  : html`<span class="exactness" title="Every call is counted, whether its trace is sampled or not">Counted calls: exact</span>`);
