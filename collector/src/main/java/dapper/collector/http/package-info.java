// SPDX-License-Identifier: Apache-2.0
/** The OTLP/HTTP receiver, metrics and health. */
@NullMarked
package dapper.collector.http;

import org.jspecify.annotations.NullMarked;
