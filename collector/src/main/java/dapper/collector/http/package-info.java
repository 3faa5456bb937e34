// SPDX-License-Identifier: Apache-2.0
/** The OTLP/HTTP receiver. */
@NullMarked
package dapper.collector.http;

import org.jspecify.annotations.NullMarked;
