package slipstream.alerting;

import java.util.regex.Pattern;

/** The text of a configuration file fit to be shown: what may be a secret is {@code <secret>}, as Alertmanager shows it. */
final class MaskedText {
    /** Keys whose values let somebody in, and those of addresses whose path does. */
    private static final Pattern SECRET = Pattern.compile(
            "(?m)((?:^|[\\s{,-])[\"']?(?:[a-z_]*(?:password|secret|token|credentials|routing_key|service_key|api_key|webhook_url|api_url|user_key)"
                    + "|url)[\"']?\\s*:\\s*)(?!\\s)([^\\n#,}]+)");

    private MaskedText() {}

    static String of(String yaml) {
        return SECRET.matcher(yaml).replaceAll("$1<secret>");
    }
}
