package slipstream.contract.slo;

import java.util.Optional;
import slipstream.contract.document.Fields;

/** Checks the documents that nothing refers to, and those that nothing computed depends on: a slip in a reference must not hide what is wrong with them. */
final class Leftovers {
    private final Registry registry;

    Leftovers(Registry registry) {
        this.registry = registry;
    }

    void check() {
        for (Document document : registry.all(Kind.ALERT_POLICY)) {
            if (isLeft(document, "SLO")) {
                new PolicyReader(registry, document).read(Optional.empty());
            }
        }
        for (Document document : registry.all(Kind.EXTENDED_POLICY)) {
            if (isLeft(document, "SLO")) {
                new ExtendedPolicyReader(registry, document).read(Optional.empty());
            }
        }
        for (Document document : registry.all(Kind.SLI)) {
            if (isLeft(document, "SLO")) {
                document.spec().ifPresent(spec -> new IndicatorReader(spec, registry).read());
            }
        }
        for (Document document : registry.all(Kind.ALERT_CONDITION)) {
            if (isLeft(document, "AlertPolicy")) {
                new AlertConditionReader(registry, document).read(Optional.empty());
            }
        }
        registry.all(Kind.NOTIFICATION_TARGET).forEach(document -> PolicyReader.target(registry, document));
        registry.all(Kind.DATA_SOURCE).forEach(this::source);
        registry.all(Kind.SERVICE).forEach(this::service);
    }

    private boolean isLeft(Document document, String referrer) {
        if (registry.isReferredTo(document)) {
            return false;
        }
        document.root()
                .warning(
                        "metadata",
                        "no " + referrer + " refers to the " + document.kind().word() + " '" + document.name() + "'");
        return true;
    }

    private void source(Document document) {
        Optional<Fields> body = document.spec();
        if (body.isEmpty()) {
            return;
        }
        Fields spec = body.get();
        Metadata.description(spec, registry.reading());
        Optional<String> type = spec.requiredText("type");
        boolean connects = spec.holds("connectionDetails");
        // There is nothing to connect to where the observations are our own.
        boolean isOurs = type.filter(MetricSource.TYPE::equals).isPresent() && registry.reading() == Reading.LENIENT;
        if (!connects && !isOurs) {
            spec.missing("connectionDetails");
        }
        spec.done();
    }

    private void service(Document document) {
        if (!document.root().holds("spec")) {
            return;
        }
        document.spec().ifPresent(spec -> {
            Metadata.description(spec, registry.reading());
            spec.done();
        });
    }
}
