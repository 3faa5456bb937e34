// SPDX-License-Identifier: Apache-2.0
package dapper.query.traceql.metrics;

import dapper.query.traceql.syntax.ScalarExpression;

/** A number read from {@link Moments}, with its standard error; NaN for one that does not exist. */
enum Statistic {
    COUNT {
        @Override
        double value(Moments moments) {
            return moments.count();
        }

        @Override
        double error(Moments moments) {
            return moments.countError();
        }
    },
    SUM {
        @Override
        double value(Moments moments) {
            return moments.sum();
        }

        @Override
        double error(Moments moments) {
            return moments.sumError();
        }
    },
    AVERAGE {
        @Override
        double value(Moments moments) {
            return moments.average();
        }

        @Override
        double error(Moments moments) {
            return moments.averageError();
        }
    },
    /** Of the stored spans: what was not kept may have been less. */
    LEAST {
        @Override
        double value(Moments moments) {
            return moments.least();
        }
    },
    GREATEST {
        @Override
        double value(Moments moments) {
            return moments.greatest();
        }
    };

    abstract double value(Moments moments);

    double error(Moments moments) {
        return Double.NaN;
    }

    static Statistic of(ScalarExpression.Function function) {
        return switch (function) {
            case AVG -> AVERAGE;
            case MIN -> LEAST;
            case MAX -> GREATEST;
            case SUM -> SUM;
        };
    }
}
