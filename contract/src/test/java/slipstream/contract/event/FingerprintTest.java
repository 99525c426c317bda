package slipstream.contract.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {
    /** Fingerprints that Alertmanager gave. */
    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of(Map.of(), "cbf29ce484222325"),
                Arguments.of(Map.of("severity", "warning", "job", "foo"), "9266ef3da838ad95"),
                Arguments.of(Map.of("severity", "critical", "job", "foo"), "3b15fd163d36582e"),
                Arguments.of(Map.of("severity", "critical", "job", "bar"), "c7e68cb08e3e67f9"),
                Arguments.of(Map.of("severity", "critical", "alertname", "alert1"), "0223b772b51c29e1"),
                Arguments.of(
                        Map.of(
                                "alertname",
                                "k2dwh_lag",
                                "consumer_group",
                                "k2dwh",
                                "kafka_location",
                                "fr",
                                "severity",
                                "critical",
                                "team",
                                "Team_Kafka"),
                        "52034abab298fe32"));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isAlertmanagersOwn(Map<String, String> labels, String fingerprint) {
        assertThat(Fingerprint.of(labels)).isEqualTo(fingerprint);
    }

    @Test
    void aLabelWithoutValueIsNoLabel() {
        assertThat(Fingerprint.of(Map.of("job", "foo", "severity", "warning", "objective", "")))
                .isEqualTo("9266ef3da838ad95");
    }

    @Test
    void theOrderOfTheMapMakesNoDifference() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("severity", "warning");
        labels.put("job", "foo");

        assertThat(Fingerprint.of(labels)).isEqualTo("9266ef3da838ad95");
    }

    @Test
    void nameAndValueAreKeptApart() {
        assertThat(Fingerprint.of(Map.of("a", "bc"))).isNotEqualTo(Fingerprint.of(Map.of("ab", "c")));
    }

    @Test
    void labelsAreSortedByBytes_whichIsNotTheOrderOfJavaStrings() {
        String emoji = "\uD83D\uDE00";
        String privateUse = "\uE000";

        assertThat(emoji.compareTo(privateUse)).as("Java puts the emoji first").isNegative();
        assertThat(Fingerprint.of(Map.of(emoji, "2", privateUse, "1")))
                .isEqualTo(FnvOracle.hash(privateUse, "1", emoji, "2"));
    }
}
