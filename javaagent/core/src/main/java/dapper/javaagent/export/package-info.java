// SPDX-License-Identifier: Apache-2.0
/** OTLP: spans to bytes, bytes to the collector. Everything here runs on the export thread. */
@NullMarked
package dapper.javaagent.export;

import org.jspecify.annotations.NullMarked;
