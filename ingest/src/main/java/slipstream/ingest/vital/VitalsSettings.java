package slipstream.ingest.vital;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import slipstream.contract.document.Fields;
import slipstream.contract.event.ObservationCodec;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.RejectedObservationException;
import slipstream.ingest.door.Door;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.Endpoint;
import slipstream.ingest.door.WebOrigins;
import slipstream.ingest.source.SourceContext;

/**
 * What is said about the beacon of a site.
 *
 * @param service what the samples are counted under; never taken from the browser
 * @param origins the sites whose pages may send
 * @param regionHeader in lower case, set by whoever stands in front, or empty when the page itself tells its region
 * @param beaconsPerSecond how many bodies are taken; more are turned away with 429
 */
public record VitalsSettings(
        String endpoint, String service, WebOrigins origins, String regionHeader, int beaconsPerSecond)
        implements DoorSettings {
    private static final String SECTION = "vitals";
    private static final String DEFAULT_ENDPOINT = "/ingest/vitals";

    /** A page view sends two or three beacons: some sixty page views in a second. */
    private static final int DEFAULT_BEACONS_PER_SECOND = 200;

    public VitalsSettings {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(origins, "origins");
        Objects.requireNonNull(regionHeader, "regionHeader");
    }

    /** Reads the section of the {@code receivers}; empty when it is absent, or a problem was recorded. */
    public static Stream<VitalsSettings> read(Fields receivers, Path configDir) {
        return receivers.fields(SECTION).flatMap(VitalsSettings::readSection).stream();
    }

    private static Optional<VitalsSettings> readSection(Fields section) {
        Optional<String> endpoint = Endpoint.read(section, DEFAULT_ENDPOINT);
        Optional<String> service = section.requiredText("service").filter(name -> isName(section, name));
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : section.listOfText("origins")) {
            if (isOrigin(origin)) {
                origins.add(origin);
            } else {
                section.error("origins", "'" + origin + "' is not an origin, such as https://shop.example");
            }
        }
        if (origins.isEmpty()) {
            section.error("origins", "must name at least one site, such as https://shop.example: others may not send");
        }
        String region = section.text("region_header").orElse("").toLowerCase(Locale.ROOT);
        int rate = section.wholeNumber("beacons_per_second", 1, 100_000).orElse(DEFAULT_BEACONS_PER_SECOND);
        section.done();
        if (endpoint.isEmpty() || service.isEmpty() || origins.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new VitalsSettings(endpoint.get(), service.get(), new WebOrigins(origins), region, rate));
    }

    private static boolean isName(Fields section, String name) {
        try {
            ObservationRules.name("service", name);
            return true;
        } catch (RejectedObservationException e) {
            section.error("service", e.getMessage());
            return false;
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    @Override
    public Door open(SourceContext context, String ownPrefix) {
        return new VitalsDoor(this, new ObservationCodec(context.bounds()), context.clock());
    }
}
