// SPDX-License-Identifier: Apache-2.0
/** What recording costs the application's threads, beside the OpenTelemetry SDK doing the same. */
@NullMarked
package dapper.benchmarks;

import org.jspecify.annotations.NullMarked;
