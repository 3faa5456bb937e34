// SPDX-License-Identifier: Apache-2.0
/** Contexts of the coroutines of Kotlin. */
package dapper.instrumentation.kotlincoroutines.v1_3;
