package slipstream.alerting.incident;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads {@code incidents} of an {@code oncall.yml}. */
public final class IncidentSettingsReader {
    private IncidentSettingsReader() {}

    /** Mistakes are recorded with the fields. */
    public static IncidentSettings read(Fields fields) {
        IncidentSettings usual = IncidentSettings.DEFAULT;
        Optional<Fields> page = fields.fields("status_page");
        IncidentSettings read = new IncidentSettings(
                page.flatMap(named -> named.text("name")).orElse(usual.pageName()),
                page.flatMap(named -> named.text("url")).orElse(usual.pageUrl()),
                fields.text("post_mortem_url"),
                fields.duration("update_every").orElse(usual.updateEvery()),
                fields.fields("templates")
                        .map(IncidentSettingsReader::templates)
                        .orElse(Map.of()));
        page.ifPresent(Fields::done);
        fields.done();
        return read;
    }

    private static Map<IncidentText.Form, IncidentText.Template> templates(Fields templates) {
        Map<IncidentText.Form, IncidentText.Template> read = new EnumMap<>(IncidentText.Form.class);
        for (IncidentText.Form form : IncidentText.Form.values()) {
            templates.fields(form.word()).ifPresent(template -> {
                read.put(
                        form,
                        new IncidentText.Template(
                                part(template, "subject", form.template().subject()),
                                part(template, "text", form.template().text())));
                template.done();
            });
        }
        templates.done();
        return read;
    }

    private static String part(Fields template, String key, String usual) {
        String text = template.text(key).orElse(usual);
        for (String name : IncidentText.named(text)) {
            if (!IncidentText.placeholders().contains(name)) {
                template.error(
                        key,
                        "names {" + name + "}, which is not known"
                                + Spelling.suggestion(name, IncidentText.placeholders()));
            }
        }
        return text;
    }
}
