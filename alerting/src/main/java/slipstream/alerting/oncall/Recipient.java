package slipstream.alerting.oncall;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who is to be told, worked out for one instant.
 *
 * @param receiver the name of the receiver through which
 * @param user the person, where one is meant
 * @param via the kinds of channel of the receiver to use; all of them when empty
 * @param because how the file names them, for example {@code @oncall:web}
 */
public record Recipient(String receiver, Optional<String> user, Set<String> via, String because) {
    public Recipient {
        Objects.requireNonNull(receiver, "receiver");
        Objects.requireNonNull(user, "user");
        via = new TreeSet<>(via);
        Objects.requireNonNull(because, "because");
    }

    /** Whether a channel of this kind of the receiver is to be used. */
    public boolean wants(String kind) {
        return via.isEmpty() || via.contains(kind);
    }
}
