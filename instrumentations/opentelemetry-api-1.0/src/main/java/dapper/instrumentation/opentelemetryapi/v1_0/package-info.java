// SPDX-License-Identifier: Apache-2.0
/** The OpenTelemetry API of an application, implemented by the agent. */
package dapper.instrumentation.opentelemetryapi.v1_0;
