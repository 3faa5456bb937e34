// SPDX-License-Identifier: Apache-2.0
package dapper.javaagent.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgnoredClassesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/front/OrderController",
                "org/apache/tomcat/dbcp/dbcp2/PoolingDriver",
                "org/springframework/web/servlet/DispatcherServlet",
                "org/springframework/jdbc/datasource/DriverManagerDataSource",
                "com/fasterxml/jackson/datatype/Anything",
                "kotlinx/coroutines/DispatchedTask",
                "scalaz/Anything",
                "groovyx/Servlet",
                "io/opentelemetry/api/OpenTelemetry",
                "com/newrelicks/App",
                "app/Outer$Inner",
                "app/Money$Dollar$",
                "app/With$$Dollars",
                "app/Login$ProxyFilter",
                "app/$ProxyFilter",
                "app/$Proxy",
                "app/Login$$LambdaFilter",
                "App"
            })
    void classesOfApplicationsAreLookedAt(String internalName) {
        assertThat(IgnoredClasses.contains(internalName)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dapper/bootstrap/Tracer",
                "dapper/shaded/io/grpc/Channel",
                "io/opentelemetry/javaagent/OpenTelemetryAgent",
                "datadog/trace/bootstrap/Agent",
                "org/jacoco/agent/rt/internal/PreMain",
                "net/bytebuddy/ByteBuddy",
                "kotlin/Unit",
                "org/hibernate/Session",
                "app/Service$$Lambda",
                "app/Service$$Lambda$14/0x0000000800c03000",
                "app/Service$$EnhancerBySpringCGLIB$$1a2b3c",
                "app/Service$$FastClassBySpringCGLIB$$1a2b3c",
                "app/Service$$SpringCGLIB$$0",
                "app/Service$$_javassist_12",
                "app/Outer$Service$$SpringCGLIB$$0",
                "jdk/proxy2/$Proxy12",
                "com/sun/proxy/$Proxy12",
                "app/Order$HibernateProxy$Ab12",
                "app/Order$ByteBuddy$Ab12",
                "app/Order$MockitoMock$123",
                "sun/reflect/GeneratedMethodAccessor1",
                "jdk/internal/reflect/GeneratedConstructorAccessor1"
            })
    void agentsLanguagesAndGeneratedClassesAreNot(String internalName) {
        assertThat(IgnoredClasses.contains(internalName)).isTrue();
    }

    @Test
    void whatThisJvmMakesIsRecognised() {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);
        Runnable lambda = () -> {};
        assertThat(IgnoredClasses.contains(proxy.getClass().getName().replace('.', '/')))
                .isTrue();
        assertThat(IgnoredClasses.contains(lambda.getClass().getName().replace('.', '/')))
                .isTrue();
    }

    @Test
    void onlyLoadersOfGeneratedCodeAreIgnored() {
        assertThat(IgnoredClasses.isIgnoredLoader(null)).isFalse();
        assertThat(IgnoredClasses.isIgnoredLoader(ClassLoader.getSystemClassLoader()))
                .isFalse();
        assertThat(IgnoredClasses.isIgnoredLoader(GeneratedTypes.below(null))).isFalse();
        assertThat(IgnoredClasses.isIgnoredLoader(new clojure.lang.DynamicClassLoader()))
                .isTrue();
    }

    @Test
    void classLoadersOfOtherAgentsAreNotTheApplications() {
        assertThat(IgnoredClasses.isOfAnotherAgent(null)).isFalse();
        assertThat(IgnoredClasses.isOfAnotherAgent(ClassLoader.getSystemClassLoader()))
                .isFalse();
        assertThat(IgnoredClasses.isOfAnotherAgent(new io.opentelemetry.javaagent.bootstrap.AgentClassLoader()))
                .isTrue();
    }
}
