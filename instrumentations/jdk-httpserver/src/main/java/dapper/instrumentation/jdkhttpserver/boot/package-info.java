// SPDX-License-Identifier: Apache-2.0
/** Lives in the boot class loader, as the server itself does on JDK 8. */
package dapper.instrumentation.jdkhttpserver.boot;
