// SPDX-License-Identifier: Apache-2.0
/** Messages and requests that clients of NATS send and receive. */
package dapper.instrumentation.nats.v2_10;
