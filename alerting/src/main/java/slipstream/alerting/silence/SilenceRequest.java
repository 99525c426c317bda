package slipstream.alerting.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;

/**
 * A silence as somebody wants it. The rules and the words of refusals are Alertmanager's ({@code silence/silence.go}), since
 * its clients show them.
 *
 * @param id of the silence to be changed; empty for a new one
 */
public record SilenceRequest(
        Optional<String> id,
        LabelMatchers matchers,
        Instant startsAt,
        Instant endsAt,
        String createdBy,
        String comment,
        SortedMap<String, String> annotations) {
    public SilenceRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(matchers, "matchers");
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        Objects.requireNonNull(createdBy, "createdBy");
        Objects.requireNonNull(comment, "comment");
        annotations = new TreeMap<>(annotations);
    }

    /**
     * What has to be set, in this order, for the wish to come true.
     *
     * @param id of the silence that holds then
     */
    public record Change(String id, List<Silence> silences) {
        public Change {
            silences = List.copyOf(silences);
        }
    }

    /**
     * Works out what changes. A silence that holds keeps its id when only its end, comment or author changes; with other
     * conditions or another start the old one ends, so that it remains on record, and a new one takes its place.
     *
     * @param known the silence with the wanted id, if there is one
     * @param newId for the case that a new silence is needed
     * @throws InvalidSilenceException when nobody may have such a silence
     */
    public Change against(Optional<Silence> known, String newId, Instant now) throws InvalidSilenceException {
        validate(now);
        List<Silence> changes = new ArrayList<>();
        if (known.isPresent() && canBecomeThis(known.get(), now)) {
            changes.add(as(known.get().id(), startsAt, now));
            return new Change(known.get().id(), changes);
        }
        known.filter(silence -> silence.state(now) != Silence.State.EXPIRED)
                .ifPresent(silence -> changes.add(silence.expired(now)));
        changes.add(as(newId, startsAt.isBefore(now) ? now : startsAt, now));
        return new Change(newId, changes);
    }

    private void validate(Instant now) throws InvalidSilenceException {
        if (!startsAt.isBefore(endsAt)) {
            throw new InvalidSilenceException("Failed to create silence: start time must be before end time");
        }
        if (endsAt.isBefore(now)) {
            throw new InvalidSilenceException("Failed to create silence: end time can't be in the past");
        }
        if (matchers.all().isEmpty()) {
            throw new InvalidSilenceException("silence invalid: at least one matcher required");
        }
        if (matchers.all().stream().allMatch(SilenceRequest::wantsNothing)) {
            throw new InvalidSilenceException("silence invalid: at least one matcher must not match the empty string");
        }
        for (LabelMatcher matcher : matchers.all()) {
            if (matcher.name().isEmpty()) {
                throw new InvalidSilenceException("silence invalid: invalid label name \"\"");
            }
        }
    }

    /** Whether it asks for a label to be absent; one that asks for something else not to be there is no such, as in Alertmanager. */
    private static boolean wantsNothing(LabelMatcher matcher) {
        return matcher.operator().isPositive() && matcher.matches(Map.of());
    }

    private boolean canBecomeThis(Silence known, Instant now) {
        if (!known.matchers().equals(matchers)) {
            return false;
        }
        return switch (known.state(now)) {
            case ACTIVE -> known.startsAt().getEpochSecond() == startsAt.getEpochSecond();
            case PENDING -> !startsAt.isBefore(now);
            case EXPIRED -> false;
        };
    }

    private Silence as(String silenceId, Instant start, Instant now) {
        return new Silence(silenceId, matchers, start, endsAt, now, createdBy, comment, annotations);
    }
}
