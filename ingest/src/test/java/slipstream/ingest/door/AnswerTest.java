package slipstream.ingest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The answers byte for byte: clients are written against them. */
class AnswerTest {
    @Test
    void receiptWithoutErrorsIsFourNumbers() {
        // when
        Answer answer = Answer.of(new Receipt(5, 3, 2, 0, List.of(), 0));

        // then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.code()).isEqualTo("ok");
        assertThat(text(answer)).isEqualTo("{\"received\":5,\"accepted\":3,\"dropped\":2,\"dead\":0}");
    }

    @Test
    void errorsAreListed_andAnEmptyFieldIsLeftOut() {
        // given
        List<Receipt.ItemError> errors = List.of(
                new Receipt.ItemError(1, "missing_field", "time", "the field time is required"),
                new Receipt.ItemError(2, "undecodable", "", "a \"word\"\n"));

        // when
        Answer answer = Answer.of(new Receipt(3, 1, 0, 2, errors, 0));

        // then
        assertThat(answer.status()).isEqualTo(207);
        assertThat(answer.code()).isEqualTo("some_bad");
        assertThat(text(answer))
                .isEqualTo("{\"received\":3,\"accepted\":1,\"dropped\":0,\"dead\":2,\"errors\":["
                        + "{\"index\":1,\"code\":\"missing_field\",\"field\":\"time\","
                        + "\"message\":\"the field time is required\"},"
                        + "{\"index\":2,\"code\":\"undecodable\",\"message\":\"a \\\"word\\\"\\n\"}]}");
    }

    @Test
    void nothingAcceptedIs422_alsoBesideBlankLines() {
        // when
        Answer answer = Answer.of(new Receipt(
                2, 0, 1, 1, List.of(new Receipt.ItemError(1, "undecodable", "", "an object was expected")), 0));

        // then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("all_bad");
    }

    @Test
    void refusalCarriesOnlyWhatIsKnown() {
        // given
        Refusal bare = Refusal.of(404, "not_found", "there is nothing here");
        Refusal full = Refusal.tooMuch("body_too_large", "too long", 10, OptionalLong.of(11))
                .at("Content-Length")
                .with("Connection", "close");

        // then
        assertThat(text(Answer.of(bare)))
                .isEqualTo("{\"error\":{\"code\":\"not_found\",\"message\":\"there is nothing here\"}}");
        assertThat(text(Answer.of(full)))
                .isEqualTo("{\"error\":{\"code\":\"body_too_large\",\"message\":\"too long\","
                        + "\"field\":\"Content-Length\",\"limit\":10,\"got\":11}}");
        assertThat(Answer.of(full).headers()).containsEntry("Connection", "close");
    }

    @Test
    void receiptThatBreaksTheLawCannotBeMade() {
        assertThatThrownBy(() -> new Receipt(3, 1, 0, 1, List.of(), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 received");
    }

    private static String text(Answer answer) {
        return StandardCharsets.UTF_8.decode(answer.bytes()).toString();
    }
}
