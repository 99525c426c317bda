package slipstream.alerting.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import slipstream.alerting.dispatch.RealAlertmanagerDeliveriesTest.Heard;
import slipstream.alerting.oncall.Oncall;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatcherParser;
import slipstream.alerting.route.Routing;
import slipstream.alerting.route.RoutingFiles;
import slipstream.alerting.silence.Silence;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;
import slipstream.contract.event.Fingerprint;

/** Random trees with their histories: as Alertmanager reads them, and played in virtual time. */
final class PlayedTrees {
    /** How long is played: until everything that happened has had its looks. */
    static final int SECONDS = RandomHistory.SECONDS + 4;

    /** Alertmanager's default; nothing times out here. */
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);

    /** After the end of an alert its group has looked at it for sure: the longest interval and some. */
    private static final Duration LOOKED_AT = Duration.ofMillis(3_600);

    private final List<RandomTree> trees = new ArrayList<>();
    private final Map<Integer, List<RandomHistory.Step>> steps = new TreeMap<>();
    private final Map<String, Duration> partings = new HashMap<>();
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new HashMap<>();

    PlayedTrees(long seed, int count) {
        for (int number = 0; number < count; number++) {
            Random random = new Random(seed * 10_000 + number);
            RandomTree tree = new RandomTree(number, random);
            trees.add(tree);
            for (RandomHistory.Step step : RandomHistory.of(number, tree, random)) {
                steps.computeIfAbsent(step.second(), second -> new ArrayList<>())
                        .add(step);
            }
        }
    }

    List<RandomHistory.Step> steps(int second) {
        return steps.getOrDefault(second, List.of());
    }

    /** The file, with a webhook for each receiver. */
    String configuration(UnaryOperator<String> url) {
        return file(name -> "  webhook_configs: [{url: '" + url.apply(name) + "', send_resolved: "
                + !name.endsWith("-quiet") + "}]\n");
    }

    private String file(UnaryOperator<String> webhook) {
        StringBuilder file = new StringBuilder("receivers:\n- name: nobody\n");
        trees.forEach(tree -> tree.receivers()
                .forEach(name ->
                        file.append("- name: ").append(name).append('\n').append(webhook.apply(name))));
        file.append("time_intervals:\n")
                .append("- {name: always, time_intervals: [{weekdays: ['sunday:saturday']}]}\n")
                .append("- {name: never, time_intervals: [{years: ['1990']}]}\n")
                .append("route:\n  receiver: nobody\n  routes:\n");
        trees.forEach(tree -> file.append(tree.route()));
        file.append("inhibit_rules:\n");
        trees.forEach(tree -> tree.inhibitRules().forEach(file::append));
        return file.toString();
    }

    /** What is posted in a second, as the API takes it. */
    String posted(int second, Instant base) {
        return steps(second).stream()
                .filter(RandomHistory.Post.class::isInstance)
                .map(step -> json((RandomHistory.Post) step, base))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String json(RandomHistory.Post post, Instant base) {
        String labels = post.labels().entrySet().stream()
                .map(label -> "\"%s\": \"%s\"".formatted(label.getKey(), label.getValue()))
                .collect(Collectors.joining(", "));
        String end = post.end().isPresent()
                ? ", \"endsAt\": \"" + base.plusSeconds(post.end().getAsInt()) + '"'
                : "";
        return "{\"labels\": {%s}, \"startsAt\": \"%s\"%s}".formatted(labels, base.plusSeconds(post.start()), end);
    }

    static String json(RandomHistory.Hush hush, Instant base) {
        String matchers = matchers(hush).stream()
                .map(matcher -> "{\"name\": \"%s\", \"value\": \"%s\", \"isRegex\": %s, \"isEqual\": %s}"
                        .formatted(
                                matcher.name(),
                                matcher.value(),
                                matcher.operator().isRegex(),
                                matcher.operator().isPositive()))
                .collect(Collectors.joining(", "));
        return "{\"matchers\": [%s], \"startsAt\": \"%s\", \"endsAt\": \"%s\", \"createdBy\": \"ann\", \"comment\": \"\"}"
                .formatted(matchers, base.plusSeconds(hush.start()), base.plusSeconds(hush.end()));
    }

    private static List<LabelMatcher> matchers(RandomHistory.Hush hush) {
        return hush.matchers().stream()
                .flatMap(text -> MatcherParser.parse(text).stream())
                .toList();
    }

    /** Plays everything in virtual time. */
    List<Heard> play() {
        Routing routing = RoutingFiles.read(file(name -> ""));
        DispatchWorld world = new DispatchWorld();
        trees.forEach(tree -> tree.receivers().forEach(name -> world.receiver(name, !name.endsWith("-quiet"))));
        world.begin(Optional.of(routing));
        Suppressions suppressions = new Suppressions();
        suppressions.configure(Optional.of(routing), Oncall.NONE, List.of(), world.clock.instant());
        for (int second = 0; second < SECONDS; second++) {
            for (RandomHistory.Step step : steps(second)) {
                take(step, world, suppressions);
            }
            world.pass(Duration.ofMillis(500));
            part(routing, suppressions, world.clock.instant());
            world.pass(Duration.ofMillis(500));
        }
        return world.got.stream()
                .filter(got -> !got.receiver().equals(Routes.CONSOLE))
                .map(got -> new Heard(
                        got.at(),
                        got.receiver() + " " + got.groupKey(),
                        got.alerts().stream().map(PlayedTrees::line).toList()))
                .toList();
    }

    private void take(RandomHistory.Step step, DispatchWorld world, Suppressions suppressions) {
        Instant now = world.clock.instant();
        if (step instanceof RandomHistory.Post post) {
            AlertEvent event = event(post, now);
            world.alert(event);
            Known heard = Optional.ofNullable(known.get(event.fingerprint()))
                    .map(before -> before.heard(event, now))
                    .orElseGet(() -> new Known(event, now));
            known.put(event.fingerprint(), heard);
            suppressions.heard(heard, now);
        } else if (step instanceof RandomHistory.Hush hush) {
            Silence silence = new Silence(
                    hush.name(),
                    new LabelMatchers(matchers(hush)),
                    DispatchWorld.START.plusSeconds(hush.start()),
                    DispatchWorld.START.plusSeconds(hush.end()),
                    now,
                    "ann",
                    "",
                    new TreeMap<>());
            silence(silence, world, suppressions, now);
        } else if (step instanceof RandomHistory.Unhush unhush) {
            silence(silences.get(unhush.name()).expired(now), world, suppressions, now);
        }
    }

    private void silence(Silence silence, DispatchWorld world, Suppressions suppressions, Instant now) {
        silences.put(silence.id(), silence);
        world.silence(silence);
        suppressions.put(silence, now);
    }

    private static AlertEvent event(RandomHistory.Post post, Instant now) {
        Instant start = DispatchWorld.START.plusSeconds(post.start());
        Instant end = post.end().isPresent()
                ? DispatchWorld.START.plusSeconds(post.end().getAsInt())
                : now.plus(RESOLVE_TIMEOUT);
        return end.isAfter(now)
                ? DispatchWorld.firing(post.labels(), start, Optional.of(end))
                : DispatchWorld.resolved(post.labels(), start, end);
    }

    /** Alerts that are over and suppressed when their groups may look at them: Alertmanager forgets them, we do not. */
    private void part(Routing routing, Suppressions suppressions, Instant now) {
        for (Known alert : known.values()) {
            Map<String, String> labels = alert.event().labels();
            boolean isLookedAt =
                    alert.isOver(now) && alert.end().plus(LOOKED_AT).isAfter(now);
            if (isLookedAt && suppressions.ofAlert(alert.event().labels(), now).isPresent()) {
                routing.root()
                        .match(labels)
                        .forEach(route -> partings.putIfAbsent(
                                route.receiver() + " "
                                        + route.groupKey(route.grouping().of(labels)),
                                Duration.between(DispatchWorld.START, now)));
            }
        }
    }

    /** Until when a group is told the same by both. */
    Duration parting(String lane) {
        return partings.getOrDefault(lane, Duration.ofMillis(SECONDS * 1000 + 250));
    }

    private static String line(AlertEvent alert) {
        return line(
                alert.labels(),
                alert.status(),
                Duration.between(DispatchWorld.START, alert.startsAt()),
                Duration.between(DispatchWorld.START, alert.endsAt().orElse(alert.startsAt())));
    }

    /** An alert with everything that matters; the end of one that fires is not told. */
    static String line(Map<String, String> labels, AlertState state, Duration start, Duration end) {
        Map<String, String> others = new TreeMap<>(labels);
        others.remove("tree");
        String until = state == AlertState.FIRING ? "" : "-" + end.toMillis();
        return "%s%s %s %d%s"
                .formatted(
                        Fingerprint.of(labels).substring(0, 4), others.values(), state.word(), start.toMillis(), until);
    }
}
