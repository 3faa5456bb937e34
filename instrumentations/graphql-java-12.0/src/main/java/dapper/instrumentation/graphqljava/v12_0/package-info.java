// SPDX-License-Identifier: Apache-2.0
/** Operations that GraphQL Java executes. */
package dapper.instrumentation.graphqljava.v12_0;
