// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.storage.TraceReader;
import dapper.storage.calls.CallReader;

/** The readers of one tenant. */
public record Readers(TraceReader traces, CallReader calls) {}
