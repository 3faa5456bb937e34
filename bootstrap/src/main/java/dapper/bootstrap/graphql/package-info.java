// SPDX-License-Identifier: Apache-2.0
/** Operations of GraphQL that this process executes. */
package dapper.bootstrap.graphql;
