/** Runs the tests of an instrumentation under the real weaving and checks the resulting spans. */
@NullMarked
package dapper.javaagent.testing;

import org.jspecify.annotations.NullMarked;
