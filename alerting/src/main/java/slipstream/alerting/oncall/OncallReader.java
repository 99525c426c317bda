package slipstream.alerting.oncall;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.incident.IncidentSettings;
import slipstream.alerting.incident.IncidentSettingsReader;
import slipstream.alerting.route.MatchersReader;
import slipstream.alerting.route.RoutingReader;
import slipstream.alerting.route.TimeInterval;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Reads an {@code oncall.yml}: what Alertmanager refuses to find in its own file. */
public final class OncallReader {
    private final Known known;
    private final Path folder;

    /** @param folder what relative names of files are relative to */
    private OncallReader(Known known, Path folder) {
        this.known = known;
        this.folder = folder;
    }

    /**
     * What other files say, and who reads channels.
     *
     * @param receivers the kinds of channel of each receiver of {@code alertmanager.yml}, by its name
     * @param timeIntervals of {@code alertmanager.yml}
     * @param channels reads every {@code ..._configs} of the receiver of a name
     */
    public record Known(
            Map<String, List<String>> receivers,
            Map<String, List<TimeInterval>> timeIntervals,
            BiFunction<String, Fields, List<ChannelSettings>> channels) {
        public Known {
            receivers = Map.copyOf(receivers);
            timeIntervals = Map.copyOf(timeIntervals);
        }
    }

    /** Reads the file in a configuration folder, if there is one; with errors among the problems the result is not to be used. */
    public static Oncall read(Path folder, Known known, Problems problems) {
        Path file = folder.resolve(Oncall.FILE);
        if (Files.notExists(file)) {
            return Oncall.NONE;
        }
        List<Element> documents = YamlReader.read(file, problems);
        if (documents.size() > 1) {
            Element second = documents.get(1);
            problems.error(second.where(), second.path(), "the file holds more than one document");
            return Oncall.NONE;
        }
        return documents.stream()
                .findFirst()
                .flatMap(root -> root.asFields(problems))
                .map(new OncallReader(known, folder)::root)
                .orElse(Oncall.NONE);
    }

    private Oncall root(Fields root) {
        Intervals intervals = intervals(root);
        CalmReader calm = new CalmReader(intervals);
        Map<String, ReceiverExtras> extras =
                new ReceiverExtrasReader(known, folder, calm).read(root.fields("receivers"));
        Set<String> names = new LinkedHashSet<>(known.receivers().keySet());
        names.addAll(extras.keySet());
        People people = new PeopleReader(names, extras, intervals).read(root);
        checkWhoeverIs(root, extras, people);
        extras.putAll(personal(people, extras));
        Map<String, List<String>> kinds = kinds(extras);
        AddressReader addresses = new AddressReader(kinds, people);
        SeverityReader severityReader = new SeverityReader(addresses);
        List<Severity> severities =
                root.fields("severities").map(severityReader::read).orElse(List.of());
        Oncall oncall = new Oncall(
                extras,
                people,
                new EscalationReader(addresses, severities).read(root),
                severities,
                root.fields("business_days").map(BusinessDaysReader::read).orElse(BusinessDays.USUAL),
                calm.read(root),
                root.fields("flap").flatMap(OncallReader::flap),
                actions(root, addresses),
                root.fields("incidents").map(IncidentSettingsReader::read).orElse(IncidentSettings.DEFAULT),
                root.fields("acknowledge").map(this::acknowledge).orElse(Acknowledge.NONE),
                root.fields("digest").map(OncallReader::digest).orElse(DigestSettings.DEFAULT),
                root.fields("outbound").map(OncallReader::allowsPrivate).orElse(true));
        root.done();
        return oncall;
    }

    private Intervals intervals(Fields root) {
        Map<String, List<TimeInterval>> all = new LinkedHashMap<>(known.timeIntervals());
        RoutingReader.timeIntervals(root).forEach((name, own) -> {
            if (all.putIfAbsent(name, own) != null) {
                root.error("time_intervals", "'" + name + "' is the name of a time interval of alertmanager.yml too");
            }
        });
        return new Intervals(all);
    }

    private static Map<String, ReceiverExtras> personal(People people, Map<String, ReceiverExtras> shared) {
        Map<String, ReceiverExtras> personal = new LinkedHashMap<>();
        people.users()
                .forEach((name, user) -> user.through()
                        .map(shared::get)
                        .flatMap(receiver -> PersonalReceiver.of(user, receiver))
                        .ifPresent(receiver -> personal.put(name, receiver)));
        return personal;
    }

    /** Whoever is on call and is to be told by telephone must have one. */
    private static void checkWhoeverIs(Fields root, Map<String, ReceiverExtras> extras, People people) {
        extras.forEach((receiver, settings) -> settings.channels().stream()
                .flatMap(channel -> channel.toWhoeverIs().stream())
                .forEach(name -> {
                    OnCallSchedule schedule = people.schedules().get(Address.schedule(name));
                    if (schedule == null) {
                        root.error("receivers", "'" + receiver + "' tells " + name + ", and there is no such schedule");
                        return;
                    }
                    schedule.users().stream()
                            .filter(user -> Optional.ofNullable(people.users().get(user))
                                    .flatMap(User::phone)
                                    .isEmpty())
                            .sorted()
                            .forEach(user -> root.error(
                                    "receivers",
                                    "'" + receiver + "' tells " + name + ", and user '" + user + "' has no phone"));
                }));
    }

    private Map<String, List<String>> kinds(Map<String, ReceiverExtras> extras) {
        Map<String, List<String>> kinds = new LinkedHashMap<>(known.receivers());
        extras.forEach((name, receiver) -> {
            List<String> all = new ArrayList<>(kinds.getOrDefault(name, List.of()));
            receiver.channels().forEach(channel -> all.add(channel.kind()));
            kinds.put(name, all);
        });
        return kinds;
    }

    private static Optional<FlapDamping> flap(Fields flap) {
        Duration window = flap.duration("window").orElse(Duration.ofMinutes(15));
        int most = flap.wholeNumber("max_transitions", 2, 100).orElse(4);
        Duration hold = flap.duration("hold").orElse(Duration.ofMinutes(10));
        flap.done();
        return Optional.of(new FlapDamping(window, most, hold));
    }

    private static List<ActionWebhook> actions(Fields root, AddressReader addresses) {
        List<ActionWebhook> actions = new ArrayList<>();
        Names names = new Names("action");
        for (Fields action : root.listOfFields("actions")) {
            Optional<String> name = names.read(action);
            Optional<String> receiver = action.requiredText("receiver");
            receiver.ifPresent(text -> addresses.requireWebhook(action, "receiver", text));
            boolean once = action.bool("once").orElse(true);
            if (!action.holds("matchers")) {
                action.error("matchers", "are required: an action on every alert would be a mistake");
            }
            var matchers = MatchersReader.read(action);
            action.done();
            if (name.isPresent() && receiver.isPresent()) {
                actions.add(new ActionWebhook(name.get(), matchers, receiver.get(), once));
            }
        }
        return actions;
    }

    private Acknowledge acknowledge(Fields acknowledge) {
        Optional<Secret> link = SecretFields.read(acknowledge, "link_secret", folder);
        if (link.filter(secret -> secret.value().length() < 16).isPresent()) {
            acknowledge.error(
                    SecretFields.keyOf(acknowledge, "link_secret"),
                    "holds fewer than 16 characters, which can be guessed");
        }
        Optional<String> base = acknowledge.converted("base_url", "an address such as https://alerts.example", text -> {
            if (!text.matches("https?://[^/\\s]+(/[^\\s?#]*)?")) {
                throw new IllegalArgumentException("not an address");
            }
            return text.replaceAll("/+$", "");
        });
        if (link.isPresent() && !acknowledge.has("base_url")) {
            acknowledge.error("base_url", "is required beside link_secret_file: links must lead somewhere");
        }
        Optional<Secret> token = acknowledge.fields("chat").flatMap(chat -> {
            Optional<Secret> read = SecretFields.read(chat, "token", folder);
            chat.done();
            return read;
        });
        acknowledge.done();
        return new Acknowledge(link, base, token);
    }

    private static DigestSettings digest(Fields digest) {
        DigestSettings usual = DigestSettings.DEFAULT;
        DigestSettings read = new DigestSettings(
                digest.duration("every").orElse(usual.every()),
                digest.wholeNumber("max_alerts", 1, 10_000).orElse(usual.maxAlerts()));
        digest.done();
        return read;
    }

    private static boolean allowsPrivate(Fields outbound) {
        boolean allowed = outbound.bool("allow_private").orElse(true);
        outbound.done();
        return allowed;
    }
}
