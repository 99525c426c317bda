package slipstream.alerting.channel.wording;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.template.TemplateException;
import slipstream.alerting.template.Templates;
import slipstream.contract.document.Fields;

/** Reads texts that are templates; one that cannot be understood is a problem when the file is read, not when somebody is to be told. */
public final class TemplateFields {
    /** Names that a text calls may stand in files that are read later, and no time is asked for. */
    private static final Templates SYNTAX = Templates.standard(() -> Instant.EPOCH);

    private TemplateFields() {}

    public static Optional<String> read(Fields fields, String key) {
        Optional<String> text = fields.text(key);
        text.ifPresent(template -> check(fields, key, template));
        return text;
    }

    /** Those of the keys that are there, in the order of the keys. */
    public static Map<String, String> read(Fields fields, List<String> keys) {
        Map<String, String> texts = new LinkedHashMap<>();
        keys.forEach(key -> read(fields, key).ifPresent(text -> texts.put(key, text)));
        return texts;
    }

    /** A mapping whose values are templates. */
    public static Map<String, String> map(Fields fields, String key) {
        Map<String, String> texts = fields.map(key);
        texts.values().forEach(template -> check(fields, key, template));
        return texts;
    }

    private static void check(Fields fields, String key, String template) {
        try {
            SYNTAX.check(fields.keyPath(key), template);
        } catch (TemplateException e) {
            fields.error(key, "is not a template: " + e.getMessage());
        }
    }
}
