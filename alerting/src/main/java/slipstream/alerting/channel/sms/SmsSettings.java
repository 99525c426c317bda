package slipstream.alerting.channel.sms;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import slipstream.alerting.channel.Channel;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.Secret;
import slipstream.alerting.channel.SecretFields;
import slipstream.alerting.channel.http.GlobalSection;
import slipstream.alerting.channel.http.HttpSettings;
import slipstream.alerting.channel.http.SecretUrl;
import slipstream.alerting.channel.wording.TemplateFields;
import slipstream.contract.document.Fields;

/**
 * One entry of {@code sms_configs} in an {@code oncall.yml}: an account at Twilio, and who is told.
 *
 * @param url the API's address, for tests and for proxies
 * @param sender a number, or the identifier of a messaging service ({@code MG…})
 * @param to numbers in the form of E.164, and names such as {@code @oncall:web} for whoever is on call when it is told
 * @param message a template; absent for {@code sms.default.message}
 */
public record SmsSettings(
        SecretUrl url,
        Secret accountSid,
        Secret authToken,
        String sender,
        List<String> to,
        Optional<String> message,
        boolean sendResolved,
        HttpSettings http)
        implements ChannelSettings {
    static final String KIND = "sms";

    private static final String DEFAULT_URL = "https://api.twilio.com";

    /** ITU-T E.164: a plus and at most 15 digits. */
    private static final String NUMBER = "\\+[1-9][0-9]{6,14}";

    public SmsSettings {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(accountSid, "accountSid");
        Objects.requireNonNull(authToken, "authToken");
        Objects.requireNonNull(sender, "sender");
        to = List.copyOf(to);
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(http, "http");
    }

    /** Reads one entry; problems are recorded with the fields. */
    public static Optional<ChannelSettings> read(Fields entry, GlobalSection global) {
        entry.oneOf("provider", "twilio");
        Optional<Secret> account = required(entry, "account_sid", global);
        Optional<Secret> token = required(entry, "auth_token", global);
        Optional<String> sender = entry.requiredText("from");
        List<String> to = entry.listOfText("to");
        if (to.isEmpty()) {
            entry.error("to", "must be a list of numbers such as \"+4915112345678\", or of @oncall:SCHEDULE");
        }
        for (String number : to) {
            if (!number.startsWith("@") && !number.matches(NUMBER)) {
                entry.error("to", "'" + number + "' is not a number such as \"+4915112345678\"");
            }
        }
        Optional<SecretUrl> url = entry.has("api_url")
                ? global.url(entry, "api_url", "api_url")
                : Optional.of(SecretUrl.parse(DEFAULT_URL));
        Optional<String> message = TemplateFields.read(entry, "message");
        boolean sendResolved = entry.bool("send_resolved").orElse(true);
        HttpSettings http = global.http(entry);
        entry.done();
        if (account.isEmpty() || token.isEmpty() || sender.isEmpty() || url.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new SmsSettings(url.get(), account.get(), token.get(), sender.get(), to, message, sendResolved, http));
    }

    private static Optional<Secret> required(Fields entry, String key, GlobalSection global) {
        if (!SecretFields.has(entry, key)) {
            entry.missing(key);
        }
        return SecretFields.read(entry, key, global.folder());
    }

    private SmsSettings withTo(List<String> numbers) {
        return new SmsSettings(url, accountSid, authToken, sender, numbers, message, sendResolved, http);
    }

    @Override
    public Optional<ChannelSettings> forPerson(Optional<String> phone, Optional<String> email) {
        return phone.map(number -> withTo(List.of(number)));
    }

    @Override
    public List<String> toWhoeverIs() {
        return to.stream().filter(name -> name.startsWith("@")).toList();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Channel open(Surroundings surroundings) {
        return new SmsChannel(this, surroundings);
    }
}
