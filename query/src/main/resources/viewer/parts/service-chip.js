// SPDX-License-Identifier: Apache-2.0
// A service's name beside its colour, with its numbers. For components that have the styles `chips`.

import { html, nothing } from 'lit';
import { count, plural } from '../model/format.js';
import { error } from './icons.js';
import { place } from './place.js';

export const serviceDot = (color) => html`<span class="dot" ${place({ '--service': color })}></span>`;

export const serviceChip = ({ service, spanCount, errorCount }, color) => html`
  <span class="chip" title=${`${service}: ${plural(spanCount, 'span')}, ${plural(errorCount, 'error')}`}>
    ${serviceDot(color)}<span class="name">${service}</span><span class="number muted">${count(spanCount)}</span>
    ${errorCount ? error : nothing}
  </span>`;
