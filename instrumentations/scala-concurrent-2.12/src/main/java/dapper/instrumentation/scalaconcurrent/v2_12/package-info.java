// SPDX-License-Identifier: Apache-2.0
/** Contexts in the futures of Scala. */
package dapper.instrumentation.scalaconcurrent.v2_12;
