// SPDX-License-Identifier: Apache-2.0
// What dagre needs of lodash, whose one file is no module: as a module it is 640 files.

import 'lodash/lodash.min.js';

export const {
  clone, cloneDeep, constant, defaults, each, filter, find, flatten, forEach, forIn, forOwn, has, isArray, isEmpty,
  isFunction, isUndefined, keys, last, map, mapValues, max, merge, min, minBy, now, pick, range, reduce, size,
  sortBy, transform, union, uniqueId, values, zipObject,
} = globalThis._;
