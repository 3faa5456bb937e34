// SPDX-License-Identifier: Apache-2.0
/**
 * The web application of {@code ServletContract}, for {@code javax.servlet}. The build makes {@code
 * dapper.javaagent.testing.jakarta} from this package.
 */
package dapper.javaagent.testing.javax;
