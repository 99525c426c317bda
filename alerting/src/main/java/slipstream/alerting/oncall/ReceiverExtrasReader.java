package slipstream.alerting.oncall;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.webhook.SigningSecrets;
import slipstream.alerting.channel.webhook.WebhookFormat;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads {@code receivers}, by their names. */
final class ReceiverExtrasReader {
    private final OncallReader.Known known;
    private final Path folder;
    private final CalmReader calm;

    ReceiverExtrasReader(OncallReader.Known known, Path folder, CalmReader calm) {
        this.known = known;
        this.folder = folder;
        this.calm = calm;
    }

    Map<String, ReceiverExtras> read(Optional<Fields> section) {
        Map<String, ReceiverExtras> all = new LinkedHashMap<>();
        Map<String, Fields> places = new LinkedHashMap<>();
        if (section.isPresent()) {
            for (Map.Entry<String, Element> entry : section.get().all().entrySet()) {
                entry.getValue().asFields(section.get().problems()).ifPresent(fields -> {
                    all.put(entry.getKey(), receiver(entry.getKey(), fields));
                    places.put(entry.getKey(), fields);
                });
            }
        }
        checkFallbacks(all, places);
        return all;
    }

    private ReceiverExtras receiver(String name, Fields fields) {
        List<ChannelSettings> channels = known.channels().apply(name, fields);
        if (channels.isEmpty() && !known.receivers().containsKey(name)) {
            fields.problems()
                    .error(
                            fields.where(),
                            fields.keyPath("sms_configs").replace(".sms_configs", ""),
                            "is not a receiver of alertmanager.yml and has no channel of its own"
                                    + Spelling.suggestion(
                                            name, known.receivers().keySet()));
        }
        ReceiverExtras read = new ReceiverExtras(
                name,
                channels,
                fields.fields("webhook_signing").flatMap(signing -> SigningSecrets.read(signing, folder)),
                fields.oneOf("format", "alertmanager", "standard").map(ReceiverExtrasReader::format),
                fields.fields("rate_limit").flatMap(ReceiverExtrasReader::rateLimit),
                fields.text("fallback"),
                fields.duration("ttl"),
                fields.fields("quiet_hours").map(calm::quietHours));
        for (String key : List.of("webhook_signing", "format")) {
            if (fields.has(key) && !hasWebhook(name, channels)) {
                fields.error(key, "is about webhooks, and '" + name + "' has none");
            }
        }
        fields.done();
        return read;
    }

    private static WebhookFormat format(String word) {
        return WebhookFormat.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private boolean hasWebhook(String name, List<ChannelSettings> channels) {
        return known.receivers().getOrDefault(name, List.of()).contains("webhook")
                || channels.stream().anyMatch(channel -> channel.kind().equals("webhook"));
    }

    private static Optional<RateLimit> rateLimit(Fields limit) {
        if (!limit.holds("per")) {
            limit.missing("per");
        }
        Optional<Duration> per = limit.duration("per");
        int burst = limit.wholeNumber("burst", 1, 10_000).orElse(1);
        boolean digests =
                limit.oneOf("overflow", "digest", "wait").orElse("digest").equals("digest");
        limit.done();
        return per.map(time -> new RateLimit(time, burst, digests));
    }

    private void checkFallbacks(Map<String, ReceiverExtras> all, Map<String, Fields> places) {
        Set<String> names = new TreeSet<>(known.receivers().keySet());
        names.addAll(all.keySet());
        all.forEach((name, receiver) -> {
            if (receiver.fallback().isEmpty()) {
                return;
            }
            String fallback = receiver.fallback().get();
            if (!names.contains(fallback)) {
                places.get(name)
                        .error(
                                "fallback",
                                "there is no receiver '" + fallback + "'" + Spelling.suggestion(fallback, names));
                return;
            }
            Set<String> chain = new LinkedHashSet<>(Set.of(name));
            Optional<String> next = receiver.fallback();
            while (next.isPresent() && chain.add(next.get())) {
                next = Optional.ofNullable(all.get(next.get())).flatMap(ReceiverExtras::fallback);
            }
            if (next.isPresent() && next.get().equals(name)) {
                places.get(name)
                        .error("fallback", "goes round in a circle: " + String.join(" → ", chain) + " → " + name);
            }
        });
    }
}
