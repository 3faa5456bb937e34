/** Serves the viewer's files from the jar. */
@NullMarked
package dapper.query.viewer;

import org.jspecify.annotations.NullMarked;
