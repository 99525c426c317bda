package slipstream.contract.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value in a configuration file, together with its place and its path. */
public final class Element {
    private final Node node;
    private final String file;
    private final String path;

    Element(Node node, String file, String path) {
        this.node = node;
        this.file = file;
        this.path = path;
    }

    public Location where() {
        return new Location(
                file, node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }

    /** The path of this value within its document, for example {@code spec.objectives[0]}. */
    public String path() {
        return path;
    }

    /** The fields of this value; a problem is recorded, and empty returned, when it is not a mapping. */
    public Optional<Fields> asFields(Problems problems) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new Fields(mapping, file, path, problems));
        }
        problems.error(where(), path, "must be a mapping (key: value), is " + kind());
        return Optional.empty();
    }

    /** The items of this value; a problem is recorded when it is not a list. */
    public List<Element> asList(Problems problems) {
        if (node instanceof SequenceNode sequence) {
            List<Element> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(new Element(item, file, path + "[" + items.size() + "]"));
            }
            return items;
        }
        problems.error(where(), path, "must be a list, is " + kind());
        return List.of();
    }

    /** The text of a scalar as it was written; a problem is recorded when it is none, or is a boolean or null without quotes. */
    public Optional<String> asText(Problems problems) {
        if (node instanceof ScalarNode scalar) {
            if (scalar.isPlain() && scalar.getTag().equals(Tag.BOOL)) {
                problems.error(
                        where(), path, "is read by YAML as a boolean: put '" + scalar.getValue() + "' in quotes");
                return Optional.empty();
            }
            if (isEmpty()) {
                problems.error(where(), path, "has no value");
                return Optional.empty();
            }
            return Optional.of(scalar.getValue());
        }
        problems.error(where(), path, "must be text, is " + kind());
        return Optional.empty();
    }

    /** The text of a scalar, whatever YAML makes of it; empty without a problem when it is not a scalar. */
    Optional<String> scalar() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** Whether nothing, or an unquoted null, stands where the value should be. */
    public boolean isEmpty() {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getTag().equals(Tag.NULL);
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** What it is, in words, for a message. */
    String kind() {
        if (isEmpty()) {
            return "empty";
        }
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return "'" + ((ScalarNode) node).getValue() + "'";
    }
}
