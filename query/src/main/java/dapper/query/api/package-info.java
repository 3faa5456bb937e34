/** The REST API under {@code /api/v1}: parameters, handlers, the JSON of their answers, problems. */
@NullMarked
package dapper.query.api;

import org.jspecify.annotations.NullMarked;
