// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.awssdk.v1_11;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.AmazonWebServiceRequest;
import com.amazonaws.DefaultRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestInfoTest {
    private static final class PutThingRequest extends AmazonWebServiceRequest {}

    @ParameterizedTest
    @CsvSource({
        "AmazonSQS, SQS",
        "Amazon S3, S3",
        "AmazonDynamoDBv2, DynamoDB",
        "AWSLambda, Lambda",
        "AWSSecurityTokenService, SecurityTokenService"
    })
    void namesServices(String name, String service) {
        assertThat(RequestInfo.service(new DefaultRequest<>(new PutThingRequest(), name)))
                .isEqualTo(service);
    }

    @Test
    void namesAnOperationAfterTheClassOfItsRequest() {
        assertThat(RequestInfo.operation(new DefaultRequest<>(new PutThingRequest(), "AmazonSQS")))
                .isEqualTo("PutThing");
    }

    @ParameterizedTest
    @CsvSource({
        "sqs.eu-west-1.amazonaws.com, eu-west-1",
        "bucket.s3.ap-southeast-2.amazonaws.com, ap-southeast-2",
        "dynamodb.us-gov-east-1.amazonaws.com, us-gov-east-1",
        "sqs.cn-north-1.amazonaws.com.cn, cn-north-1",
        "s3.amazonaws.com,",
        "bucket.s3.amazonaws.com,",
        "iam.amazonaws.com,",
        "localhost,"
    })
    void findsTheRegionInTheNameOfAHost(String host, String region) {
        assertThat(RequestInfo.region(host)).isEqualTo(region);
    }
}
