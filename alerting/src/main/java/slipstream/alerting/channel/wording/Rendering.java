package slipstream.alerting.channel.wording;

import java.util.Optional;
import java.util.function.Supplier;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.IncidentLink;
import slipstream.alerting.channel.Message;
import slipstream.alerting.template.TemplateData;
import slipstream.alerting.template.TemplateException;
import slipstream.alerting.template.Templates;

/**
 * Fills in the templates of one message. One that fails does not cost the alert: our own words stand in its place, and the delivery's
 * detail says so. Used by one thread.
 */
public final class Rendering {
    private final Templates templates;
    private final TemplateData data;
    private final int alerts;
    private Optional<String> failure = Optional.empty();

    /** @param message with its values made harmless for the channel */
    public Rendering(Surroundings surroundings, Message message) {
        this.templates = surroundings.templates();
        TemplateData plain = TemplateData.of(surroundings.receiver(), surroundings.externalUrl(), message.group());
        this.data = message.incident().map(link -> withIncident(plain, link)).orElse(plain);
        this.alerts = message.group().events().size();
    }

    private static TemplateData withIncident(TemplateData data, IncidentLink link) {
        return data.withIncident(
                link.id(), link.severity().orElse(""), link.acknowledgeUrl().orElse(""), link.note());
    }

    /** A text of the configuration, or else Alertmanager's default of that name, filled in. */
    public String text(Optional<String> configured, String defaultName, Supplier<String> ownWords) {
        return configured.isEmpty() && alerts > Wording.MAX_LISTED
                ? ownWords.get()
                : text(configured.orElse(named(defaultName)), ownWords);
    }

    /** A text of the configuration, filled in. */
    public String text(String template, Supplier<String> ownWords) {
        try {
            return templates.text(template, data);
        } catch (TemplateException e) {
            return failed(e, ownWords);
        }
    }

    /** A text of HTML, filled in with escaped values. */
    public String html(Optional<String> configured, String defaultName, Supplier<String> ownHtml) {
        if (configured.isEmpty() && alerts > Wording.MAX_LISTED) {
            return ownHtml.get();
        }
        try {
            return templates.html(configured.orElse(named(defaultName)), data);
        } catch (TemplateException e) {
            return failed(e, ownHtml);
        }
    }

    /** What became of the message, with a word on a template that failed. */
    public Delivery annotated(Delivery delivery) {
        return failure.map(why -> Annotated.with(delivery, "told in our own words: " + why))
                .orElse(delivery);
    }

    private String failed(TemplateException cause, Supplier<String> ownWords) {
        failure = failure.or(() -> Optional.of(Clip.line(cause.getMessage(), 200)));
        return ownWords.get();
    }

    private static String named(String name) {
        return "{{ template \"" + name + "\" . }}";
    }
}
