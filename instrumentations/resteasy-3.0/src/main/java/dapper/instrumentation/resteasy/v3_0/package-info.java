// SPDX-License-Identifier: Apache-2.0
/** Routes of requests to the resources of RESTEasy 3 to 7. */
package dapper.instrumentation.resteasy.v3_0;
