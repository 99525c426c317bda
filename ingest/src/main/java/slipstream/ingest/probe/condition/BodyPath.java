package slipstream.ingest.probe.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a JSON answer such as {@code [BODY].items[0].id}; {@code [BODY]} alone is the answer's whole text. Immutable. */
public final class BodyPath {
    static final String PREFIX = "[BODY]";

    private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]\\s()]+)|\\[(\\d{1,6})]");

    private final List<String> steps;

    private BodyPath(List<String> steps) {
        this.steps = steps;
    }

    /** @throws IllegalArgumentException when the text is no such path */
    public static BodyPath compile(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("'" + text + "' must begin with " + PREFIX);
        }
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text).region(PREFIX.length(), text.length());
        int end = PREFIX.length();
        while (step.lookingAt()) {
            steps.add(step.group(1) == null ? "[" + step.group(2) : step.group(1));
            end = step.end();
            step.region(end, text.length());
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("the path '" + text + "' is not understood from '" + text.substring(end)
                    + "' on: write [BODY].name[0].name");
        }
        return new BodyPath(steps);
    }

    /** The text found there: a JSON string without its quotation marks, anything else as JSON. */
    public Optional<String> find(Facts facts) {
        if (steps.isEmpty()) {
            return Optional.of(facts.evidence().body());
        }
        JsonNode node = node(facts);
        return node.isMissingNode()
                ? Optional.empty()
                : Optional.of(node.isTextual() ? node.textValue() : node.toString());
    }

    /** The number of items, or of characters where the place holds text. */
    Optional<Integer> length(Facts facts) {
        JsonNode node = node(facts);
        if (steps.isEmpty() && !node.isContainerNode()) {
            return Optional.of(facts.evidence().body().length());
        }
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(node.isContainerNode() ? node.size() : node.asText().length());
    }

    boolean exists(Facts facts) {
        return steps.isEmpty()
                ? !facts.evidence().body().isEmpty()
                : !node(facts).isMissingNode();
    }

    private JsonNode node(Facts facts) {
        JsonNode node = facts.json();
        for (String step : steps) {
            node = step.startsWith("[") ? node.path(Integer.parseInt(step.substring(1))) : node.path(step);
        }
        return node == null ? MissingNode.getInstance() : node;
    }
}
