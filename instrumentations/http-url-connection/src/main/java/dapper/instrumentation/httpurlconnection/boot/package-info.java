// SPDX-License-Identifier: Apache-2.0
/** Called from {@code java.base}: lives in the boot class loader. */
package dapper.instrumentation.httpurlconnection.boot;
