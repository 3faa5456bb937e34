// SPDX-License-Identifier: Apache-2.0
// The state of an alert, of a delivery or of a silence: a word with its own sign. For components that have the styles `phases`.

import { css, html } from 'lit';
import { done, error, odd } from '../parts/icons.js';

export const phases = css`
  .phase { display: inline-flex; align-items: center; vertical-align: top; gap: 6px; font-weight: 600; white-space: nowrap; }
  .phase svg { flex: none; width: 14px; height: 14px; }
  .phase.firing, .phase.failed { color: var(--error); }
  .phase.pending { color: var(--warning); }
  .phase.resolved, .phase.inactive, .phase.delivered, .phase.expired { font-weight: 400; color: var(--muted); }
  .severity { padding: 1px 8px; border: 1px solid var(--line); border-radius: 10px; font-size: 12px; white-space: nowrap; background: var(--surface); }
`;

const SIGNS = { firing: error, failed: error, pending: odd };

export const phaseMark = (state) => html`<span class=${`phase ${state}`}>${SIGNS[state] ?? done}${state}</span>`;
