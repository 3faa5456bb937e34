// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import '../parts/copy-button.js';
import { base } from '../parts/styles.js';

const EXAMPLE = `receivers:
  - name: chat
    type: slack
    url: https://hooks.slack.com/services/T000/B000/token
rules:
  - name: FrontIsSlow
    service: front
    metric: p99
    above: 500ms
    window: 5m
    for: 2m
  - name: FrontFails
    service: front
    metric: error-ratio
    above: 5%
    severity: page
`;

/** How to write the first rule. `configured` if there is a rules file already, `mayWrite` if the reader may write rules here. */
class FirstRule extends LitElement {
  static properties = { configured: { type: Boolean }, mayWrite: { type: Boolean } };

  static styles = [base, css`
    section { max-width: 680px; margin: 40px auto; }
    h2 { margin-bottom: 8px; font-size: 16px; }
    ol { margin: 16px 0 0; padding-left: 20px; }
    li { margin-top: 12px; }
    .other { margin-top: 16px; }
    .file { position: relative; margin-top: 8px; }
    pre { margin: 0; padding: 12px 16px; overflow: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); font: 13px/1.5 var(--mono); }
    copy-button { position: absolute; top: 8px; right: 8px; }
    code { font-family: var(--mono); font-size: 0.9em; overflow-wrap: anywhere; }
  `];

  render() {
    return html`
      <section role="status">
        <h2>${this.configured ? 'The rules file has no rule' : 'No alert has been set up'}</h2>
        <p>An alert watches the counted calls of a service, and notifies Slack, people by e-mail, a webhook or an Alertmanager.</p>
        <ol>
          <li>Write the rules to a YAML file${this.configured ? '' : ', such as /etc/dapper/alerts.yaml'}:
            <div class="file"><pre tabindex="0" role="region" aria-label="Example of a rules file">${EXAMPLE}</pre><copy-button .text=${EXAMPLE} .label=${'Copy the example'}></copy-button></div></li>
          ${this.configured ? nothing : html`
            <li>Start each query service with the setting <code>dapper.query.alerts.rules=/etc/dapper/alerts.yaml</code>, or with
              <code>DAPPER_QUERY_ALERTS_RULES</code> in its environment.</li>`}
          <li>A change of the file is in force within a minute. A mistake is shown here with its line.</li>
        </ol>
        <p class="other">${this.mayWrite ? '“New rule” above writes one without the file.' : 'A person with the scope admin can write one on this page, without the file.'}
          Programs do so with <code>POST /api/v1/alert-rules</code>. Receivers are in the file.</p>
      </section>`;
  }
}

customElements.define('first-rule', FirstRule);
