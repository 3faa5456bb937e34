// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { totals } from '../model/call-points.js';
import { FAILED, callQuery, searchInRange } from '../model/call-query.js';
import { latestVersions } from '../model/deployments.js';
import { count, duration, percentage, plural, rate } from '../model/format.js';
import { choiceOf } from '../model/service.js';
import { serviceColors } from '../model/service-color.js';
import { askedRange } from '../model/time-range.js';
import { exactness, exactnessMark } from '../parts/exactness.js';
import { serviceDot } from '../parts/service-chip.js';
import { base, chips, controls } from '../parts/styles.js';

/** The name of a service and the numbers of its calls in the time range, with a mark whether they are exact or estimated. */
class ServiceHeader extends LitElement {
  static properties = { service: {}, search: {}, metrics: { attribute: false }, processes: { attribute: false } };

  static styles = [base, controls, chips, exactness, css`
    .name { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: center; }
    h1 { display: flex; gap: 8px; align-items: center; min-width: 0; font-size: 18px; font-weight: 600; letter-spacing: -0.012em; overflow-wrap: anywhere; }
    .facts { font-size: 12px; color: var(--muted); }
    .push { margin-left: auto; }
    dl { display: flex; flex-wrap: wrap; gap: 6px 32px; margin-top: 10px; }
    dt { font-size: 12px; color: var(--muted); }
    dd { font-size: 18px; font-weight: 600; letter-spacing: -0.01em; }
    dd.bad { color: var(--error); } dd a { color: inherit; }
    dd small { font-size: 12px; font-weight: 400; color: var(--muted); }
  `];

  render() {
    const { kind, operation } = choiceOf(this.search);
    this.range = askedRange(this.search);
    this.query = (conditions) => callQuery(this.service, { kind, operation, conditions });
    const versions = latestVersions(this.processes);
    return html`
      <div class="name">
        <h1>${serviceDot(serviceColors([this.service]).get(this.service))}${this.service}</h1>
        ${this.metrics === null ? nothing : exactnessMark(this.metrics.estimated)}
        ${versions.length === 0 ? nothing : html`<span class="facts">${versions.length === 1 ? 'version' : 'versions'} ${versions.join(', ')}</span>`}
        <a class="button push" href=${searchInRange(this.query([]), this.range)}>Search for traces</a>
      </div>
      ${this.metrics === null ? nothing : this.numbers(totals(this.metrics))}`;
  }

  numbers(all) {
    const failed = html`<a href=${searchInRange(this.query([FAILED]), this.range)}>${percentage(all.calls && all.errors / all.calls)}</a>`;
    return html`
      <dl>
        ${this.number('Rate', rate(all.rate))}
        ${this.number('Calls', count(all.calls))}
        <div><dt>Failed</dt><dd class=${`number ${all.errors > 0 ? 'bad' : ''}`}>${all.errors > 0 ? html`${failed} <small>${plural(all.errors, 'call')}</small>` : '0 %'}</dd></div>
        ${['p50', 'p95', 'p99'].map((name) => this.number(name, all[name] === null ? '–' : duration(all[name])))}
        ${this.number(html`Apdex <small>(${duration(this.metrics.apdexNanos)})</small>`, all.apdex === null ? '–' : all.apdex.toFixed(2))}
      </dl>`;
  }

  number(title, text) {
    return html`<div><dt>${title}</dt><dd class="number">${text}</dd></div>`;
  }
}

customElements.define('service-header', ServiceHeader);
