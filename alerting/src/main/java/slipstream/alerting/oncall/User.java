package slipstream.alerting.oncall;

import java.util.Objects;
import java.util.Optional;

/**
 * A person of {@code oncall.yml}.
 *
 * @param receiver the receiver through which this person alone is told; absent for one who only acknowledges or is only named
 * @param through the receiver whose accounts tell this person by telephone and mail; {@code receiver} is then one of this person's own,
 *     which has the person's name
 * @param phone in E.164 form, for example {@code +4930901820}
 * @param slack a member's name or id in the chat, by which an acknowledgement is recognised as this person's
 */
public record User(
        String name,
        Optional<String> receiver,
        Optional<String> through,
        Optional<String> email,
        Optional<String> phone,
        Optional<String> slack) {
    public User {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(through, "through");
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(phone, "phone");
        Objects.requireNonNull(slack, "slack");
    }
}
