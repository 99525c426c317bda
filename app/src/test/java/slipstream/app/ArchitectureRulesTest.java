package slipstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A rule that cannot fail is worthless: a small tree of packages, {@code crooked}, breaks each of them once. */
class ArchitectureRulesTest {
    /** What the report of each rule must name, so that it fails for the break that was meant and for no other. */
    private static final Map<String, String> CULPRITS = culprits();

    private static final JavaClasses CROOKED = new ClassFileImporter().importPackages("crooked");
    private static final Map<String, ArchRule> RULES = new ArchitectureRules("crooked").all();

    @TestFactory
    Stream<DynamicTest> crookedTreeBreaksTheRule() {
        return RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getKey(),
                        () -> assertThatThrownBy(() -> rule.getValue().check(CROOKED))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining(CULPRITS.get(rule.getKey()))));
    }

    @Test
    void everyRuleHasItsCulprit() {
        assertThat(CULPRITS.keySet()).isEqualTo(RULES.keySet());
    }

    @Test
    void plumbingMayKnowKafka_alsoFromInside() {
        assertThatThrownBy(() -> RULES.get("only plumbing knows Kafka").check(CROOKED))
                .hasMessageContaining("crooked.streams.budget.Formula")
                .hasMessageNotContaining("BudgetStage")
                .hasMessageNotContaining("crooked.app")
                .hasMessageNotContaining("crooked.contract.topic");
    }

    @Test
    void monotonicClockIsAllowed_andMainMayReadTheWall() {
        assertThatThrownBy(() -> RULES.get("only Main reads the wall clock").check(CROOKED))
                .hasMessageNotContaining("nanoTime")
                .hasMessageNotContaining("crooked.app.Main");
    }

    @Test
    void ruleFails_whenThereIsNothingToLookAt() {
        JavaClasses appOnly = new ClassFileImporter().importPackages("crooked.app");

        assertThatThrownBy(() -> RULES.get("ingest knows only contract").check(appOnly))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }

    private static Map<String, String> culprits() {
        Map<String, String> culprits = new HashMap<>();
        culprits.put("contract knows no other module", "crooked.contract.event.Nosy");
        culprits.put("ingest knows only contract", "crooked.ingest.tail.Tail");
        culprits.put("ingest's features do not look back at its root", "crooked.ingest.tail.Tail");
        culprits.put("streams knows only contract", "crooked.streams.budget.Formula");
        culprits.put("streams's features do not look back at its root", "crooked.streams.budget.Formula");
        culprits.put("alerting knows only contract", "crooked.alerting.route.Route");
        culprits.put("alerting's features do not look back at its root", "crooked.alerting.route.Route");
        culprits.put("feature packages form no cycle", "Slice alerting - group");
        culprits.put("only plumbing knows Kafka", "crooked.streams.budget.Formula");
        culprits.put("contract has no threads, network or logging", "crooked.contract.event.Nosy");
        culprits.put("nobody uses java.util.logging", "crooked.ingest.util.Helper");
        culprits.put("nobody sleeps", "java.lang.Thread.sleep");
        culprits.put("only Main reads the wall clock", "java.time.Instant.now()");
        culprits.put("only app chooses a clock", "java.time.InstantSource.system()");
        culprits.put("nobody loads a class by name", "java.lang.Class.forName");
        culprits.put("static state is constant", "crooked.ingest.util.Helper.counter");
        culprits.put("packages are features", "crooked.ingest.util.Helper");
        return culprits;
    }
}
