// SPDX-License-Identifier: Apache-2.0
// A service's name beside its colour, with a number where there is one.

import { html, nothing } from 'lit';
import { count } from '../model/format.js';
import { serviceColor } from '../model/service-color.js';
import { error } from './icons.js';
import { place } from './place.js';

export const serviceDot = (service) =>
  html`<span class="dot" ${place({ '--service': serviceColor(service) })}></span>`;

/** For components that have the styles `chips`. */
export const serviceChip = (service, spans, errors) => html`
  <span class="chip" title=${errors ? `${service}: ${count(spans)} spans, ${count(errors)} with errors` : `${service}: ${count(spans)} spans`}>
    ${serviceDot(service)}<span class="name">${service}</span><span class="number muted">${count(spans)}</span>
    ${errors ? error : nothing}
  </span>`;
