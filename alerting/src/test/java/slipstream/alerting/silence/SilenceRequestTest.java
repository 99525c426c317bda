package slipstream.alerting.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatcherParser;

class SilenceRequestTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final LabelMatchers SHOP = new LabelMatchers(MatcherParser.parse("service=\"shop\""));

    @Test
    void pastBeginningIsNow() throws InvalidSilenceException {
        Silence silence = onlyOne(request(SHOP, T0.minusSeconds(60), T0.plusSeconds(60)), Optional.empty(), T0);

        assertThat(silence.startsAt()).isEqualTo(T0);
        assertThat(silence.id()).isEqualTo("new");
        assertThat(silence.updatedAt()).isEqualTo(T0);
    }

    @Test
    void activeSilenceMayEndEarlierOrLater() throws InvalidSilenceException {
        Silence known = onlyOne(request(SHOP, T0, T0.plusSeconds(600)), Optional.empty(), T0);
        Instant later = T0.plusSeconds(60);

        Silence changed = onlyOne(request(SHOP, T0, T0.plusSeconds(120)), Optional.of(known), later);

        assertThat(changed.id()).isEqualTo(known.id());
        assertThat(changed.startsAt()).isEqualTo(T0);
        assertThat(changed.endsAt()).isEqualTo(T0.plusSeconds(120));
    }

    @Test
    void activeSilenceWithAnotherBeginningIsReplaced() throws InvalidSilenceException {
        Silence known = onlyOne(request(SHOP, T0, T0.plusSeconds(600)), Optional.empty(), T0);

        SilenceRequest.Change change = request(SHOP, T0.plusSeconds(90), T0.plusSeconds(600))
                .against(Optional.of(known), "other", T0.plusSeconds(60));

        assertThat(change.id()).isEqualTo("other");
        assertThat(change.silences()).extracting(Silence::id).containsExactly("new", "other");
        assertThat(change.silences().get(0).endsAt()).isEqualTo(T0.plusSeconds(60));
        assertThat(change.silences().get(1).startsAt()).isEqualTo(T0.plusSeconds(90));
    }

    @Test
    void silenceToComeMayBeMoved_butNotIntoThePast() throws InvalidSilenceException {
        Silence known = onlyOne(request(SHOP, T0.plusSeconds(600), T0.plusSeconds(900)), Optional.empty(), T0);

        Silence moved = onlyOne(request(SHOP, T0.plusSeconds(300), T0.plusSeconds(900)), Optional.of(known), T0);
        SilenceRequest.Change begun =
                request(SHOP, T0.minusSeconds(1), T0.plusSeconds(900)).against(Optional.of(known), "other", T0);

        assertThat(moved.id()).isEqualTo("new");
        assertThat(begun.silences()).extracting(Silence::id).containsExactly("new", "other");
        assertThat(begun.silences().get(0).state(T0)).isEqualTo(Silence.State.EXPIRED);
    }

    @Test
    void silenceOfEverythingIsRefused() {
        assertThatThrownBy(
                        () -> request(new LabelMatchers(MatcherParser.parse("service=~\".*\"")), T0, T0.plusSeconds(9))
                                .against(Optional.empty(), "new", T0))
                .isInstanceOf(InvalidSilenceException.class)
                .hasMessage("silence invalid: at least one matcher must not match the empty string");
    }

    @Test
    void silenceHoldsFromItsBeginningUntilItsEnd() throws InvalidSilenceException {
        Silence silence = onlyOne(request(SHOP, T0.plusSeconds(10), T0.plusSeconds(20)), Optional.empty(), T0);
        Map<String, String> shop = Map.of("service", "shop");

        assertThat(silence.silences(shop, T0.plusSeconds(9))).isFalse();
        assertThat(silence.silences(shop, T0.plusSeconds(10))).isTrue();
        assertThat(silence.silences(Map.of("service", "pay"), T0.plusSeconds(10)))
                .isFalse();
        assertThat(silence.silences(shop, T0.plusSeconds(20))).isFalse();
        assertThat(silence.isForgotten(T0.plusSeconds(19).plus(Duration.ofDays(5))))
                .isFalse();
        assertThat(silence.isForgotten(T0.plusSeconds(20).plus(Duration.ofDays(5))))
                .isTrue();
    }

    private static Silence onlyOne(SilenceRequest request, Optional<Silence> known, Instant now)
            throws InvalidSilenceException {
        SilenceRequest.Change change = request.against(known, "new", now);
        assertThat(change.silences()).hasSize(1);
        return change.silences().get(0);
    }

    private static SilenceRequest request(LabelMatchers matchers, Instant startsAt, Instant endsAt) {
        return new SilenceRequest(
                Optional.empty(), matchers, startsAt, endsAt, "ann", "deploy", new TreeMap<>(Map.of("ticket", "T-1")));
    }
}
