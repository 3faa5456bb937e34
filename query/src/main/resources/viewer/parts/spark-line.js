// SPDX-License-Identifier: Apache-2.0
import { html } from 'lit';
import { extentText, sparkline } from '../model/sparkline.js';

const WIDTH = 110;
const HEIGHT = 20;

/**
 * A small line over time. Its text alternative has the least and the greatest value.
 *
 * @param text makes the text of a value
 */
export const sparkLine = (title, values, text) => {
  const extent = extentText(values, text);
  return extent === '' ? html`<span class="muted">–</span>` : html`
    <svg class="spark" viewBox=${`0 -1 ${WIDTH} ${HEIGHT + 2}`} width=${WIDTH} height=${HEIGHT + 2} role="img" aria-label=${`${title} ${extent}`}>
      <title>${title} ${extent}</title>
      <path d=${sparkline(values, WIDTH, HEIGHT)} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>
    </svg>`;
};
