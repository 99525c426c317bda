package slipstream.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Problems;
import slipstream.contract.document.YamlReader;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.streams.StreamsSettings;
import slipstream.streams.slice.ClockMode;

/**
 * What {@code slipstream.yml} says about the process; every key may be left out, and options of the command line go first.
 *
 * @param clock what "now" means, live unless said otherwise
 * @param data where data is kept
 * @param kafkaPort the embedded broker's port
 * @param query where the API and the page listen
 * @param alerting where alerting answers: Alertmanager's API, acknowledgements
 * @param externalUrl where the page can be reached from outside, for links
 * @param tuning of the stream job
 */
record AppSettings(
        Optional<ClockMode> clock,
        Optional<Path> data,
        Optional<Integer> kafkaPort,
        Optional<ListenAddress> query,
        Optional<ListenAddress> alerting,
        Optional<String> externalUrl,
        StreamsSettings.Tuning tuning) {
    static final String FILE = "slipstream.yml";

    static final AppSettings DEFAULTS = new AppSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            StreamsSettings.Tuning.DEFAULTS);

    /** Reads the file of a configuration folder; where there is none, everything has its default. */
    static AppSettings read(Path folder, Problems problems) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return DEFAULTS;
        }
        List<Element> documents = YamlReader.read(file, problems);
        if (documents.isEmpty()) {
            return DEFAULTS;
        }
        return documents
                .get(0)
                .asFields(problems)
                .map(root -> read(root, folder))
                .orElse(DEFAULTS);
    }

    private static AppSettings read(Fields root, Path folder) {
        AppSettings settings = new AppSettings(
                root.oneOf("clock", "live", "event").flatMap(ClockMode::ofWord),
                root.text("data").map(folder::resolve),
                root.fields("kafka").flatMap(AppSettings::kafkaPort),
                root.fields("query").flatMap(section -> listen(section, folder)),
                root.fields("alerting").flatMap(section -> listen(section, folder)),
                root.text("external_url").map(AppSettings::withoutSlash),
                root.fields("streams").map(StreamsSettings.Tuning::read).orElse(StreamsSettings.Tuning.DEFAULTS));
        root.done();
        return settings;
    }

    private static Optional<Integer> kafkaPort(Fields section) {
        Optional<Integer> port =
                section.wholeNumber("port", 1, 65_535).stream().boxed().findFirst();
        section.done();
        return port;
    }

    private static Optional<ListenAddress> listen(Fields section, Path folder) {
        Optional<String> address = section.requiredText("listen");
        Optional<String> tokenFile = section.text("token_file");
        section.done();
        try {
            Optional<AccessToken> token = Optional.empty();
            if (tokenFile.isPresent()) {
                token = Optional.of(token(folder.resolve(tokenFile.get())));
            }
            Optional<AccessToken> given = token;
            return address.map(text -> ListenAddress.parse(text, given));
        } catch (StartupException e) {
            section.error("token_file", e.getMessage());
        } catch (IllegalArgumentException e) {
            section.error("listen", e.getMessage());
        }
        return Optional.empty();
    }

    /** Reads a token from a file, to ask for it. */
    static AccessToken token(Path file) {
        try {
            return new AccessToken(tokenText(file));
        } catch (IllegalArgumentException e) {
            throw new StartupException("the token file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads a token from a file, to show it; one newline at the end does not belong to it. */
    static String tokenText(Path file) {
        try {
            return Files.readString(file).stripTrailing();
        } catch (IOException e) {
            throw new StartupException("the token file " + file + " cannot be read", e);
        }
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }
}
