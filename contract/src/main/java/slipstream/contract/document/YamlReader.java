package slipstream.contract.document;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the documents of a YAML (or JSON) file as positioned trees. Anchors, aliases and tags are refused: no
 * configuration needs them, and they are how a small file becomes a large one or a class name. So is a file without any
 * document: an emptied file must not silently take back what it said before.
 */
public final class YamlReader {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 32;

    /** SnakeYAML copies what it has read of a word again and again: a word of a megabyte takes it six seconds. */
    private static final int MAX_LINE_CHARS = 64 * 1024;

    private YamlReader() {}

    /** Every document of a file; a file that holds a list of documents gives each of them. Problems end up in {@code problems}. */
    public static List<Element> read(Path file, Problems problems) {
        return read(file, file.toString(), problems);
    }

    /** As {@link #read(Path, Problems)}, with the name by which the file is called in messages. */
    public static List<Element> read(Path file, String name, Problems problems) {
        return text(file, name, problems)
                .map(text -> parse(text, name, problems))
                .orElse(List.of());
    }

    /** The text of a file that may hold documents; empty, with the problem recorded, when it cannot be read. */
    public static Optional<String> text(Path file, String name, Problems problems) {
        try {
            if (!Files.exists(file)) {
                problems.error(Location.startOf(name), "", "there is no such file");
            } else if (!Files.isRegularFile(file)) {
                // A pipe would make the reader wait for ever.
                String kind = Files.isDirectory(file) ? "a directory" : "not a regular file";
                problems.error(Location.startOf(name), "", "a file is wanted, this is " + kind);
            } else if (Files.size(file) > MAX_BYTES) {
                problems.error(Location.startOf(name), "", "the file has more than " + MAX_BYTES + " bytes");
            } else {
                return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
            }
        } catch (CharacterCodingException e) {
            problems.error(Location.startOf(name), "", "the file is not valid UTF-8");
        } catch (AccessDeniedException e) {
            problems.error(Location.startOf(name), "", "the file cannot be read: permission denied");
        } catch (IOException e) {
            problems.error(Location.startOf(name), "", "the file cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** As {@link #read(Path, Problems)}, for text that is already at hand. */
    public static List<Element> parse(String text, String name, Problems problems) {
        if (text.length() > MAX_BYTES) {
            problems.error(Location.startOf(name), "", "the text has more than " + MAX_BYTES + " characters");
            return List.of();
        }
        int longLine = lineLongerThan(MAX_LINE_CHARS, text);
        if (longLine > 0) {
            problems.error(
                    new Location(name, longLine, 1), "", "the line has more than " + MAX_LINE_CHARS + " characters");
            return List.of();
        }
        String yaml = withoutTabsOfJson(text);
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(MAX_DEPTH);
        List<Element> documents = new ArrayList<>();
        try {
            if (!isPlain(yaml, name, problems)) {
                return List.of();
            }
            for (Node root : new Yaml(options).composeAll(new StringReader(yaml))) {
                addDocuments(root, name, documents);
            }
        } catch (MarkedYAMLException e) {
            problems.error(at(e.getProblemMark(), name), "", "not valid YAML: " + e.getProblem());
            return List.of();
        } catch (ReaderException e) {
            problems.error(
                    lineOf(yaml, e.getPosition(), name),
                    "",
                    String.format("not valid YAML: the character U+%04X is not allowed", e.getCodePoint()));
            return List.of();
        } catch (YAMLException e) {
            problems.error(Location.startOf(name), "", "not valid YAML: " + e.getMessage());
            return List.of();
        }
        if (documents.isEmpty()) {
            problems.error(Location.startOf(name), "", "there is no document in it");
        }
        return documents;
    }

    /** The number of the first line that is longer, or 0. */
    private static int lineLongerThan(int maxChars, String text) {
        int line = 1;
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            if (end - start > maxChars) {
                return line;
            }
            start = end + 1;
            line++;
        }
        return 0;
    }

    private static void addDocuments(Node root, String name, List<Element> documents) {
        if (root instanceof SequenceNode list) {
            list.getValue().forEach(item -> documents.add(new Element(item, name, "")));
            return;
        }
        Element document = new Element(root, name, "");
        // A separator at the end of a file, or comments between two of them, make a document with nothing in it.
        if (!document.isEmpty()) {
            documents.add(document);
        }
    }

    /** JSON may be indented with tabs and YAML may not; in JSON a tab is never part of a value. */
    private static String withoutTabsOfJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? text.replace('\t', ' ') : text;
    }

    /** Whether the text has neither anchors nor tags and is not nested too deeply; problems say where it does. */
    private static boolean isPlain(String text, String name, Problems problems) {
        boolean plain = true;
        int depth = 0;
        for (Event event : new Yaml().parse(new StringReader(text))) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                problems.error(
                        at(event.getStartMark(), name), "", "values are nested more than " + MAX_DEPTH + " deep here");
                return false;
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
            String refused = refused(event);
            if (!refused.isEmpty()) {
                plain = false;
                problems.error(
                        at(event.getStartMark(), name), "", refused + " are not allowed here; write the value out");
            }
        }
        return plain;
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

    private static Location at(Mark mark, String name) {
        return mark == null ? Location.startOf(name) : new Location(name, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Location lineOf(String text, int position, String name) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Location(name, line, before.length() - before.lastIndexOf('\n'));
    }
}
