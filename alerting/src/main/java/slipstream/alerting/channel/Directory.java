package slipstream.alerting.channel;

import java.time.Instant;
import java.util.List;

/** Whose telephones ring for a name that stands for whoever is on call. Thread-safe. */
public interface Directory {
    /** Nobody is on call. */
    Directory NOBODY = (name, instant) -> List.of();

    /**
     * The numbers, in E.164 form; empty when nobody with a telephone is on call then.
     *
     * @param name for example {@code @oncall:web}
     */
    List<String> phones(String name, Instant instant);
}
