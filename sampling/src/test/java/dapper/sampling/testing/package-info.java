// SPDX-License-Identifier: Apache-2.0
/** For the tests of all modules: agent and servers have no other module in common. */
package dapper.sampling.testing;
