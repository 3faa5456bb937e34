// SPDX-License-Identifier: Apache-2.0
package dapper.bootstrap.rpc;

import dapper.bootstrap.AttributeKey;
import dapper.bootstrap.Span;
import dapper.bootstrap.call.Call;
import org.jspecify.annotations.Nullable;

/** Attributes that only the calls of Amazon's services have. Sets them for calls that are recorded. */
public final class AwsAttributes {
    private static final AttributeKey REGION = AttributeKey.of("cloud.region");
    private static final AttributeKey REQUEST_ID = AttributeKey.of("aws.request_id");
    private static final AttributeKey EXTENDED_REQUEST_ID = AttributeKey.of("aws.extended_request_id");
    private static final AttributeKey BUCKET = AttributeKey.of("aws.s3.bucket");
    private static final AttributeKey TABLES = AttributeKey.of("aws.dynamodb.table_names");
    private static final AttributeKey RESPONSE_STATUS_CODE = AttributeKey.of("http.response.status_code");
    private static final AttributeKey RESEND_COUNT = AttributeKey.of("http.request.resend_count");

    private AwsAttributes() {}

    /** @param region its id, {@code eu-west-1}; null for a service without regions */
    public static void region(Call call, @Nullable String region) {
        Span span = call.span();
        if (span != null) {
            span.set(REGION, region);
        }
    }

    /** @param bucket of S3, null for none */
    public static void bucket(Call call, @Nullable String bucket) {
        Span span = call.span();
        if (span != null) {
            span.set(BUCKET, bucket);
        }
    }

    /** @param table of DynamoDB, null for none */
    public static void table(Call call, @Nullable String table) {
        Span span = call.span();
        if (span != null && table != null) {
            span.set(TABLES, new String[] {table});
        }
    }

    /** Sets the ids that the service gave to the request; null for none. */
    public static void requestIds(Call call, @Nullable String id, @Nullable String extendedId) {
        Span span = call.span();
        if (span != null) {
            span.set(REQUEST_ID, id).set(EXTENDED_REQUEST_ID, extendedId);
        }
    }

    /** @param port 0 or less if it is not known */
    public static void server(Call call, @Nullable String host, int port) {
        Span span = call.span();
        if (span != null) {
            span.set(RpcAttributes.SERVER_ADDRESS, host);
            if (port > 0) {
                span.set(RpcAttributes.SERVER_PORT, port);
            }
        }
    }

    /**
     * @param status of the last response, 0 for none
     * @param resent number of requests after the first
     */
    public static void requests(Call call, int status, int resent) {
        Span span = call.span();
        if (span != null) {
            if (status > 0) {
                span.set(RESPONSE_STATUS_CODE, status);
            }
            if (resent > 0) {
                span.set(RESEND_COUNT, resent);
            }
        }
    }
}
