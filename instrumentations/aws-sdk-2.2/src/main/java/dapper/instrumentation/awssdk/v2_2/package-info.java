// SPDX-License-Identifier: Apache-2.0
/** Calls of Amazon's services, made with the AWS SDK for Java 2. */
package dapper.instrumentation.awssdk.v2_2;
