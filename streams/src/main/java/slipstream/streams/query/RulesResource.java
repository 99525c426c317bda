package slipstream.streams.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.slo.RuleDefinition;
import slipstream.contract.slo.Selector;

/** The alert rules that are defined, or those of one service, each with the alerts that fire for it now. */
final class RulesResource implements Resource {
    /** The alerts of rules are about no SLO. */
    private static final String NO_SLO = "";

    /** An alert names its rule by the label that every alert has. */
    private static final String RULE_LABEL = "alertname";

    private final SloCatalogue catalogue;
    private final StatusView view;
    private final InstantSource wall;

    RulesResource(SloCatalogue catalogue, StatusView view, InstantSource wall) {
        this.catalogue = catalogue;
        this.view = view;
        this.wall = wall;
    }

    @Override
    public String path() {
        return "/api/v1/rules";
    }

    @Override
    public List<String> parameters() {
        return List.of(Call.SERVICE);
    }

    @Override
    public Answer answer(Call call) throws Refusal {
        Optional<String> service = call.service();
        List<AlertEvent> firing = view.firing(NO_SLO);
        List<Rule> rules = catalogue.rules().stream()
                .filter(rule -> service.isEmpty() || rule.service().equals(service.get()))
                .sorted(Comparator.comparing(RuleDefinition::name))
                .map(rule -> Rule.of(rule, firing))
                .toList();
        return Answer.json(200, new Listing(wall.instant(), view.lastUpdate(), rules));
    }

    private record Listing(Instant now, Optional<Instant> updated, List<Rule> rules) {}

    /**
     * @param observes which observations it looks at, and which of them are bad
     * @param value the number that is taken from each
     * @param condition when it alerts, in words
     * @param groupBy the labels by which its alerts are kept apart
     */
    private record Rule(
            String rule,
            String service,
            String severity,
            String description,
            Map<String, String> labels,
            Map<String, String> annotations,
            String definition,
            String observes,
            Optional<String> value,
            String condition,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> groupBy,
            boolean firing,
            List<AlertEvent> alerts) {
        static Rule of(RuleDefinition rule, List<AlertEvent> allFiring) {
            List<AlertEvent> own = allFiring.stream()
                    .filter(alert -> rule.name().equals(alert.labels().get(RULE_LABEL)))
                    .toList();
            return new Rule(
                    rule.name(),
                    rule.service(),
                    rule.severity(),
                    rule.description(),
                    rule.labels(),
                    rule.annotations(),
                    rule.version(),
                    Words.of(rule.indicator()),
                    rule.value().map(Selector::expression),
                    Words.of(rule.condition()),
                    rule.groupBy().labelNames(),
                    !own.isEmpty(),
                    own);
        }
    }
}
