package slipstream.ingest.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static slipstream.ingest.line.LogLines.rejection;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import slipstream.contract.event.RejectReason;
import slipstream.contract.event.RejectedObservationException;

/** Lines and formats that cannot be read, and what is said of them. */
class LogFormatRefusalsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1316387908 200            | the line does not have ' '",
                "not-a-time 200 0.1        | $msec 'not-a-time' is not a time",
                "1316387908 2xx 0.1        | $status '2xx' is not a number",
                "1316387908 - 0.1          | $status '-' is not a number",
                "1316387908 200 fast       | $request_time 'fast' is not a number",
            })
    void unparsedLineSaysWhatWasFound(String line, String detail) {
        RejectedObservationException why = rejection("$msec $status $request_time", line);

        assertThat(why.reason()).isEqualTo(RejectReason.UNPARSED_LINE);
        assertThat(why).hasMessageContaining(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[31/Feb/2020:00:00:00 +0000] 200",
                "[01/Jab/2020:00:00:00 +0000] 200",
                "[01/Jan/2020:24:00:00 +0000] 200",
                "[01/Jan/2020:00:60:00 +0000] 200",
                "[01/Jan/2020:00:00:61 +0000] 200",
                "[01/Jan/2020:00:00:00 00000] 200",
                "[01/Jan/20x0:00:00:00 +0000] 200",
                "[-] 200",
                "[",
                "",
            })
    void timeThatDoesNotExistIsUnparsed(String line) {
        assertThat(rejection("[$time_local] $status", line).reason()).isEqualTo(RejectReason.UNPARSED_LINE);
    }

    @Test
    void timeIsCheckedBeforeAnythingElse() {
        assertThat(rejection("$msec $status", "99999999999 nonsense").reason())
                .isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
        assertThat(rejection("%{msec}t %>s", "999999999999999999 200").reason())
                .isEqualTo(RejectReason.TIMESTAMP_OUT_OF_RANGE);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        assertThat(rejection("$msec $status", "1316387908 999").reason()).isEqualTo(RejectReason.VALUE_OUT_OF_RANGE);
        assertThat(rejection("$msec $status $request_time", "1316387908 200 99999999")
                        .reason())
                .isEqualTo(RejectReason.VALUE_OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$remote_addr $status             | the format has no time",
                "[$time_local] $remote_addr       | the format has no status",
                "$msec $status$request_time       | at character 14 of the format: $status and $request_time have no text",
                "$msec ${status                   | at character 15 of the format: a } is expected",
                "$msec $ $status                  | at character 7 of the format: a variable's name is expected",
                "%t %>s %j                        | at character 8 of the format: %j is not a directive; known are %a",
                "%t %>s %{ns}T                    | at character 8 of the format: %{ns}T has no known unit; known are s, ms, us",
                "%{%Y-%Q}t %>s                    | at character 1 of the format: %Q cannot be read in a time; known are",
                "%{%T}t %>s                       | at character 1 of the format: the time has no date",
                "%t %>s %{Referer                 | at character 9 of the format: the { has no }",
                "%t %>s %                         | at character 8 of the format: the directive has no letter",
                "combind                          | 'combind' is no format: give combined, common, json",
                "log_format main                  | 'log_format main' is no format",
            })
    void formatThatCannotBeUsedIsRefusedWithItsPlace(String format, String message) {
        InvalidFormatException refused = catchThrowableOfType(
                InvalidFormatException.class, () -> LineFormat.of(format, Map.of(), List.of(), ZoneOffset.UTC));

        assertThat(refused).hasMessageContaining(message);
    }

    @Test
    void attributeThatIsNotInTheFormatIsRefusedWithTheLikelyOne() {
        assertThatThrownBy(() -> LineFormat.of("combined", Map.of(), List.of("http_user_agnet"), ZoneOffset.UTC))
                .hasMessageContaining("http_user_agnet is not in the format; did you mean 'http_user_agent'?");
    }
}
