package slipstream.alerting.api;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.Incident;
import slipstream.alerting.incident.SignedLink;

/**
 * Where the signed links in messages lead. To open one changes nothing, since mail scanners and chats open links too; a person presses
 * the button on the page.
 */
final class AckPages {
    private static final String PATH = "/ack/{token}";
    private static final int MAX_NAME_CHARS = 80;

    private final AlertDesk desk;
    private final InstantSource clock;

    AckPages(AlertDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::show).open(),
                new Endpoint(
                        "POST", PATH, Endpoint.Access.OPEN, "application/x-www-form-urlencoded", this::acknowledge));
    }

    private Answer show(Call call) {
        SignedLink.Check check = check(call);
        if (check.outcome() != SignedLink.Outcome.VALID) {
            return refused(check);
        }
        Optional<Incident> incident = check.incidentId().flatMap(desk::incident);
        if (incident.isEmpty()) {
            return unknown();
        }
        if (!incident.get().isOpen()) {
            return over(incident.get());
        }
        Page page = new Page("Incident " + incident.get().id())
                .paragraph(incident.get().title());
        incident.get().severity().ifPresent(severity -> page.paragraph("Severity: " + severity));
        incident.get()
                .acknowledged()
                .ifPresent(ack -> page.paragraph("Taken up by " + nameOr(ack.by(), "somebody") + " at " + ack.at()));
        return Answer.html(200, page.nameAndButton("Acknowledge").html());
    }

    private Answer acknowledge(Call call) throws Refusal, DeskUnavailableException {
        SignedLink.Check check = check(call);
        if (check.outcome() != SignedLink.Outcome.VALID) {
            return refused(check);
        }
        String by = Call.form(new String(call.body(), StandardCharsets.UTF_8))
                .getOrDefault("by", List.of(""))
                .get(0)
                .strip();
        String name = by.length() <= MAX_NAME_CHARS ? by : by.substring(0, MAX_NAME_CHARS);
        IncidentAction.Result result = desk.act(new IncidentAction(
                check.incidentId().orElseThrow(), IncidentAction.Kind.ACK, nameOr(name, "somebody"), "link", ""));
        return switch (result.outcome()) {
            case UNKNOWN -> unknown();
            case OVER -> over(result.incident().orElseThrow());
            case DONE -> done(result.incident().orElseThrow());
        };
    }

    private SignedLink.Check check(Call call) {
        return desk.oncall()
                .acknowledge()
                .linkSecret()
                .map(Secret::value)
                .map(secret -> new SignedLink(secret)
                        .check(call.variable("token"), SignedLink.Purpose.ACKNOWLEDGE, clock.instant()))
                .orElseGet(() -> new SignedLink.Check(SignedLink.Outcome.INVALID, Optional.empty()));
    }

    private static Answer done(Incident incident) {
        Page page = new Page("Incident " + incident.id() + " is acknowledged").paragraph(incident.title());
        incident.acknowledged().ifPresent(ack -> page.paragraph("Taken up by " + ack.by() + " at " + ack.at()));
        return Answer.html(200, page.html());
    }

    private static Answer refused(SignedLink.Check check) {
        if (check.outcome() == SignedLink.Outcome.EXPIRED) {
            return Answer.html(
                    410,
                    new Page("This link is too old")
                            .paragraph("Acknowledge through the chat or the command line: slipstream ack ID")
                            .html());
        }
        return Answer.html(
                401,
                new Page("This link is not valid")
                        .paragraph("It was not written by this Slipstream, or its secret has changed since.")
                        .html());
    }

    private static Answer unknown() {
        return Answer.html(404, new Page("This incident is not known any more").html());
    }

    private static Answer over(Incident incident) {
        return Answer.html(
                409,
                new Page("Incident " + incident.id() + " is over")
                        .paragraph(incident.title())
                        .html());
    }

    private static String nameOr(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }
}
