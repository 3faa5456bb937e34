/** Runs the tests of an instrumentation under the real weaving and checks the spans that come out. */
@NullMarked
package dapper.javaagent.testing;

import org.jspecify.annotations.NullMarked;
