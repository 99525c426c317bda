package slipstream.alerting.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import slipstream.contract.document.Spelling;

/**
 * What somebody asks for in a chat, for example {@code !ack 7QK3M looking into it}.
 *
 * @param incidentId absent when none is named: then the only open incident is meant, if there is only one
 * @param text the note, cause or schedule that follows; may be empty
 */
public record ChatCommand(Verb verb, Optional<String> incidentId, String text) {
    private static final String QUOTES = "\"'“”„‘’";

    public ChatCommand {
        Objects.requireNonNull(verb, "verb");
        Objects.requireNonNull(incidentId, "incidentId");
        Objects.requireNonNull(text, "text");
    }

    /** What can be asked for. */
    public enum Verb {
        ACK("!ack [ID] [NOTE]", false),
        UNACK("!unack [ID] [NOTE]", false),
        NOTE("!note [ID] NOTE", true),
        CAUSE("!cause [ID] CAUSE", true),
        MITIGATED("!mitigated [ID] [NOTE]", false),
        RESOLVE("!resolve [ID] [NOTE]", false),
        ONCALL("!oncall SCHEDULE", false),
        HELP("!help", false);

        private final String usage;
        private final boolean needsText;

        Verb(String usage, boolean needsText) {
            this.usage = usage;
            this.needsText = needsText;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A text that is no command; the message is the answer to whoever wrote it. */
    public static final class UnknownCommandException extends Exception {
        private static final long serialVersionUID = 1L;

        UnknownCommandException(String message) {
            super(message);
        }
    }

    /** Every command with what follows it, in one line. */
    public static String usage() {
        return Arrays.stream(Verb.values()).map(verb -> verb.usage).collect(Collectors.joining(", "));
    }

    /** Reads a line; blanks and the case of letters do not matter, quotes around a note are left away, the exclamation mark may be missing. */
    public static ChatCommand parse(String line) throws UnknownCommandException {
        String[] words = line.strip().split("\\s+", 2);
        String word = words[0].toLowerCase(Locale.ROOT);
        String bare = word.startsWith("!") || word.startsWith("/") ? word.substring(1) : word;
        String rest = words.length > 1 ? words[1].strip() : "";
        Verb verb = Arrays.stream(Verb.values())
                .filter(candidate -> candidate.word().equals(bare))
                .findFirst()
                .orElseThrow(() -> unknown(words[0], bare));
        ChatCommand command = verb == Verb.ONCALL || verb == Verb.HELP
                ? new ChatCommand(verb, Optional.empty(), unquoted(rest))
                : aboutIncident(verb, rest);
        if (verb.needsText && command.text().isEmpty()) {
            throw new UnknownCommandException("something must follow: " + verb.usage);
        }
        return command;
    }

    private static UnknownCommandException unknown(String typed, String bare) {
        List<String> words = Arrays.stream(Verb.values()).map(Verb::word).toList();
        String meant = Spelling.nearest(bare, words)
                .map(nearest -> "did you mean !" + nearest + "? There are ")
                .orElse("there are ");
        return new UnknownCommandException("'" + shortened(typed) + "' is not a command; " + meant + usage());
    }

    private static ChatCommand aboutIncident(Verb verb, String rest) {
        String[] words = rest.split("\\s+", 2);
        Optional<String> id = IncidentId.read(words[0]);
        if (id.isEmpty()) {
            return new ChatCommand(verb, Optional.empty(), unquoted(rest));
        }
        return new ChatCommand(verb, id, unquoted(words.length > 1 ? words[1].strip() : ""));
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1
                && QUOTES.indexOf(text.charAt(0)) >= 0
                && QUOTES.indexOf(text.charAt(text.length() - 1)) >= 0;
        return isQuoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 39) + "…";
    }
}
