package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The product's own code keeps the house rules. {@link ArchitectureRulesTest} shows that each rule can fail. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("slipstream");

    @TestFactory
    Stream<DynamicTest> productKeepsTheRule() {
        return new ArchitectureRules("slipstream")
                .all().entrySet().stream()
                        .map(rule -> DynamicTest.dynamicTest(
                                rule.getKey(), () -> rule.getValue().check(PRODUCT)));
    }

    @Test
    void everyModuleIsLookedAt() {
        Set<String> modules = PRODUCT.stream()
                .map(type -> type.getPackageName().split("\\.")[1])
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(modules).containsExactly("alerting", "app", "contract", "ingest", "streams");
    }
}
