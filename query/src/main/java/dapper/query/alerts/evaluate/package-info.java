// SPDX-License-Identifier: Apache-2.0
/** Evaluates rules: reads the calls of their windows, and moves alerts from phase to phase. */
@NullMarked
package dapper.query.alerts.evaluate;

import org.jspecify.annotations.NullMarked;
