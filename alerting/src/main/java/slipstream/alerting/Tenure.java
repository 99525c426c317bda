package slipstream.alerting;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import slipstream.alerting.channel.ChannelSettings;
import slipstream.alerting.channel.console.ConsoleSettings;
import slipstream.alerting.channel.http.AddressPolicy;
import slipstream.alerting.deliver.Receiver;
import slipstream.alerting.deliver.Receivers;
import slipstream.alerting.dispatch.Dispatcher;
import slipstream.alerting.journal.InputConsumer;
import slipstream.alerting.journal.StateConsumer;
import slipstream.alerting.journal.StatePublisher;
import slipstream.alerting.oncall.ReceiverExtras;
import slipstream.contract.event.Notification;
import slipstream.contract.health.Health;
import slipstream.contract.health.HealthSource;

/** The time during which this process is the one that tells. {@link #turn} is called by one thread, the rest by any. */
final class Tenure implements HealthSource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
    private static final Duration TURN = Duration.ofMillis(20);
    private static final Duration DELIVERY_CLOSE = Duration.ofSeconds(4);

    private final StatePublisher publisher;
    private final Dispatcher dispatcher;
    private final InputConsumer inputs;
    private final PrintStream console;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile Receivers receivers;
    private AlertingSettings settings;

    private Tenure(
            StatePublisher publisher,
            Dispatcher dispatcher,
            InputConsumer inputs,
            AlertingSettings settings,
            PrintStream console,
            InstantSource clock,
            MeterRegistry meters) {
        this.publisher = publisher;
        this.dispatcher = dispatcher;
        this.inputs = inputs;
        this.settings = settings;
        this.console = console;
        this.clock = clock;
        this.meters = meters;
        this.receivers = open(settings);
    }

    /** Takes over from whoever told before; waits for the broker. */
    static Tenure begin(
            Map<String, Object> kafka,
            AlertingSettings settings,
            Consumer<Notification> decisions,
            PrintStream console,
            InstantSource clock,
            MeterRegistry meters) {
        StatePublisher publisher = StatePublisher.connect(kafka, clock);
        publisher.begin();
        Dispatcher dispatcher = new Dispatcher(publisher, settings.externalUrl(), clock);
        InputConsumer inputs =
                InputConsumer.connect(kafka, new InputConsumer.Sinks(dispatcher, decisions, publisher), meters);
        return new Tenure(publisher, dispatcher, inputs, settings, console, clock, meters);
    }

    /**
     * Learns what was told and what is to be told, and begins.
     *
     * @return false when told to stop, or when not everything is there yet
     */
    boolean restore(StateConsumer membership, BooleanSupplier stop) {
        boolean restored = membership.restore(dispatcher, stop)
                && inputs.catchUp(() -> {
                    membership.poll(Duration.ZERO);
                    return membership.isOwner() && !stop.getAsBoolean();
                });
        if (restored) {
            dispatcher.configure(settings.rules(), receivers);
            dispatcher.begin();
            receivers.start();
        }
        return restored;
    }

    /** Reads, decides. */
    void turn() {
        publisher.failure().ifPresent(cause -> {
            throw cause;
        });
        inputs.read(TURN);
        dispatcher.tick();
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    /** From now on this is who is told. */
    synchronized void reconfigure(AlertingSettings changed) {
        Receivers old = receivers;
        settings = changed;
        close(old);
        receivers = open(changed);
        dispatcher.configure(changed.rules(), receivers);
        receivers.start();
    }

    @Override
    public List<Health> health() {
        List<Health> all = new ArrayList<>(publisher.health());
        all.addAll(receivers.health());
        return all;
    }

    /** In this order: no more attempts, and their decisions safely written. */
    @Override
    public synchronized void close() {
        try (publisher;
                inputs) {
            close(receivers);
        }
    }

    private static void close(Receivers ending) {
        try {
            ending.close(DELIVERY_CLOSE);
        } catch (InterruptedException e) {
            LOG.debug("delivery was broken off", e);
            Thread.currentThread().interrupt();
        }
    }

    private Receivers open(AlertingSettings given) {
        List<ReceiverSettings> told = new ArrayList<>();
        told.add(new ReceiverSettings(AlertingSettings.CONSOLE, List.of(new ConsoleSettings(console, given.colour()))));
        told.addAll(given.allReceivers());
        List<Receiver> opened = new ArrayList<>();
        told.forEach(receiver -> opened.addAll(open(receiver, given)));
        return new Receivers(opened, dispatcher, clock, meters);
    }

    /** Numbered as Alertmanager numbers a receiver's integrations, so that two webhooks of one receiver are told apart. */
    private List<Receiver> open(ReceiverSettings receiver, AlertingSettings given) {
        ReceiverExtras extras = given.oncall().receiver(receiver.name());
        ChannelSettings.Surroundings surroundings = new ChannelSettings.Surroundings(
                receiver.name(),
                given.externalUrl(),
                "Slipstream/" + version(),
                clock,
                given.templates().at(clock),
                given.oncall().allowsPrivate() ? AddressPolicy.PRIVATE_ALLOWED : AddressPolicy.PUBLIC_ONLY,
                given.directory());
        List<Receiver> opened = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (ChannelSettings channel : receiver.channels()) {
            int number = numbers.merge(channel.kind(), 1, Integer::sum) - 1;
            String id = receiver.name() + "/" + channel.kind() + "[" + number + "]";
            opened.add(new Receiver(
                    id,
                    receiver.name(),
                    channel.sendResolved(),
                    channel.open(surroundings),
                    receiver.name().equals(AlertingSettings.CONSOLE) ? Receiver.Limits.EVERYTHING : limits(extras)));
        }
        return opened;
    }

    private static Receiver.Limits limits(ReceiverExtras extras) {
        Duration life = extras.timeToLive().orElse(Receiver.Limits.DAY);
        return extras.rateLimit()
                .map(limit -> new Receiver.Limits(limit.per(), limit.burst(), limit.digests(), life, false))
                .orElseGet(() -> new Receiver.Limits(Duration.ZERO, 1, false, life, false));
    }

    private static String version() {
        String version = AlertingService.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
