package slipstream.alerting.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.route.RoutingReader;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problem;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;

/** Reads {@code oncall.yml} from text, beside an {@code alertmanager.yml} with a few receivers and a time interval. */
final class OncallFiles {
    /** The receivers of {@code alertmanager.yml}, and the channels that each has. */
    static final Map<String, List<String>> RECEIVERS = Map.of(
            "team-shop", List.of("slack", "webhook"),
            "team-shop-mails", List.of("email"),
            "eng-manager", List.of("email"),
            "cto", List.of("email"),
            "rollback", List.of("webhook"));

    private static final String TIME_INTERVALS = """
            time_intervals:
              - name: nightly
                time_intervals: [{times: [{start_time: '02:00', end_time: '03:00'}]}]
              - name: nights
                time_intervals:
                  - times: [{start_time: '22:00', end_time: '24:00'}, {start_time: '00:00', end_time: '07:00'}]
                    location: Europe/Berlin
            """;

    private OncallFiles() {}

    /** What a file says in which nothing is wrong. */
    static Oncall read(Path folder, String yaml) {
        Problems problems = new Problems();
        Oncall oncall = read(folder, yaml, problems);
        assertThat(problems.all()).isEmpty();
        return oncall;
    }

    static Oncall read(Path folder, String yaml, Problems problems) {
        write(folder, Oncall.FILE, yaml);
        Path intervals = write(folder, "alertmanager.yml", TIME_INTERVALS);
        Fields root =
                YamlReader.read(intervals, problems).get(0).asFields(problems).orElseThrow();
        OncallReader.Known known =
                new OncallReader.Known(RECEIVERS, RoutingReader.timeIntervals(root), OncallFiles::channels);
        return OncallReader.read(folder, known, problems);
    }

    /** The messages about a file, without its name. */
    static List<String> problems(Path folder, String yaml) {
        Problems problems = new Problems();
        read(folder, yaml, problems);
        return problems.all().stream().map(OncallFiles::words).toList();
    }

    private static String words(Problem problem) {
        return problem.where().line() + ": " + problem.key() + ": " + problem.message();
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each key that ends in {@code _configs} is a channel of that kind, whatever stands in it. */
    private static List<ChannelSettings> channels(String name, Fields receiver) {
        List<ChannelSettings> channels = new ArrayList<>();
        for (String kind : List.of("sms", "email", "alertmanager")) {
            for (Fields entry : receiver.listOfFields(kind + "_configs")) {
                Map<String, Element> all = new LinkedHashMap<>(entry.all());
                channels.add(new NamedChannel(kind, all.size()));
            }
        }
        return channels;
    }

    private record NamedChannel(String kind, int keys) implements ChannelSettings {
        @Override
        public boolean sendResolved() {
            return true;
        }

        @Override
        public Channel open(Surroundings surroundings) {
            throw new UnsupportedOperationException("nobody is told in these tests");
        }
    }
}
