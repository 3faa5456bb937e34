// SPDX-License-Identifier: Apache-2.0
import { html, nothing } from 'lit';
import { plural } from '../model/format.js';

/** The sentence about events or links of a span that are not stored; nothing if all are. */
export const dropped = (number, one, many) =>
  number ? html`<p class="muted">The sender or the collector dropped ${plural(number, one, many)}.</p>` : nothing;

/** The same for attributes. The collector counts what it cuts off a value too. */
export const droppedAttributes = (number) =>
  dropped(number, 'attribute or part of a value', 'attributes or parts of values');
