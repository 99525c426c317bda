package slipstream.alerting.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.desk.AlertDesk;
import slipstream.alerting.desk.DeskUnavailableException;
import slipstream.alerting.desk.IncidentAction;
import slipstream.alerting.incident.ChatCommand;
import slipstream.alerting.incident.Incident;

/**
 * Commands from a chat: {@code !ack 7QK3M}. Taken as the form of Slack's slash commands, or as JSON {@code {"text": …, "user": …}}; answered
 * in the form that Slack shows to people.
 */
final class ChatApi {
    private final AlertDesk desk;
    private final InstantSource clock;
    private final ChatProof proof = new ChatProof();

    ChatApi(AlertDesk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
    }

    Endpoint endpoint() {
        // Its proof is its own: a chat cannot send the token of the address.
        return new Endpoint("POST", "/api/v1/chat", Endpoint.Access.OPEN, "", this::answer);
    }

    /** What was written in the chat. */
    private record Written(String text, String user, Optional<String> token) {}

    private Answer answer(Call call) throws Refusal, DeskUnavailableException {
        String secret = desk.oncall()
                .acknowledge()
                .chatToken()
                .map(Secret::value)
                .orElseThrow(() -> Refusal.of(
                        404, "no_chat", "no commands are taken from a chat: oncall.yml has no acknowledge.chat"));
        Written written = written(call);
        return switch (proof.check(call, written.token(), secret, clock.instant())) {
            case FOREIGN -> throw Refusal.of(401, "unauthorized", "the message is not signed, or too old");
            case REPEATED -> said("ephemeral", "This message has been taken already.");
            case OURS -> obey(written);
        };
    }

    private Answer obey(Written written) throws DeskUnavailableException {
        ChatCommand command;
        try {
            command = ChatCommand.parse(written.text());
        } catch (ChatCommand.UnknownCommandException e) {
            return said("ephemeral", e.getMessage());
        }
        return switch (command.verb()) {
            case HELP -> said("ephemeral", ChatCommand.usage());
            case ONCALL -> said("ephemeral", onCall(command.text()));
            case ACK, UNACK, NOTE, CAUSE, MITIGATED, RESOLVE -> act(command, written.user());
        };
    }

    private Answer act(ChatCommand command, String user) throws DeskUnavailableException {
        List<Incident> open = desk.incidents().stream().filter(Incident::isOpen).toList();
        if (command.incidentId().isEmpty() && open.size() != 1) {
            return said("ephemeral", whichOf(open));
        }
        String id = command.incidentId().orElseGet(() -> open.get(0).id());
        IncidentAction.Kind kind = IncidentAction.Kind.valueOf(command.verb().name());
        IncidentAction.Result result = desk.act(new IncidentAction(id, kind, user, "chat", command.text()));
        return switch (result.outcome()) {
            case UNKNOWN -> said("ephemeral", "There is no incident " + id + ". " + whichOf(open));
            case OVER -> said("ephemeral", "Incident " + id + " is over.");
            case DONE ->
                said(
                        "in_channel",
                        user + ": " + kind.word() + " "
                                + described(result.incident().orElseThrow()));
        };
    }

    private String onCall(String schedule) {
        return Optional.ofNullable(desk.oncall().people().schedules().get(schedule))
                .map(found -> found.onCall(clock.instant())
                        .map(user -> user + " is on call for " + schedule + ".")
                        .orElse("Nobody is on call for " + schedule + "."))
                .orElse("There is no schedule '" + schedule + "'.");
    }

    private static String whichOf(List<Incident> open) {
        if (open.isEmpty()) {
            return "No incident is open.";
        }
        StringBuilder text = new StringBuilder("Open are:");
        open.stream().limit(10).forEach(incident -> text.append('\n').append(described(incident)));
        return text.append(open.size() > 10 ? "\nand " + (open.size() - 10) + " more" : "")
                .toString();
    }

    private static String described(Incident incident) {
        return incident.id() + " "
                + incident.severity().map(severity -> "[" + severity + "] ").orElse("") + incident.title();
    }

    /** Slack reads {@code &}, {@code <} and {@code >} as markup. */
    private static Answer said(String to, String text) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("response_type", to);
        answer.put("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        return Answer.json(200, answer);
    }

    private static Written written(Call call) throws Refusal {
        if (call.header("content-type").orElse("").startsWith(Endpoint.JSON)) {
            JsonNode body = JsonText.tree(call.body());
            return new Written(body.path("text").asText(""), body.path("user").asText("somebody"), Optional.empty());
        }
        Map<String, List<String>> form = Call.form(new String(call.body(), StandardCharsets.UTF_8));
        return new Written(
                first(form, "text").orElse(""), first(form, "user_name").orElse("somebody"), first(form, "token"));
    }

    private static Optional<String> first(Map<String, List<String>> form, String field) {
        return form.getOrDefault(field, List.of()).stream().findFirst();
    }
}
