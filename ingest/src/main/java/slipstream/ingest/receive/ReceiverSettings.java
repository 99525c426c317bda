package slipstream.ingest.receive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import slipstream.contract.document.Fields;
import slipstream.contract.listen.AccessToken;
import slipstream.contract.listen.ListenAddress;
import slipstream.ingest.door.DoorSettings;
import slipstream.ingest.door.SecretFile;
import slipstream.ingest.line.RouteTemplates;
import slipstream.ingest.line.Routes;
import slipstream.ingest.source.Source;
import slipstream.ingest.source.SourceContext;
import slipstream.ingest.source.SourceSettings;

/**
 * Where an HTTP server listens, how much it takes and which doors it has.
 *
 * @param name what its sources, threads and health are called
 * @param listen the address and, if one is asked for, the token
 * @param routes what paths are counted as; absent when routes stay as senders name them
 */
public record ReceiverSettings(
        String name,
        ListenAddress listen,
        ReceiverLimits limits,
        List<DoorSettings> doors,
        Optional<RouteTemplates> routes)
        implements SourceSettings {
    /** The key of the section that says where to listen. */
    public static final String SECTION = "http";

    /** Next to the query API on 8080. */
    public static final String DEFAULT_LISTEN = "127.0.0.1:8081";

    public ReceiverSettings {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(listen, "listen");
        Objects.requireNonNull(limits, "limits");
        doors = List.copyOf(doors);
        Objects.requireNonNull(routes, "routes");
    }

    /** Listening there for what needs no settings, with the default limits. */
    public static ReceiverSettings at(ListenAddress listen) {
        return at(listen, ReceiverLimits.DEFAULTS);
    }

    static ReceiverSettings at(ListenAddress listen, ReceiverLimits limits) {
        return new ReceiverSettings(SECTION, listen, limits, DoorCatalogue.always(limits), Optional.empty());
    }

    /** Listening where nothing else is said. */
    public static ReceiverSettings standard() {
        return at(ListenAddress.parse(DEFAULT_LISTEN, Optional.empty()));
    }

    /** The same with a further door. */
    public ReceiverSettings with(DoorSettings door) {
        List<DoorSettings> more = new ArrayList<>(doors);
        more.add(door);
        return new ReceiverSettings(name, listen, limits, more, routes);
    }

    /** The same at another address. */
    public ReceiverSettings listeningOn(ListenAddress address) {
        return new ReceiverSettings(name, address, limits, doors, routes);
    }

    /** The same with paths counted by templates. */
    private ReceiverSettings routing(Optional<RouteTemplates> templates) {
        return new ReceiverSettings(name, listen, limits, doors, templates);
    }

    /** What has been seen of routes in one run of the server: nothing yet. */
    Routes newRoutes() {
        return routes.map(Routes::new).orElseGet(Routes::asNamed);
    }

    @Override
    public String summary() {
        return (name.equals(SECTION) ? "HTTP" : name.toUpperCase(Locale.ROOT) + " over HTTP") + " on " + listen.host()
                + ":" + listen.port();
    }

    @Override
    public Source open(SourceContext context) {
        return new HttpReceiver(this, context);
    }

    /**
     * Reads the section of the {@code receivers}, and those of the doors that need settings; empty when there is none of them, or a problem
     * was recorded.
     */
    public static Optional<ReceiverSettings> read(Fields receivers, Path configDir) {
        List<DoorSettings> doors = DoorCatalogue.read(receivers, configDir);
        Optional<Fields> http = receivers.fields(SECTION);
        if (http.isEmpty() && doors.isEmpty()) {
            return Optional.empty();
        }
        Optional<ReceiverSettings> settings =
                http.isEmpty() ? Optional.of(standard()) : readHttp(http.get(), configDir);
        for (DoorSettings door : doors) {
            settings = settings.map(before -> before.with(door));
        }
        return settings;
    }

    static Optional<ReceiverSettings> readHttp(Fields httpSection, Path configDir) {
        String listen = httpSection.text("listen").orElse(DEFAULT_LISTEN);
        Optional<AccessToken> token = Optional.empty();
        boolean readable = true;
        if (httpSection.has("token_file")) {
            token = SecretFile.token(httpSection, "token_file", configDir);
            readable = token.isPresent();
        }
        Optional<RouteTemplates> routes = RouteTemplates.read(httpSection);
        httpSection.done();
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(at(ListenAddress.parse(listen, token)).routing(routes));
        } catch (IllegalArgumentException e) {
            httpSection.error("listen", e.getMessage());
            return Optional.empty();
        }
    }
}
