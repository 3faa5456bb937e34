// SPDX-License-Identifier: Apache-2.0
/** What {@code java.base} calls: lives in the boot class loader. */
package dapper.instrumentation.httpurlconnection.boot;
