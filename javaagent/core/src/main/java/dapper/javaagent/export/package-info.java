// SPDX-License-Identifier: Apache-2.0
/** OTLP: spans to bytes, bytes to the collector. Everything here runs on the export thread. */
package dapper.javaagent.export;
