package slipstream.alerting.channel.sms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings.Surroundings;
import slipstream.alerting.channel.Delivery;
import slipstream.alerting.channel.DeliveryReason;
import slipstream.alerting.channel.Message;
import slipstream.alerting.channel.http.HttpAnswer;
import slipstream.alerting.channel.http.HttpPoster;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.Rendering;
import slipstream.alerting.channel.wording.Wording;

/** Sends short messages through Twilio's API, one request for each number. Used by one thread at a time. */
final class SmsChannel implements Channel {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*(\\d+)");

    /** Twilio: the queue of this sender is full; there is room again later. */
    private static final int QUEUE_FULL = 21_611;

    /** Messages of which it is remembered who has them already; more are not under way at a time. */
    private static final int MAX_REMEMBERED = 1_000;

    private final SmsSettings settings;
    private final Surroundings surroundings;
    private final HttpPoster poster;
    private final SecretUrl url;
    private final Map<String, Set<String>> told = new LinkedHashMap<>();

    SmsChannel(SmsSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.poster = new HttpPoster(settings.http(), surroundings);
        this.url = settings.url()
                .resolve("2010-04-01/Accounts/" + settings.accountSid().value() + "/Messages.json");
    }

    @Override
    public String kind() {
        return SmsSettings.KIND;
    }

    @Override
    public String target() {
        return String.join(", ", settings.to());
    }

    @Override
    public Delivery deliver(Message message) throws InterruptedException {
        Rendering rendering = new Rendering(surroundings, message);
        Wording wording = new Wording(message);
        String text = rendering.text(settings.message(), "sms.default.message", () -> wording.title(160));
        String body = SmsText.of(
                text, wording.acknowledge().map(link -> " ack: " + link).orElse(""));
        Set<String> reached = reached(message.idempotencyKey());
        List<Delivery> failures = new ArrayList<>();
        for (String number : numbers()) {
            if (!reached.contains(number)) {
                Delivery delivery = send(number, body);
                delivery.handle(delivered -> reached.add(number), failures::add, failures::add);
            }
        }
        return rendering.annotated(verdict(reached, failures));
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (String to : settings.to()) {
            List<String> onCall = to.startsWith("@")
                    ? surroundings.directory().phones(to, surroundings.clock().instant())
                    : List.of();
            numbers.addAll(onCall.isEmpty() ? List.of(to) : onCall);
        }
        return numbers;
    }

    private Set<String> reached(String idempotencyKey) {
        if (told.size() > MAX_REMEMBERED) {
            told.remove(told.keySet().iterator().next());
        }
        return told.computeIfAbsent(idempotencyKey, key -> new HashSet<>());
    }

    private Delivery send(String number, String body) throws InterruptedException {
        if (number.startsWith("@")) {
            return new Delivery.Rejected(DeliveryReason.REFUSED, "nobody with a number stands behind " + number);
        }
        String sender = settings.sender().startsWith("MG") ? "MessagingServiceSid" : "From";
        String form =
                "To=" + encoded(number) + "&" + sender + "=" + encoded(settings.sender()) + "&Body=" + encoded(body);
        String credentials =
                settings.accountSid().value() + ":" + settings.authToken().value();
        String authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        HttpAnswer answer =
                poster.post(url, FORM, form.getBytes(StandardCharsets.UTF_8), Map.of("Authorization", authorization));
        Matcher code = CODE.matcher(answer.body());
        if (!answer.isSuccess() && code.find() && Integer.parseInt(code.group(1)) == QUEUE_FULL) {
            return new Delivery.Retry(DeliveryReason.BUSY, answer.verdict().detail());
        }
        return answer.verdict();
    }

    /** Done when somebody has it and nobody is left to be tried again. */
    private static Delivery verdict(Set<String> reached, List<Delivery> failures) {
        for (Delivery failure : failures) {
            if (failure instanceof Delivery.Retry) {
                return failure;
            }
        }
        if (failures.isEmpty()) {
            return new Delivery.Delivered("taken for " + reached.size() + " numbers");
        }
        return reached.isEmpty()
                ? failures.get(0)
                : new Delivery.Delivered("not to everybody: " + failures.get(0).detail());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
