package slipstream.contract.document;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the documents of a YAML (or JSON) file as positioned trees. Anchors, aliases and tags are refused: no
 * configuration needs them, and they are how a small file becomes a large one or a class name.
 */
public final class YamlReader {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 32;

    private YamlReader() {}

    /** Every document of a file; a file that holds a list of documents gives each of them. Problems end up in {@code problems}. */
    public static List<Element> read(Path file, Problems problems) {
        return read(file, file.toString(), problems);
    }

    /** As {@link #read(Path, Problems)}, with the name by which the file is called in messages. */
    public static List<Element> read(Path file, String name, Problems problems) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                problems.error(Location.startOf(name), "", "the file has more than " + MAX_BYTES + " bytes");
                return List.of();
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), name, problems);
        } catch (CharacterCodingException e) {
            problems.error(Location.startOf(name), "", "the file is not valid UTF-8");
        } catch (IOException e) {
            problems.error(Location.startOf(name), "", "the file cannot be read: " + e.getMessage());
        }
        return List.of();
    }

    /** As {@link #read(Path, Problems)}, for text that is already at hand. */
    public static List<Element> parse(String text, String name, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_BYTES);
        Yaml yaml = new Yaml(options);
        List<Element> documents = new ArrayList<>();
        try {
            if (!refusesAnchorsAndTags(yaml, text, name, problems)) {
                return List.of();
            }
            for (Node root : yaml.composeAll(new StringReader(text))) {
                if (root instanceof SequenceNode list) {
                    list.getValue().forEach(item -> documents.add(new Element(item, name, "")));
                } else {
                    documents.add(new Element(root, name, ""));
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
            problems.error(new Location(name, line, column), "", "not valid YAML: " + e.getProblem());
            return List.of();
        } catch (YAMLException e) {
            problems.error(Location.startOf(name), "", "not valid YAML: " + e.getMessage());
            return List.of();
        }
        return documents;
    }

    private static boolean refusesAnchorsAndTags(Yaml yaml, String text, String name, Problems problems) {
        boolean clean = true;
        for (Event event : yaml.parse(new StringReader(text))) {
            String refused = refused(event);
            if (!refused.isEmpty()) {
                clean = false;
                Location where = new Location(
                        name,
                        event.getStartMark().getLine() + 1,
                        event.getStartMark().getColumn() + 1);
                problems.error(where, "", refused + " are not allowed here; write the value out");
            }
        }
        return clean;
    }

    private static String refused(Event event) {
        if (event instanceof AliasEvent) {
            return "aliases (*)";
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            return "anchors (&)";
        }
        if (event instanceof ScalarEvent scalar
                && scalar.getTag() != null
                && !scalar.getTag().equals("!")) {
            return "tags (!!)";
        }
        if (event instanceof CollectionStartEvent collection && collection.getTag() != null) {
            return "tags (!!)";
        }
        return "";
    }
}
