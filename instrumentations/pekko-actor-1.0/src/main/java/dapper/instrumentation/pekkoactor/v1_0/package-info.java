// SPDX-License-Identifier: Apache-2.0
/** Contexts of the messages between Pekko's actors. */
package dapper.instrumentation.pekkoactor.v1_0;
