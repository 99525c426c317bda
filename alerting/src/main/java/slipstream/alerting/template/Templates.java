package slipstream.alerting.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The templates that may be called by name, and the way to fill in a text. Immutable; may be used by several threads.
 *
 * <p>A filling-in takes at most {@value Budget#MAX_STEPS} steps and makes at most {@value Budget#MAX_CHARS} characters.
 */
public final class Templates {
    private static final String STANDARD = "default.tmpl";

    /** What a key of the configuration is called in messages when its reader gives no better name. */
    private static final String INLINE = "template";

    /** Read once; it tells no time, and whoever fills in gives it a clock. */
    private static final Templates OURS = ours();

    private final Map<String, Function> functions;
    private final Map<String, Node> definitions;
    private final InstantSource clock;

    private Templates(Map<String, Function> functions, Map<String, Node> definitions, InstantSource clock) {
        this.functions = functions;
        this.definitions = definitions;
        this.clock = clock;
    }

    /** Ours, under Alertmanager's names; {@code now} is the beginning of 1970 until there is a {@link #at clock}. */
    public static Templates standard() {
        return OURS;
    }

    /** @param clock what {@code now} and {@code since} look at */
    public static Templates standard(InstantSource clock) {
        return OURS.at(clock);
    }

    /** The same with another clock. */
    public Templates at(InstantSource other) {
        return new Templates(functions, definitions, other);
    }

    private static Templates ours() {
        Map<String, Function> functions = new HashMap<>(Builtins.all());
        functions.putAll(AlertmanagerFunctions.all());
        Templates none =
                new Templates(Collections.unmodifiableMap(functions), Map.of(), InstantSource.fixed(Instant.EPOCH));
        try {
            return none.with(STANDARD, resource());
        } catch (TemplateException e) {
            throw new IllegalStateException("our own templates cannot be read", e);
        }
    }

    private static String resource() {
        try (InputStream file = Templates.class.getResourceAsStream(STANDARD)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The same with the definitions of one more file over them. What the file holds outside of definitions can be called by
     * the file's own name.
     *
     * @param source the file, for messages
     */
    public Templates with(String source, String text) throws TemplateException {
        Parser.Parsed parsed = Parser.parse(source, text, functions);
        Map<String, Node> all = new HashMap<>(definitions);
        parsed.definitions().forEach((name, node) -> define(all, name, node));
        define(all, source.substring(source.lastIndexOf('/') + 1), parsed.main());
        return new Templates(functions, Collections.unmodifiableMap(all), clock);
    }

    /** As in Go, an empty definition does not take the place of one that writes something. */
    private static void define(Map<String, Node> all, String name, Node node) {
        Node before = all.get(name);
        if (before == null || before.isEmpty() || !node.isEmpty()) {
            all.put(name, node);
        }
    }

    /**
     * Throws when a text that is to be filled in later could not be read then; for the time when the configuration is read.
     *
     * @param source where the text stands, for messages
     */
    public void check(String source, String template) throws TemplateException {
        Parser.parse(source, template, functions);
    }

    /** Fills in a text; values stand in it as they are. */
    public String text(String template, TemplateData data) throws TemplateException {
        return filled(template, data, new PlainOutput());
    }

    /** Fills in a text of HTML; values are escaped for the place where they stand. */
    public String html(String template, TemplateData data) throws TemplateException {
        return filled(template, data, new HtmlOutput());
    }

    private String filled(String template, TemplateData data, Output output) throws TemplateException {
        Parser.Parsed parsed = Parser.parse(INLINE, template, functions);
        Map<String, Node> all = new HashMap<>(definitions);
        parsed.definitions().forEach((name, node) -> define(all, name, node));
        parsed.main().run(new Run(all, clock, output, new Budget(), data.dot()), data.dot());
        return output.toString();
    }
}
