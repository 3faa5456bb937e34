// SPDX-License-Identifier: Apache-2.0
/** Routes of the handlers of Spring WebFlux 5 and newer. */
package dapper.instrumentation.springwebflux.v5_0;
