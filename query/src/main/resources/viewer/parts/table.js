// SPDX-License-Identifier: Apache-2.0
// Tables of numbers with columns that sort. For components that have the styles `tables`.

import { css, html } from 'lit';
import { directionOf, nextSort } from '../model/sorting.js';
import { down, up } from './icons.js';

export const tables = css`
  table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: 13px; }
  th, td { height: 34px; padding: 0 10px; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
  th { position: sticky; top: 0; z-index: 1; padding: 0 4px; background: var(--surface); font-size: 12px; font-weight: 600; color: var(--muted); }
  th.plain { padding: 0 10px; }
  th.text, td.text { text-align: left; }
  td.name { max-width: 0; width: 40%; overflow: hidden; text-overflow: ellipsis; }
  tbody tr:last-child td { border-bottom: 0; }
  tbody tr:hover { background: var(--hover); }
  th button { height: 28px; padding: 0 6px; border-color: transparent; background: transparent; font-weight: 600; color: var(--muted); gap: 2px; }
  th button svg { width: 14px; height: 14px; }
  th[aria-sort="none"] button svg { visibility: hidden; }
  th:not([aria-sort="none"]) button { color: var(--text); }
  td:not(.name) a { color: inherit; text-decoration: underline dotted var(--edge); text-underline-offset: 3px; }
  td:not(.name) a:hover { color: var(--accent); text-decoration-style: solid; }
  .bad, td:not(.name) a.bad { font-weight: 600; color: var(--error); }
`;

/** The head of a column. @param choose called with the order that a click asks for */
export const sortHead = (column, sort, choose) => {
  const direction = directionOf(sort, column);
  const arrow = direction === 'ascending' ? up : down;
  return html`
    <th scope="col" class=${`${column.name} ${column.text ? 'text' : ''}`} aria-sort=${direction}>
      <button type="button" @click=${() => choose(nextSort(sort, column))}>${column.text ? [column.title, arrow] : [arrow, column.title]}</button>
    </th>`;
};

/** The head of a column that does not sort. */
export const plainHead = (title, text) => html`<th scope="col" class=${text ? 'plain text' : 'plain'}>${title}</th>`;

/** @param column for the style sheet; '' for none */
export const numberCell = (shown, column = '') => html`<td class=${column}>${shown ?? html`<span class="muted">–</span>`}</td>`;

/** A share of failed calls: marked if there are any. */
export const errorCell = (share, shown) => (share > 0 ? html`<td class="bad">${shown}</td>` : numberCell(share === null ? null : shown));
