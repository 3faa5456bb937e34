// SPDX-License-Identifier: Apache-2.0
import { LitElement, css, html } from 'lit';
import { rulerMarks } from '../model/ruler.js';
import { percent, place } from '../parts/place.js';
import { base } from '../parts/styles.js';

const MOST_MARKS = 6;
const LETTER_WIDTH = 7;
const AIR = 16;

/**
 * The time above the bars, since the start of the trace; `duration` of the trace is in nanoseconds, `width` of the bars
 * in pixels.
 */
class TimeRuler extends LitElement {
  static properties = { view: { attribute: false }, duration: { type: Number }, names: { type: Number }, width: { type: Number } };

  static styles = [base, css`
    :host { display: grid; grid-template-columns: var(--names) minmax(0, 1fr); height: 28px; padding-right: var(--scrollbar, 15px);
      border-bottom: 1px solid var(--line); background: var(--surface); font-size: 12px; }
    .title { padding: 0 16px; line-height: 27px; font-weight: 600; color: var(--muted); }
    .times { position: relative; margin-right: var(--gutter); }
    .mark { position: absolute; top: 0; bottom: 0; padding-left: 5px; line-height: 27px; border-left: 1px solid var(--line); color: var(--muted); }
  `];

  updated() {
    this.style.setProperty('--names', percent(this.names));
  }

  /** Returns as many marks as there is room for their texts. */
  marks() {
    for (let most = MOST_MARKS; ; most--) {
      const marks = rulerMarks(this.view.from, this.view.to, most).filter(({ at }) => at <= this.duration);
      const longest = Math.max(...marks.map(({ text }) => text.length)) * LETTER_WIDTH + AIR;
      if (most <= 3 || longest * (marks.length - 1) <= this.width) {
        return marks;
      }
    }
  }

  render() {
    const length = this.view.to - this.view.from;
    return html`
      <span class="title">Span</span>
      <div class="times">
        ${this.marks().map(({ at, text }) => html`
          <span class="mark number" ${place({ left: percent((at - this.view.from) / length) })}>${text}</span>`)}
      </div>`;
  }
}

customElements.define('time-ruler', TimeRuler);
