package slipstream.alerting.incident;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@code incidents} of {@code oncall.yml} says.
 *
 * @param pageName of the status page
 * @param pageUrl where the status page is; may be empty
 * @param postMortemUrl where the analysis of an incident will be; {@code {id}} stands for the incident
 * @param updateEvery how often people are promised news
 * @param templates what texts are made of, in place of {@link IncidentText.Form#template}
 */
public record IncidentSettings(
        String pageName,
        String pageUrl,
        Optional<String> postMortemUrl,
        Duration updateEvery,
        Map<IncidentText.Form, IncidentText.Template> templates) {
    /** What holds where nothing is said; half an hour is what the runbooks allow for mitigation. */
    public static final IncidentSettings DEFAULT =
            new IncidentSettings("Status", "", Optional.empty(), Duration.ofMinutes(30), Map.of());

    public IncidentSettings {
        Objects.requireNonNull(pageName, "pageName");
        Objects.requireNonNull(pageUrl, "pageUrl");
        Objects.requireNonNull(postMortemUrl, "postMortemUrl");
        Objects.requireNonNull(updateEvery, "updateEvery");
        templates = Map.copyOf(templates);
    }

    /** What a form of text is made of. */
    IncidentText.Template template(IncidentText.Form form) {
        return templates.getOrDefault(form, form.template());
    }
}
