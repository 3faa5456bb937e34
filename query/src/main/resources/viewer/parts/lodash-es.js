// SPDX-License-Identifier: Apache-2.0
// The functions of lodash that dagre needs. The one file of lodash is no module, and lodash-es has 640 files.

import 'lodash/lodash.min.js';

export const {
  clone, cloneDeep, constant, defaults, each, filter, find, flatten, forEach, forIn, forOwn, has, isArray, isEmpty,
  isFunction, isUndefined, keys, last, map, mapValues, max, merge, min, minBy, now, pick, range, reduce, size,
  sortBy, transform, union, uniqueId, values, zipObject,
} = globalThis._;
