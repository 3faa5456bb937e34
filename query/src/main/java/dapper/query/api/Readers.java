// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceReader;
import dapper.storage.alerts.AlertStore;
import dapper.storage.calls.CallReader;

/** The stores of one tenant. */
public record Readers(TraceReader traces, CallReader calls, AlertStore alerts) {}
