// SPDX-License-Identifier: Apache-2.0
/** The web application of {@code ServletContract}, for {@code javax.servlet}; the package for the other API is the same. */
package dapper.javaagent.testing.javax;
