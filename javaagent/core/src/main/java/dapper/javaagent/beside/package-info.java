// SPDX-License-Identifier: Apache-2.0
/** What else runs in the application's JVM, and what that means for us. */
package dapper.javaagent.beside;
