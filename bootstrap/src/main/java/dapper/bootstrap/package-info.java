// SPDX-License-Identifier: Apache-2.0
/** The API that woven code calls. Lives in the boot class loader, so it uses nothing but {@code java.base}. */
package dapper.bootstrap;
