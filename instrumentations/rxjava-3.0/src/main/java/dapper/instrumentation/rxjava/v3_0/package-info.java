// SPDX-License-Identifier: Apache-2.0
/** Contexts in the flows of RxJava. */
package dapper.instrumentation.rxjava.v3_0;
