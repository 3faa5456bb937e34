// SPDX-License-Identifier: Apache-2.0
/** Calls of Amazon's services, made with the AWS SDK for Java 1. */
package dapper.instrumentation.awssdk.v1_11;
