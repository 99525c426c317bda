package slipstream.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The house rules about who may know whom, for a tree of packages with modules {@code contract}, {@code ingest},
 * {@code streams}, {@code alerting} and {@code app} below its root. Each rule fails when it finds no class to look at, so that
 * a renamed package cannot switch it off.
 */
final class ArchitectureRules {
    private static final List<String> ROLES = List.of("ingest", "streams", "alerting");

    /** Plumbing by name. A class inside another counts by the outermost name. */
    private static final Pattern PLUMBING =
            Pattern.compile(".*(Stage|Processor|Publisher|Consumer|Service|Topology|Serde)|Stores|CommitHook");

    private static final Set<String> NAMES_WITHOUT_MEANING =
            Set.of("util", "utils", "common", "model", "impl", "helper", "helpers");

    private final String root;

    ArchitectureRules(String root) {
        this.root = root;
    }

    /** Every rule by its name, in the order in which house style states them. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put(
                "contract knows no other module",
                knowsNoneOf("contract", List.of("ingest", "streams", "alerting", "app")));
        for (String role : ROLES) {
            List<String> others = List.of("ingest", "streams", "alerting", "app").stream()
                    .filter(module -> !module.equals(role))
                    .toList();
            rules.put(role + " knows only contract", knowsNoneOf(role, others));
            rules.put(role + "'s features do not look back at its root", featuresIgnoreTheRootOf(role));
        }
        rules.put("feature packages form no cycle", noCycles());
        rules.put("only plumbing knows Kafka", onlyPlumbingKnowsKafka());
        rules.put("contract has no threads, network or logging", contractIsPlain());
        rules.put("nobody uses java.util.logging", nobodyUsesTheJdkLogger());
        rules.put("nobody sleeps", nobodySleeps());
        rules.put("only Main reads the wall clock", onlyMainReadsTheWallClock());
        rules.put("only app chooses a clock", onlyAppChoosesAClock());
        rules.put("nobody loads a class by name", nobodyLoadsByName());
        rules.put("static state is constant", staticStateIsConstant());
        rules.put("packages are features", packagesAreFeatures());
        return rules;
    }

    private ArchRule knowsNoneOf(String module, List<String> others) {
        String[] forbidden = others.stream().map(this::below).toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(below(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because("modules meet only on topics");
    }

    private ArchRule featuresIgnoreTheRootOf(String module) {
        return noClasses()
                .that()
                .resideInAPackage(root + "." + module + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + "." + module)
                .because("a module's root package wires its features and is not looked back at");
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*).(*)..")
                .should()
                .beFreeOfCycles()
                .because("the code is read in the order in which an event travels");
    }

    /**
     * Arithmetic is apart from plumbing. {@code CommitHook} is plumbing without one of the endings: it is the hook that
     * runs inside the task's transaction, and it needs types of Kafka Streams for that (decision record 0003).
     */
    private ArchRule onlyPlumbingKnowsKafka() {
        return noClasses()
                .that(areNotPlumbing())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because("whatever holds a formula is a pure type, tested bare");
    }

    private DescribedPredicate<JavaClass> areNotPlumbing() {
        DescribedPredicate<JavaClass> byPlace =
                resideInAnyPackage(below("streams.query"), below("contract.topic"), below("app"));
        DescribedPredicate<JavaClass> byName = DescribedPredicate.describe(
                "plumbing by name",
                type -> PLUMBING.matcher(outermostName(type)).matches());
        return DescribedPredicate.not(byPlace.or(byName)).as("are not plumbing");
    }

    private ArchRule contractIsPlain() {
        DescribedPredicate<JavaClass> forbidden = resideInAnyPackage("java.net..", "java.nio.channels..", "org.slf4j..")
                .or(assignableTo(Executor.class))
                .or(assignableTo(Executors.class))
                .or(assignableTo(Thread.class))
                .or(assignableTo(Timer.class));
        return noClasses()
                .that()
                .resideInAPackage(below("contract"))
                .should()
                .dependOnClassesThat(forbidden.as("run threads, open connections or log"));
    }

    private ArchRule nobodyUsesTheJdkLogger() {
        return noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");
    }

    private ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .accessTargetWhere(reaches(
                        "a sleep",
                        target -> target.getName().equals("sleep")
                                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                                        .contains(target.getOwner().getName())));
    }

    private ArchRule onlyMainReadsTheWallClock() {
        return noClasses()
                .that(areNotMain())
                .should()
                .accessTargetWhere(reaches("the wall clock", ArchitectureRules::readsTheWallClock))
                .because("results depend on event time alone, and tests set the clock");
    }

    private DescribedPredicate<JavaClass> areNotMain() {
        return DescribedPredicate.not(resideInAPackage(root + ".app")
                        .and(DescribedPredicate.describe(
                                "Main", type -> outermostName(type).equals("Main"))))
                .as("are not app's Main");
    }

    private static boolean readsTheWallClock(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        boolean now = owner.startsWith("java.time.")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        boolean millis = owner.equals("java.lang.System") && target.getName().equals("currentTimeMillis");
        boolean date = owner.equals("java.util.Date")
                && target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty();
        return now || millis || date;
    }

    private ArchRule onlyAppChoosesAClock() {
        Set<String> clocks = Set.of(Clock.class.getName(), InstantSource.class.getName());
        return noClasses()
                .that()
                .resideOutsideOfPackage(below("app"))
                .should()
                .accessTargetWhere(reaches(
                        "the system's clock",
                        target -> clocks.contains(target.getOwner().getName())
                                && target.getName().startsWith("system")))
                .because("constructors take an InstantSource; app and tests choose it");
    }

    private ArchRule nobodyLoadsByName() {
        return noClasses()
                .should()
                .accessTargetWhere(reaches(
                        "Class.forName",
                        target -> target.getName().equals("forName")
                                && target.getOwner().getName().equals("java.lang.Class")));
    }

    private ArchRule staticStateIsConstant() {
        return fields().that()
                .areStatic()
                .and(DescribedPredicate.describe(
                        "written by people", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
                .should()
                .beFinal()
                .because("there is no static mutable state");
    }

    private ArchRule packagesAreFeatures() {
        DescribedPredicate<JavaClass> meaningless = DescribedPredicate.describe(
                "a package named " + NAMES_WITHOUT_MEANING,
                type -> List.of(type.getPackageName().split("\\.")).stream().anyMatch(NAMES_WITHOUT_MEANING::contains));
        return classes().should(not(be(meaningless)));
    }

    private String below(String module) {
        return root + "." + module + "..";
    }

    private static DescribedPredicate<JavaAccess<?>> reaches(String what, Predicate<CodeUnitAccessTarget> wanted) {
        return DescribedPredicate.describe(
                what, access -> access.getTarget() instanceof CodeUnitAccessTarget target && wanted.test(target));
    }

    private static String outermostName(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int inner = name.indexOf('$');
        return inner < 0 ? name : name.substring(0, inner);
    }
}
