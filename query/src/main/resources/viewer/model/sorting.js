// SPDX-License-Identifier: Apache-2.0
// The order of the rows of a table, as `sort` in the address has it: the name of a column, after a minus if its greatest value
// is first. Pure functions.

/**
 * @param columns each with a `name` and a `value` of a row: a number, a text, or null
 * @param usual the order without a valid `sort`
 */
export function sortOf(search, columns, usual) {
  const given = new URLSearchParams(search).get('sort') ?? '';
  const name = given.replace(/^-/, '');
  return columns.some((column) => column.name === name) ? given : usual;
}

/** The order after a click on a column: numbers begin with the greatest. */
export function nextSort(sort, column) {
  if (sort === column.name) {
    return `-${column.name}`;
  }
  return sort === `-${column.name}` || column.text ? column.name : `-${column.name}`;
}

/** For `aria-sort`. */
export function directionOf(sort, column) {
  if (sort === column.name) {
    return 'ascending';
  }
  return sort === `-${column.name}` ? 'descending' : 'none';
}

/** The rows in that order; those without a value are last, equal ones keep their order. */
export function sorted(rows, columns, sort) {
  const descending = sort.startsWith('-');
  const { value } = columns.find((column) => column.name === sort.replace(/^-/, ''));
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) {
      return (x === null) - (y === null);
    }
    const order = typeof x === 'string' ? x.localeCompare(y, 'en') : x - y;
    return descending ? -order : order;
  });
}
