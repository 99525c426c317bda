package slipstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import slipstream.contract.topic.JsonSerde;

/** The JSON of what Slipstream says on its topics. A difference here is a change for everybody who consumes them. */
class RecordGoldenTest {
    private static final Instant T0 = Observations.T0;

    static Stream<Arguments> goldens() {
        return Stream.of(
                Arguments.of("budget-status.json", JsonSerde.of(BudgetStatus.class), budgetStatus()),
                Arguments.of("budget-status-empty.json", JsonSerde.of(BudgetStatus.class), budgetStatusWithoutEvents()),
                Arguments.of("alert-firing.json", JsonSerde.of(AlertEvent.class), alert(AlertState.FIRING)),
                Arguments.of("alert-firing-causes.json", JsonSerde.of(AlertEvent.class), alertWithCauses()),
                Arguments.of("alert-resolved.json", JsonSerde.of(AlertEvent.class), alert(AlertState.RESOLVED)),
                Arguments.of(
                        "notification-delivered.json",
                        JsonSerde.of(Notification.class),
                        notification(Notification.Decision.DELIVERED, "200 OK")),
                Arguments.of(
                        "notification-suppressed.json",
                        JsonSerde.of(Notification.class),
                        notification(Notification.Decision.SUPPRESSED, "silenced by maintenance")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    <T> void isWrittenAsItAlwaysWas(String file, JsonSerde<T> serde, T record) {
        assertThat(new String(serde.write(record), UTF_8)).isEqualTo(Golden.text(file));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    <T> void isReadAsItAlwaysWas(String file, JsonSerde<T> serde, T record) {
        assertThat(serde.read(Golden.text(file).getBytes(UTF_8))).isEqualTo(record);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    <T> void unknownFieldsAreIgnored_atEveryLevel(String file, JsonSerde<T> serde, T record) {
        String later = Golden.text(file)
                .replaceFirst("\\{", "{\"later\":{\"deep\":[1,2]},")
                .replace("[{", "[{\"later\":null,");

        assertThat(serde.read(later.getBytes(UTF_8))).isEqualTo(record);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldens")
    <T> void whatIsRequiredIsRequired(String file, JsonSerde<T> serde, T record) {
        assertThat(record).isNotNull();
        assertThatThrownBy(() -> serde.read("{}".getBytes(UTF_8))).as(file).isInstanceOf(SerializationException.class);
    }

    @Test
    void aNotificationBeginsWithTheFieldsOfAlertmanagersWebhook_inItsOrder() {
        String json = new String(
                JsonSerde.of(Notification.class).write(notification(Notification.Decision.DELIVERED, "200 OK")), UTF_8);

        List<String> order = List.of(
                "receiver",
                "status",
                "alerts",
                "notification_reason",
                "groupLabels",
                "commonLabels",
                "commonAnnotations",
                "routeLabels",
                "externalURL",
                "version",
                "groupKey",
                "truncatedAlerts",
                "decision");
        assertThat(order.stream().map(key -> json.indexOf("\"" + key + "\":")).toList())
                .isSorted()
                .allMatch(at -> at > 0);
        assertThat(json).startsWith("{\"receiver\":");
    }

    @Test
    void anAlertOfANotificationHasTheFieldsOfAlertmanagersWebhook_inItsOrder() {
        String json = new String(JsonSerde.of(Notification.Alert.class).write(webhookAlert()), UTF_8);

        assertThat(json)
                .isEqualTo("{\"status\":\"firing\",\"labels\":{\"alertname\":\"ErrorBudgetBurn\",\"service\":\"shop\"},"
                        + "\"annotations\":{\"summary\":\"shop burns\"},\"startsAt\":\"2026-01-31T12:00:00.000Z\","
                        + "\"endsAt\":\"0001-01-01T00:00:00Z\",\"generatorURL\":\"\",\"fingerprint\":\""
                        + Fingerprint.of(Map.of("alertname", "ErrorBudgetBurn", "service", "shop")) + "\"}");
    }

    @Test
    void aRecordDoesNotChangeWithTheMapsItWasMadeOf() {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("alertname", "ErrorBudgetBurn"));
        Map<String, Double> burnRates = new LinkedHashMap<>(Map.of("1h", 2.0));
        Notification.Alert alert =
                new Notification.Alert("firing", labels, new TreeMap<>(), "", "", "", Fingerprint.of(labels));
        BudgetStatus.Objective objective = new BudgetStatus.Objective("", 0.999, burnRates, Optional.empty());

        labels.put("later", "x");
        burnRates.put("5m", 1.0);

        assertThat(alert.labels()).containsOnlyKeys("alertname");
        assertThat(objective.burnRates()).containsOnlyKeys("1h");
        assertThatThrownBy(() -> alert.labels().put("a", "b")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> objective.burnRates().put("a", 1.0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void alertStatesHaveTheWordsOfAlertmanager() {
        assertThat(AlertState.FIRING.word()).isEqualTo("firing");
        assertThat(AlertState.RESOLVED.word()).isEqualTo("resolved");
    }

    private static BudgetStatus budgetStatus() {
        Map<String, Double> burnRates = new LinkedHashMap<>();
        burnRates.put("5m", 14.5);
        burnRates.put("1h", 0.25);
        return new BudgetStatus(
                "shop-availability",
                "0badcafe",
                "shop",
                "Availability of the shop",
                "30d",
                T0,
                List.of(
                        new BudgetStatus.Window(
                                "5m", T0.minusSeconds(300), T0, 2000, 29, 1, Optional.of(0.0145), Optional.of(412.5)),
                        new BudgetStatus.Window(
                                "30d", T0.minusSeconds(2_592_000), T0, 0, 0, 0, Optional.empty(), Optional.empty())),
                List.of(
                        new BudgetStatus.Objective("good", 0.999, burnRates, Optional.of(-0.5)),
                        new BudgetStatus.Objective("fair", 0.99, Map.of(), Optional.empty())));
    }

    private static BudgetStatus budgetStatusWithoutEvents() {
        return new BudgetStatus("shop-latency", "00000001", "shop", "shop-latency", "7d", T0, List.of(), List.of());
    }

    private static AlertEvent alert(AlertState state) {
        boolean over = state == AlertState.RESOLVED;
        SortedMap<String, String> labels = new TreeMap<>(Map.of(
                "alertname", "ErrorBudgetBurn", "slo", "shop-availability", "service", "shop", "severity", "page"));
        return new AlertEvent(
                state,
                Fingerprint.of(labels),
                labels,
                new TreeMap<>(Map.of("summary", "shop burns its budget 14.5 times as fast as planned")),
                T0,
                over ? Optional.of(T0.plusSeconds(900)) : Optional.empty(),
                "http://127.0.0.1:8080/slo/shop-availability",
                "shop-availability",
                "shop",
                "page",
                over ? T0.plusSeconds(900) : T0,
                List.of(
                        new AlertEvent.WindowPair(
                                "5m", "1h", 14.4, Optional.of(20.5), Optional.of(14.5), 870, 60000, !over),
                        new AlertEvent.WindowPair("30m", "6h", 6, Optional.empty(), Optional.empty(), 0, 0, false)),
                over ? Optional.empty() : Optional.of(0.42));
    }

    private static AlertEvent alertWithCauses() {
        AlertEvent plain = alert(AlertState.FIRING);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("method", "POST");
        values.put("route", "/pay");
        values.put("region", "eu-west");
        return new AlertEvent(
                plain.status(),
                plain.fingerprint(),
                plain.labels(),
                plain.annotations(),
                plain.startsAt(),
                plain.endsAt(),
                plain.generatorURL(),
                plain.slo(),
                plain.service(),
                plain.severity(),
                plain.evaluatedAt(),
                plain.evidence(),
                plain.budgetRemaining(),
                plain.measured(),
                plain.silent(),
                Optional.of(0.021),
                Optional.of(Instant.parse("2026-02-05T14:20:00Z")),
                Optional.of(new AlertEvent.Deploy("deploy", "v2.3", T0.minusSeconds(18 * 60))),
                List.of(
                        new AlertEvent.Contributor(values, 391, false),
                        new AlertEvent.Contributor(Map.of("route", "/cart"), 21, true)),
                List.of(new AlertEvent.Sample("file:/var/log/access.log#9f3a", 81_920, T0.minusSeconds(2))));
    }

    private static Notification.Alert webhookAlert() {
        SortedMap<String, String> labels = new TreeMap<>(Map.of("service", "shop", "alertname", "ErrorBudgetBurn"));
        return new Notification.Alert(
                "firing",
                labels,
                new TreeMap<>(Map.of("summary", "shop burns")),
                "2026-01-31T12:00:00.000Z",
                "0001-01-01T00:00:00Z",
                "",
                Fingerprint.of(labels));
    }

    private static Notification notification(Notification.Decision decision, String detail) {
        return new Notification(
                "team-shop",
                "firing",
                List.of(webhookAlert()),
                "first notification",
                new TreeMap<>(Map.of("alertname", "ErrorBudgetBurn")),
                new TreeMap<>(Map.of("alertname", "ErrorBudgetBurn", "service", "shop")),
                new TreeMap<>(Map.of("summary", "shop burns")),
                "http://127.0.0.1:8080",
                "4",
                "{}:{alertname=\"ErrorBudgetBurn\"}",
                0,
                decision,
                detail,
                decision == Notification.Decision.DELIVERED ? 2 : 0,
                T0.plusMillis(1234),
                "5f1c");
    }
}
