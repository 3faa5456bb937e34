// SPDX-License-Identifier: Apache-2.0
// The note that an answer is not complete. For components that have the styles `incomplete`.

import { css, html, nothing } from 'lit';

export const incomplete = css`
  .incomplete {
    margin: 8px 0; padding: 8px 12px; border-radius: var(--radius); background: var(--warning-soft); color: var(--warning);
  }
`;

/** @param reason of the answer; nothing is shown without one */
export const incompleteNote = (reason, advice) => (reason ? html`
  <p class="incomplete" role="status"><strong>This answer is not complete:</strong> ${reason}. ${advice}</p>` : nothing);
