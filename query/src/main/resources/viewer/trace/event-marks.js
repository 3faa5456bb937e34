// SPDX-License-Identifier: Apache-2.0
// The marks of events on a bar. Each sort has its own shape: a line, with a ring for a log record, a square for one of an
// error, and a diamond for an exception.

import { css, html, nothing } from 'lit';

export const markStyles = css`
  .event { position: absolute; top: 3px; width: 8px; height: 22px; margin-left: -4px; }
  .event::after { content: ''; position: absolute; left: 3px; top: 0; bottom: 0; width: 2px; background: var(--text); opacity: 0.75; }
  .event::before { position: absolute; z-index: 1; left: 0; top: 7px; width: 8px; height: 8px; outline: 1px solid var(--page); }
  .event.log::before { content: ''; box-sizing: border-box; border: 2px solid var(--text); border-radius: 50%; background: var(--page); }
  .event.error-log::before { content: ''; background: var(--error-fill); }
  .event.exception::before { content: ''; left: 1px; top: 8px; width: 6px; height: 6px; rotate: 45deg; background: var(--error-fill); }
  @media (forced-colors: active) {
    .event::after, .event.error-log::before, .event.exception::before { forced-color-adjust: none; background: CanvasText; }
    .event.log::before { forced-color-adjust: none; border-color: CanvasText; background: Canvas; }
  }
`;

/** @param where a directive that places it; none in a legend */
export const mark = (sort, title, where = nothing) => html`<i class=${`event ${sort}`} title=${title} ${where}></i>`;
