package slipstream.alerting.oncall;

import java.util.List;
import java.util.Optional;
import slipstream.alerting.channel.ChannelSettings;

/** The receiver of one person, made of the accounts of a receiver that several share, and of this person's telephone and mail. */
final class PersonalReceiver {
    private PersonalReceiver() {}

    /** Empty when these accounts reach neither the telephone nor the mail of the person. */
    static Optional<ReceiverExtras> of(User user, ReceiverExtras shared) {
        List<ChannelSettings> channels = shared.channels().stream()
                .flatMap(channel -> channel.forPerson(user.phone(), user.email()).stream())
                .toList();
        return channels.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReceiverExtras(
                        user.name(),
                        channels,
                        Optional.empty(),
                        Optional.empty(),
                        shared.rateLimit(),
                        shared.fallback(),
                        shared.timeToLive(),
                        shared.quietHours()));
    }
}
