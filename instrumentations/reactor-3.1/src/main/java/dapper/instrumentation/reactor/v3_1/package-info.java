// SPDX-License-Identifier: Apache-2.0
/** Contexts in the pipelines of Reactor 3. */
package dapper.instrumentation.reactor.v3_1;
