// SPDX-License-Identifier: Apache-2.0
// The tables of rules, of changes, of deliveries and of silences. For components that have the styles `tables`, `phases` and
// `alertTables`.

import { css, html, nothing } from 'lit';
import { matcherText } from '../model/alerts.js';
import { ago, count, millis } from '../model/format.js';
import { withParameters } from '../model/location.js';
import { servicePath } from '../model/pages.js';
import { momentText } from '../model/services.js';
import { plainHead } from '../parts/table.js';
import { phaseMark } from './phase.js';

export const alertTables = css`
  .scroll { overflow: auto; border: 1px solid var(--line); border-radius: 8px; }
  table.alerts td { padding: 6px 10px; text-align: left; vertical-align: top; line-height: 20px; }
  table.alerts td.wide { white-space: normal; overflow-wrap: anywhere; min-width: 160px; }
  table.alerts td.end { text-align: right; }
  .origin { display: flex; flex-wrap: wrap; gap: 4px 6px; align-items: center; }
  .origin button { height: 24px; padding: 0 8px; font-size: 12px; }
  .problem { color: var(--error); }
`;

const heads = (titles) => html`<thead><tr>${titles.map((title) => (title === '' ? html`<td></td>` : plainHead(title, true)))}</tr></thead>`;

const moment = (at, now) => html`<time datetime=${new Date(at).toISOString()} title=${ago(at, now)}>${momentText(at)}</time>`;

const table = (label, titles, rows) => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table class="alerts" aria-label=${label}>${heads(titles)}<tbody>${rows}</tbody></table>
  </div>`;

/**
 * @param now milliseconds since 1970
 * @param acts `change` and `remove`, called with a rule of the API; null if the reader may not write
 */
export const rulesTable = (rows, now, acts) => table('Rules', ['State', 'Alert', 'Calls', 'Condition', 'For', 'Severity', 'Receivers'], rows.map((row) => html`
  <tr>
    <td>${phaseMark(row.state)}${row.now ? html` <span class="muted">${ago(millis(row.now.sinceUnixNanos), now)}</span>` : nothing}</td>
    <td class="wide"><a href=${withParameters({ view: 'history', rule: row.alert, state: null, before: null })} title="Its history">${row.alert}</a>
      <div class="origin muted">${origin(row)}${acts && row.origin === 'api' ? ruleActions(row, acts) : nothing}</div></td>
    <td class="wide"><a href=${servicePath(row.labels.service, '')} title="The page of the service">${row.calls}</a></td>
    <td class="wide">${row.condition}</td>
    <td>${row.forTime}</td>
    <td><span class="severity">${row.labels.severity}</span></td>
    <td class="wide">${row.receivers.join(', ') || 'none'}</td>
  </tr>`));

const origin = ({ origin: from, author }) => (from === 'file' ? html`<span title="A rule of the file is changed there">Rules file, read-only</span>`
  : html`<span>API${author ? `, by ${author}` : ''}</span>`);

/** The buttons for a rule of the API, with its definition and version. */
export const ruleActions = (row, { change, remove }) => html`
  <button @click=${() => change(row)} aria-label=${`Edit the rule of ${row.alert ?? row.rule}`}>Edit…</button>
  <button @click=${() => remove(row)} aria-label=${`Delete the rule of ${row.alert ?? row.rule}`}>Delete…</button>`;

export const historyTable = (rows, now) => table('Changes', ['Time', 'Became', 'Alert', 'Value', 'Calls', 'Severity'], rows.map((row) => html`
  <tr>
    <td>${moment(millis(row.unixNanos), now)}</td>
    <td>${phaseMark(row.state)}</td>
    <td class="wide"><a href=${withParameters({ rule: row.alert })} title="Only this alert">${row.alert}</a></td>
    <td>${row.text ?? '–'}</td>
    <td>${count(row.calls)}</td>
    <td><span class="severity">${row.labels.severity ?? ''}</span></td>
  </tr>`));

export const deliveriesTable = (rows, now) => table('Deliveries', ['Time', 'Outcome', 'Receiver', 'Rule', 'Reported as', 'Problem'], rows.map((row) => html`
  <tr>
    <td>${moment(millis(row.unixNanos), now)}</td>
    <td>${phaseMark(row.state)}</td>
    <td class="wide">${row.receiver}</td>
    <td class="wide" title=${row.alerts.join(', ')}>${row.rule}</td>
    <td>${row.status}</td>
    <td class="wide problem">${row.problem ?? ''}</td>
  </tr>`));

/** @param end called with the silence to end; null if the reader may not */
export const silencesTable = (rows, now, end) => table('Silences', ['State', 'Alerts with', 'Until', 'Comment', 'By', ...(end ? [''] : [])], rows.map((row) => html`
  <tr>
    <td>${phaseMark(row.state)}</td>
    <td class="wide mono">${row.matchers.map(matcherText).join(' ')}</td>
    <td>${moment(Date.parse(row.endsAt), now)}</td>
    <td class="wide">${row.comment}</td>
    <td class="wide">${row.createdBy}</td>
    ${end ? html`<td class="end">${row.state === 'expired' ? nothing : html`<button @click=${() => end(row)} aria-label=${`End now: the silence of ${row.matchers.map(matcherText).join(' ')}`}>End now</button>`}</td>` : nothing}
  </tr>`));
