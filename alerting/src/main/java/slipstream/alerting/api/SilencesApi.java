package slipstream.alerting.api;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.route.LabelMatcher;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.silence.InvalidSilenceException;
import slipstream.alerting.silence.Silence;
import slipstream.alerting.silence.SilenceRequest;

/** Silences as Alertmanager's API v2 takes and shows them. */
final class SilencesApi {
    private final AlertDesk desk;
    private final InstantSource clock;
    private final Supplier<String> newId;

    SilencesApi(AlertDesk desk, InstantSource clock) {
        this(desk, clock, () -> UUID.randomUUID().toString());
    }

    SilencesApi(AlertDesk desk, InstantSource clock, Supplier<String> newId) {
        this.desk = desk;
        this.clock = clock;
        this.newId = newId;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v2/silences", this::list),
                Endpoint.postJson("/api/v2/silences", this::post),
                Endpoint.get("/api/v2/silence/{silenceID}", this::one),
                Endpoint.delete("/api/v2/silence/{silenceID}", this::expire));
    }

    private Answer list(Call call) throws Refusal {
        // A filter names conditions that the silence itself must have, letter by letter.
        LabelMatchers wanted = AlertFilter.matchers(call, "filter");
        Instant now = clock.instant();
        List<Silence> silences = desk.silences().stream()
                .filter(silence ->
                        !silence.isForgotten(now) && silence.matchers().all().containsAll(wanted.all()))
                .sorted(order(now))
                .toList();
        return Answer.json(200, json -> {
            json.writeStartArray();
            for (Silence silence : silences) {
                write(json, silence, now);
            }
            json.writeEndArray();
        });
    }

    private Answer one(Call call) throws Refusal {
        Silence silence = wanted(call);
        return Answer.json(200, json -> write(json, silence, clock.instant()));
    }

    private Answer post(Call call) throws Refusal, DeskUnavailableException {
        SilenceRequest request = PostedSilence.read(call.body());
        Instant now = clock.instant();
        Optional<Silence> known = request.id().flatMap(this::find);
        if (request.id().isPresent() && known.isEmpty()) {
            throw Refusal.said(404, "silence not found");
        }
        try {
            SilenceRequest.Change change = request.against(known, newId.get(), now);
            for (Silence silence : change.silences()) {
                desk.set(silence);
            }
            return Answer.json(200, Map.of("silenceID", change.id()));
        } catch (InvalidSilenceException e) {
            throw Refusal.said(400, e.getMessage());
        }
    }

    private Answer expire(Call call) throws Refusal, DeskUnavailableException {
        Silence silence = wanted(call);
        Instant now = clock.instant();
        if (silence.state(now) != Silence.State.EXPIRED) {
            desk.set(silence.expired(now));
        }
        return Answer.OK;
    }

    private Silence wanted(Call call) throws Refusal {
        String id = call.variable("silenceID");
        if (!isUuid(id)) {
            throw Refusal.of(422, "bad_id", "silenceID in path must be of type uuid");
        }
        return find(id).orElseThrow(() -> Refusal.silent(404));
    }

    private Optional<Silence> find(String id) {
        Instant now = clock.instant();
        return desk.silences().stream()
                .filter(silence -> silence.id().equals(id) && !silence.isForgotten(now))
                .findFirst();
    }

    private static boolean isUuid(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** Those that hold by their end, then those to come by their start, then the expired, latest first. */
    private static Comparator<Silence> order(Instant now) {
        List<Silence.State> states = List.of(Silence.State.ACTIVE, Silence.State.PENDING, Silence.State.EXPIRED);
        return Comparator.comparing((Silence silence) -> states.indexOf(silence.state(now)))
                .thenComparing((one, other) -> switch (one.state(now)) {
                    case ACTIVE -> one.endsAt().compareTo(other.endsAt());
                    case PENDING -> one.startsAt().compareTo(other.startsAt());
                    case EXPIRED -> other.endsAt().compareTo(one.endsAt());
                })
                .thenComparing(Silence::id);
    }

    private static void write(JsonGenerator json, Silence silence, Instant now) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", silence.id());
        json.writeObjectFieldStart("status");
        json.writeStringField("state", silence.state(now).name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
        json.writeStringField("updatedAt", Rfc3339.millis(silence.updatedAt()));
        json.writeStringField("comment", silence.comment());
        json.writeStringField("createdBy", silence.createdBy());
        json.writeStringField("endsAt", Rfc3339.millis(silence.endsAt()));
        json.writeArrayFieldStart("matchers");
        for (LabelMatcher matcher : silence.matchers().all()) {
            json.writeStartObject();
            json.writeBooleanField("isEqual", matcher.operator().isPositive());
            json.writeBooleanField("isRegex", matcher.operator().isRegex());
            json.writeStringField("name", matcher.name());
            json.writeStringField("value", matcher.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("startsAt", Rfc3339.millis(silence.startsAt()));
        if (!silence.annotations().isEmpty()) {
            JsonText.labels(json, "annotations", silence.annotations());
        }
        json.writeEndObject();
    }
}
