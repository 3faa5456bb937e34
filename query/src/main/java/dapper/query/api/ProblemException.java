// SPDX-License-Identifier: Apache-2.0
package dapper.query.api;

import dapper.server.http.Problem;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Ends a request with a {@link Problem}. */
final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    static ProblemException badParameter(String parameter, String detail) {
        return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST.getCode(), detail, parameter));
    }

    /** The same for a parameter whose text has a grammar. */
    static ProblemException badText(String parameter, String detail, Problem.Syntax place) {
        return new ProblemException(
                Problem.of(HttpStatus.BAD_REQUEST.getCode(), detail, parameter).with(place));
    }

    static ProblemException notFound(String detail, @Nullable String parameter) {
        return new ProblemException(Problem.of(HttpStatus.NOT_FOUND.getCode(), detail, parameter));
    }

    static ProblemException badBody(String detail) {
        return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST.getCode(), detail, null));
    }

    static ProblemException tooLarge(String detail) {
        return new ProblemException(Problem.of(HttpStatus.CONTENT_TOO_LARGE.getCode(), detail, null));
    }

    static ProblemException unsupportedBody(String detail) {
        return new ProblemException(Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode(), detail, null));
    }

    static ProblemException forbidden(String detail) {
        return new ProblemException(Problem.of(HttpStatus.FORBIDDEN.getCode(), detail, null));
    }

    static ProblemException conflict(String detail, @Nullable String parameter) {
        return new ProblemException(Problem.of(HttpStatus.CONFLICT.getCode(), detail, parameter));
    }

    static ProblemException preconditionFailed(String detail) {
        return new ProblemException(Problem.of(HttpStatus.PRECONDITION_FAILED.getCode(), detail, null));
    }

    static ProblemException overloaded(String detail) {
        return new ProblemException(Problem.of(HttpStatus.SERVICE_UNAVAILABLE.getCode(), detail, null));
    }
}
