// SPDX-License-Identifier: Apache-2.0
package dapper.instrumentation.springdata.v2_7;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;

import dapper.javaagent.api.Instrumentation;
import dapper.javaagent.api.TypeInstrumentation;
import java.util.Collections;
import java.util.List;

/** No spans: JDBC calls have the name of the repository's method. */
public final class SpringDataInstrumentation implements Instrumentation {
    @Override
    public String name() {
        return "spring-data-2.7";
    }

    @Override
    public List<TypeInstrumentation> types() {
        return Collections.singletonList(
                TypeInstrumentation.named("org.springframework.data.repository.core.support.RepositoryFactorySupport")
                        .advice(isConstructor(), "dapper.instrumentation.springdata.v2_7.FactoryAdvice"));
    }
}
