// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html, nothing } from 'lit';
import { clockSentences } from '../model/clocks.js';
import { plural } from '../model/format.js';
import { whyMissing } from '../model/oddities.js';
import { base, controls } from '../parts/styles.js';

/**
 * Sentences on the whole trace: what is left out or missing, clocks that differ, more spans that arrive. `download` has the path
 * and the name of the whole trace, `corrected` is whether times are corrected, `missed` the span of the address that is not in the
 * trace, `news` a sentence on spans that have arrived, and `problem` the reason why the trace could not be read again. Fires `action` with the name of one.
 */
class TraceNotices extends LitElement {
  static properties = { trace: { attribute: false }, download: { attribute: false }, corrected: { type: Boolean }, missed: {}, news: {}, problem: { attribute: false } };

  static styles = [base, controls, css`
    .notice { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; margin-top: 8px; padding: 6px 12px; border-radius: var(--radius); background: var(--warning-soft); color: var(--warning); }
    .notice p { flex: 1 1 320px; overflow-wrap: anywhere; }
    .notice button { flex: none; height: 26px; font-size: 12.5px; }
    .news { margin-top: 8px; color: var(--muted); }
    @media print { button { display: none; } }
  `];

  render() {
    return html`${this.incomplete()}${this.missing()}${this.clocks()}${this.unknown()}${this.unread()}${this.more()}`;
  }

  incomplete() {
    const { trace, download } = this;
    return trace.complete ? nothing : html`
      <div class="notice" role="status"><p>${trace.incompleteReason}
        ${download ? html`<a href=${download.path} download=${download.name}>Download the whole trace as OTLP</a>` : nothing}</p></div>`;
  }

  missing() {
    const { trace } = this;
    return trace.missingCount === 0 ? nothing : html`
      <div class="notice" role="status"><p>${plural(trace.missingCount, 'span')} that others name as their parent
        ${trace.missingCount === 1 ? 'is' : 'are'} ${whyMissing(trace)}.</p></div>`;
  }

  clocks() {
    const { clocks } = this.trace;
    const sentences = clockSentences(clocks);
    return sentences.length === 0 ? nothing : html`
      <div class="notice clocks" role="status"><p>${sentences.join(' ')}${this.corrected && clocks.correctable
        ? ' All times shown here are corrected by as little as the calls demand.' : ''}</p>
        ${clocks.correctable ? html`<button title="Times as sent, or corrected (k)" aria-pressed=${this.corrected} @click=${() => this.act('clocks')}>Correct the times</button>` : nothing}</div>`;
  }

  unknown() {
    return this.missed ? html`
      <div class="notice missed" role="alert"><p>The address names the span ${this.missed}, which is not in this trace.</p>
        <button @click=${() => this.act('forgetSpan')}>Dismiss</button></div>` : nothing;
  }

  unread() {
    return this.problem ? html`
      <div class="notice" role="alert"><p>The trace could not be read again. ${this.problem.message}</p>
        <button @click=${() => this.act('look')}>Try again</button></div>` : nothing;
  }

  /** In the document from the start, so that screen readers read what comes later. */
  more() {
    return html`<p class=${this.news ? 'news' : ''} role="status">${this.news}</p>`;
  }

  act(name) {
    this.dispatchEvent(new CustomEvent('action', { detail: name }));
  }
}

customElements.define('trace-notices', TraceNotices);
