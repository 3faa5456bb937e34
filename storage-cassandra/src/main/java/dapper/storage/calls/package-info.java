/** The model of counted calls: numbers of calls, errors and durations, which sampling does not change. */
@NullMarked
package dapper.storage.calls;

import org.jspecify.annotations.NullMarked;
