// SPDX-License-Identifier: Apache-2.0
/** Routes of requests to JAX-RS resources of Apache CXF. */
package dapper.instrumentation.cxf.v3_0;
