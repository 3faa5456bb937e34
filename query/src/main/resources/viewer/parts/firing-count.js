// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import * as api from '../model/api.js';
import { base } from './styles.js';

const PAUSE_MILLIS = 60000;

/** The number of alerts that fire, in the bar at the top; nothing if there are none, or if that is not known. */
class FiringCount extends LitElement {
  static properties = { firing: { state: true } };

  static styles = [base, css`
    :host { display: inline; }
    span { display: inline-block; min-width: 18px; margin-left: 6px; padding: 0 5px; border-radius: 9px; background: var(--error-soft); color: var(--error); font: 600 12px/18px var(--font); text-align: center; font-variant-numeric: tabular-nums; }
    @media (forced-colors: active) { span { border: 1px solid CanvasText; } }
  `];

  constructor() {
    super();
    this.firing = 0;
    this.onNews = (event) => { this.firing = event.detail; };
    this.onSight = () => this.load();
  }

  connectedCallback() {
    super.connectedCallback();
    // The page of alerts asks more often.
    window.addEventListener('dapper-firing', this.onNews);
    document.addEventListener('visibilitychange', this.onSight);
    this.timer = setInterval(() => this.load(), PAUSE_MILLIS);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('dapper-firing', this.onNews);
    document.removeEventListener('visibilitychange', this.onSight);
    clearInterval(this.timer);
  }

  async load() {
    if (document.hidden) {
      return;
    }
    const answer = await api.alerts('/api/v1/alerts').catch(() => ({ alerts: [] }));
    this.firing = answer.alerts.filter(({ phase }) => phase === 'firing').length;
  }

  render() {
    return this.firing === 0 ? nothing : html`<span>${this.firing}<b class="visually-hidden"> firing</b></span>`;
  }
}

customElements.define('firing-count', FiringCount);
