// SPDX-License-Identifier: Apache-2.0
/** Routes of requests to the services of Armeria 1.0 and newer. */
package dapper.instrumentation.armeria.v1_0;
