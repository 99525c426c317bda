package slipstream.ingest.probe;

import slipstream.contract.document.Fields;

/** Keys that blackbox_exporter knows and this program does not act on: they load, with a warning that says what does not happen. */
final class NotHonoured {
    private NotHonoured() {}

    static void warn(Fields section, String consequence, String... keys) {
        for (String key : keys) {
            if (section.has(key)) {
                section.warning(key, "is not acted on: " + consequence);
            }
        }
    }
}
