package slipstream.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;

class RoutingReaderTest {
    @Test
    void groupKeyIsAlertmanagers() {
        Routing routing = RoutingFiles.read("""
                receivers: [{name: all}]
                route:
                  receiver: all
                  group_by: [alertname, service]
                  routes:
                    - matchers: ['severity="critical"']
                      routes:
                        - {match_re: {team: "a|b"}, match: {env: prod}, group_by: ['...']}
                """);
        Map<String, String> labels =
                Map.of("alertname", "HighErrorRate", "service", "checkout", "severity", "critical");

        Route critical = routing.root().match(labels).get(0);

        assertThat(critical.groupKey(critical.grouping().of(labels)))
                .isEqualTo("{}/{severity=\"critical\"}:{alertname=\"HighErrorRate\", service=\"checkout\"}");
        Map<String, String> deep = Map.of("severity", "critical", "team", "b", "env", "prod");
        Route all = routing.root().match(deep).get(0);
        assertThat(all.groupKey(all.grouping().of(deep)))
                .isEqualTo(
                        "{}/{severity=\"critical\"}/{env=\"prod\",team=~\"a|b\"}:" + LabelText.of(new TreeMap<>(deep)));
    }

    /** On 29 March 2026 the clocks of Berlin go from 2 to 3, on 25 October from 3 to 2. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:59:00Z, false",
        "2026-03-29T01:00:00Z, true",
        "2026-03-29T01:59:00Z, true",
        "2026-03-29T02:00:00Z, false",
        "2026-10-25T00:30:00Z, false",
        "2026-10-25T01:59:00Z, false",
        "2026-10-25T02:00:00Z, true",
        "2026-10-25T03:00:00Z, false",
    })
    void hourOfAZoneFollowsItsClocks(Instant instant, boolean muted) {
        Routing routing = RoutingFiles.read("""
                receivers: [{name: all}]
                time_intervals:
                  - name: backup
                    time_intervals: [{times: [{start_time: '03:00', end_time: '04:00'}], location: Europe/Berlin}]
                route:
                  receiver: all
                  routes: [{mute_time_intervals: [backup]}, {active_time_intervals: [backup]}]
                """);
        List<Route> routes = routing.root().routes();

        assertThat(routing.mutedBy(routes.get(0), instant).isPresent()).isEqualTo(muted);
        assertThat(routing.mutedBy(routes.get(1), instant).isPresent()).isEqualTo(!muted);
        assertThat(routing.mutedBy(routing.root(), instant)).isEmpty();
    }

    @Test
    void twoAlertsThatAreBothSourceAndTargetDoNotInhibitEachOther() {
        InhibitRule rule = RoutingFiles.read("""
                receivers: [{name: all}]
                route: {receiver: all}
                inhibit_rules:
                  - {source_matchers: ['severity=critical'], target_matchers: ['severity=~"critical|warning"'], equal: [service, zone]}
                """).inhibitRules().get(0);
        Map<String, String> critical = Map.of("severity", "critical", "service", "shop");
        Map<String, String> warning = Map.of("severity", "warning", "service", "shop");

        assertThat(rule.inhibits(critical, warning)).as("neither has a zone").isTrue();
        assertThat(rule.inhibits(critical, Map.of("severity", "warning", "service", "pay")))
                .isFalse();
        assertThat(rule.inhibits(warning, warning)).isFalse();
        assertThat(rule.inhibits(critical, critical)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "route: {}                                                    | route.receiver: is required",
                "route: {receiver: al}                                        | route.receiver: 'al' is not among the receivers; did you mean 'all'?",
                "route: {receiver: all, matchers: ['a=b']}                    | route.matchers: the first route takes every alert",
                "route: {receiver: all, continue: true}                       | route.continue: is not allowed at the first route",
                "route: {receiver: all, group_by: [a, a]}                     | route.group_by: names a label twice",
                "route: {receiver: all, group_by: ['...', a]}                 | route.group_by: has '...' for all labels",
                "route: {receiver: all, group_interval: 0s}                   | route.group_interval: must be above zero",
                "route: {receiver: all, group_wait: soon}                     | route.group_wait: must be a duration such as",
                "route: {receiver: all, routes: [{matchers: ['a']}]}          | route.routes[0].matchers[0]: 'a' is not",
                "route: {receiver: all, routes: [{match_re: {a: '('}}]}       | route.routes[0].match_re: '(' is not a regular expression of RE2",
                "route: {receiver: all, routes: [{mute_time_intervals: [x]}]} | route.routes[0].mute_time_intervals: there is no time interval 'x'",
                "route: {receiver: all, routs: []}                            | route.routs: is not known here; did you mean 'routes'?",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{weekdays: ['saturday:monday']}]}] | weekdays[0]: the end is before the beginning",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{weekdays: [caturday]}]}] | weekdays[0]: 'caturday' is neither one nor a range",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{days_of_month: ['0']}]}] | days_of_month[0]: days are 1 to 31",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{days_of_month: ['-5:5']}]}] | days_of_month[0]: the end day must be negative",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{times: [{start_time: '10:00', end_time: '09:00'}]}]}] | end_time: must be after start_time",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{times: [{start_time: '25:00', end_time: '24:00'}]}]}] | start_time: must be a time of day",
                "route: {receiver: all}, time_intervals: [{name: n, time_intervals: [{location: Mars}]}] | location: must be a time zone",
                "route: {receiver: all}, inhibit_rules: [{source_matchers: ['a='], targt: {}}] | inhibit_rules[0].targt: is not known here",
            })
    void mistakesAreNamedByTheirPath(String yaml, String problem) {
        Problems problems = new Problems();

        RoutingFiles.read("{receivers: [{name: all}], " + yaml + "}", problems);

        assertThat(problems.all().stream().map(Problem::toString)).anyMatch(text -> text.contains(problem));
    }
}
