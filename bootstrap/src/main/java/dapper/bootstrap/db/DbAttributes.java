// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.db;

import dapper.bootstrap.AttributeKey;

/** Attributes of database spans, named by the stable semantic conventions. */
public final class DbAttributes {
    public static final AttributeKey SYSTEM_NAME = AttributeKey.of("db.system.name");
    public static final AttributeKey NAMESPACE = AttributeKey.of("db.namespace");
    public static final AttributeKey COLLECTION_NAME = AttributeKey.of("db.collection.name");
    public static final AttributeKey OPERATION_NAME = AttributeKey.of("db.operation.name");
    public static final AttributeKey OPERATION_BATCH_SIZE = AttributeKey.of("db.operation.batch.size");
    public static final AttributeKey QUERY_TEXT = AttributeKey.of("db.query.text");
    public static final AttributeKey QUERY_SUMMARY = AttributeKey.of("db.query.summary");
    public static final AttributeKey STORED_PROCEDURE_NAME = AttributeKey.of("db.stored_procedure.name");
    public static final AttributeKey RESPONSE_STATUS_CODE = AttributeKey.of("db.response.status_code");
    public static final AttributeKey SERVER_ADDRESS = AttributeKey.of("server.address");
    public static final AttributeKey SERVER_PORT = AttributeKey.of("server.port");

    private DbAttributes() {}
}
