// SPDX-License-Identifier: Apache-2.0
/** Commands that drivers of MongoDB send, and the contexts of reactive ones. */
package dapper.instrumentation.mongodbdriver.v3_7;
