package slipstream.ingest.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import slipstream.contract.event.ChangeEvent;
import slipstream.contract.event.ChangeOutcome;
import slipstream.ingest.receive.Doors;

class ChangesDoorTest {
    private static final String PATH = "/api/v1/changes";
    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir
    private Path folder;

    @AutoClose
    private Doors doors;

    @BeforeEach
    void open() {
        doors = Doors.open(folder, "http: {}");
    }

    @Test
    void plainCurlTellsOfADeployOfNow() {
        HttpResponse<String> answer = doors.post(PATH, "service=shop&version=v2.3", "Content-Type", FORM);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"received\":1,\"accepted\":1,\"dropped\":0,\"dead\":0}");
        ChangeEvent change = (ChangeEvent) doors.observations().get(0);
        assertThat(change.service()).isEqualTo("shop");
        assertThat(change.kind()).isEqualTo("deploy");
        assertThat(change.version()).isEqualTo("v2.3");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.SUCCESS);
        assertThat(change.timeMillis()).isEqualTo(Doors.T0.millis());
    }

    @Test
    void backupThatFailedIsToldWithTimeAndAttributes() {
        HttpResponse<String> answer = doors.post(
                PATH,
                "service=shop-db&kind=backup&outcome=failure&time=2025-12-31T23%3A00%3A00%2B01%3A00&attributes.size=1%2C5+GB",
                "Content-Type",
                FORM);

        assertThat(answer.statusCode()).isEqualTo(200);
        ChangeEvent change = (ChangeEvent) doors.observations().get(0);
        assertThat(change.kind()).isEqualTo("backup");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.FAILURE);
        assertThat(change.timeMillis()).isEqualTo(Doors.T0.millis() - 7_200_000);
        assertThat(change.attributes()).isEqualTo(Map.of("size", "1,5 GB"));
    }

    @Test
    void jsonHasTheSameFields_oneObjectOrSeveral() {
        HttpResponse<String> answer = doors.post(
                PATH,
                "[{\"service\":\"a\",\"version\":\"1\"},{\"service\":\"b\",\"time\":1767225500000,\"attributes\":{\"by\":\"ci\"}}]",
                "Content-Type",
                "application/json");

        assertThat(answer.body()).contains("\"accepted\":2");
        assertThat(doors.observations()).extracting("service").containsExactly("a", "b");
        assertThat(doors.observations().get(1).attributes()).isEqualTo(Map.of("by", "ci"));
        assertThat(doors.observations().get(1).origin().sequence())
                .isGreaterThan(doors.observations().get(0).origin().sequence());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version=v1                       | service | missing_field",
                "service=a+b                      | service | name_not_allowed",
                "service=a&outcome=maybe          | outcome | value_out_of_range",
                "service=a&outcom=failure         | outcom  | name_not_allowed",
                "service=a&time=yesterday         | time    | wrong_type",
                "service=a&time=2020-01-01T00:00Z | time    | timestamp_out_of_range",
                "service=a&kind=a+b               | kind    | name_not_allowed",
            })
    void mistakesAreNamedByField_andKept(String form, String field, String code) {
        HttpResponse<String> answer = doors.post(PATH, form, "Content-Type", FORM);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"field\":\"" + field + "\"");
        assertThat(doors.observations()).isEmpty();
        assertThat(doors.sink().letters()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"service=%zz", "service=%ff", "service=a&service=b"})
    void formThatIsNoneIsRefused(String form) {
        HttpResponse<String> answer = doors.post(PATH, form, "Content-Type", FORM);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"undecodable\"");
        assertThat(doors.sink().letters()).hasSize(1);
    }
}
