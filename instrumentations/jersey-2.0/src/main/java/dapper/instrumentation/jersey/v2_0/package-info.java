// SPDX-License-Identifier: Apache-2.0
/** Routes of requests to the resources of Jersey 2 and 3. */
package dapper.instrumentation.jersey.v2_0;
