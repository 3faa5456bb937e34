// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { base } from '../parts/styles.js';

/** Hints for a search that found nothing although traces are stored. */
class EmptyResults extends LitElement {
  static styles = [base, css`
    :host { margin: 72px auto; max-width: 460px; }
    h1 { font-size: 16px; margin-bottom: 8px; }
    ul { margin: 0; padding-left: 20px; color: var(--muted); }
    li { margin: 4px 0; }
  `];

  render() {
    return html`
      <h1>No traces match</h1>
      <ul>
        <li>Try a longer time range.</li>
        <li>Take filters away: all of them must hold on one span.</li>
        <li>A sampled service records only some of its requests.</li>
      </ul>`;
  }
}

customElements.define('empty-results', EmptyResults);
