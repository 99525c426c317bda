package slipstream.alerting.silence;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.contract.topic.JsonSerde;

/** A silence as a record, in the field names of Alertmanager's API. */
public final class SilenceSerde {
    private static final JsonSerde<Written> JSON = JsonSerde.of(Written.class);

    private SilenceSerde() {}

    private record Written(
            String id,
            List<WrittenMatcher> matchers,
            Instant startsAt,
            Instant endsAt,
            Instant updatedAt,
            String createdBy,
            String comment,
            SortedMap<String, String> annotations) {}

    private record WrittenMatcher(String name, String value, boolean isRegex, boolean isEqual) {
        private static WrittenMatcher of(LabelMatcher matcher) {
            return new WrittenMatcher(
                    matcher.name(),
                    matcher.value(),
                    matcher.operator().isRegex(),
                    matcher.operator().isPositive());
        }

        private LabelMatcher read() {
            LabelMatcher.Operator positive = isRegex ? LabelMatcher.Operator.MATCHES : LabelMatcher.Operator.EQUAL;
            LabelMatcher.Operator negative =
                    isRegex ? LabelMatcher.Operator.DOES_NOT_MATCH : LabelMatcher.Operator.NOT_EQUAL;
            return new LabelMatcher(name, isEqual ? positive : negative, value);
        }
    }

    public static byte[] write(Silence silence) {
        return JSON.write(new Written(
                silence.id(),
                silence.matchers().all().stream().map(WrittenMatcher::of).toList(),
                silence.startsAt(),
                silence.endsAt(),
                silence.updatedAt(),
                silence.createdBy(),
                silence.comment(),
                silence.annotations()));
    }

    /** @throws SerializationException when it is no silence */
    public static Silence read(byte[] json) {
        Written written = JSON.read(json);
        try {
            return new Silence(
                    written.id,
                    new LabelMatchers(
                            written.matchers.stream().map(WrittenMatcher::read).toList()),
                    written.startsAt,
                    written.endsAt,
                    written.updatedAt,
                    written.createdBy,
                    written.comment,
                    written.annotations == null ? new TreeMap<>() : written.annotations);
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new SerializationException("not a silence: " + e.getMessage(), e);
        }
    }
}
