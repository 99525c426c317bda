package slipstream.alerting.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who can be told, apart from receivers that stand for more than one person.
 *
 * @param users by their names
 * @param schedules by their names
 * @param contacts asked in the order of the file
 */
public record People(Map<String, User> users, Map<String, OnCallSchedule> schedules, List<Contacts> contacts) {
    /** A file that names nobody. */
    public static final People NOBODY = new People(Map.of(), Map.of(), List.of());

    public People {
        users = Map.copyOf(users);
        schedules = Map.copyOf(schedules);
        contacts = List.copyOf(contacts);
    }

    /** The person who has this name or this name in the chat; by which an acknowledgement is put down to somebody. */
    public Optional<User> user(String nameOrSlack) {
        String bare = withoutAt(nameOrSlack);
        return users.values().stream()
                .filter(user -> user.name().equalsIgnoreCase(bare)
                        || user.slack()
                                .filter(name -> withoutAt(name).equalsIgnoreCase(bare))
                                .isPresent())
                .findFirst();
    }

    /** The telephone of whoever a name such as {@code @oncall:web} stands for at an instant, if that is somebody who has one. */
    public Optional<String> phone(String onCall, Instant instant) {
        return Optional.ofNullable(schedules.get(Address.schedule(onCall)))
                .flatMap(schedule -> schedule.onCall(instant))
                .map(users::get)
                .flatMap(User::phone);
    }

    private static String withoutAt(String name) {
        return name.startsWith("@") ? name.substring(1) : name;
    }

    /** The contacts for an alert with these labels: the first that fit. */
    public Optional<Contacts> contacts(Map<String, String> labels) {
        return contacts.stream()
                .filter(candidate -> candidate.matchers().match(labels))
                .findFirst();
    }

    /** Who is meant by an address at an instant. */
    List<Recipient> recipients(Address address, Set<String> via, Map<String, String> labels, Instant instant) {
        return switch (address.kind()) {
            case RECEIVER -> List.of(new Recipient(address.name(), Optional.empty(), via, address.toString()));
            case USER -> user(address.name(), via, address.toString()).toList();
            case SCHEDULE ->
                Optional.ofNullable(schedules.get(address.name()))
                        .flatMap(schedule -> schedule.onCall(instant))
                        .stream()
                        .flatMap(user -> user(user, via, address.toString()))
                        .toList();
            case CONTACT ->
                contacts(labels).stream()
                        .flatMap(found -> found.byRole().getOrDefault(address.name(), List.of()).stream())
                        .flatMap(contact -> recipients(contact, via, labels, instant).stream())
                        .map(recipient -> new Recipient(
                                recipient.receiver(), recipient.user(), recipient.via(), address.toString()))
                        .toList();
        };
    }

    private Stream<Recipient> user(String name, Set<String> via, String because) {
        return Optional.ofNullable(users.get(name)).flatMap(User::receiver).stream()
                .map(receiver -> new Recipient(receiver, Optional.of(name), via, because));
    }

    /** The names of the receivers through which an address may ever be told. */
    Set<String> receivers(Address address) {
        Stream<String> names = switch (address.kind()) {
            case RECEIVER -> Stream.of(address.name());
            case USER -> Optional.ofNullable(users.get(address.name())).flatMap(User::receiver).stream();
            case SCHEDULE ->
                Optional.ofNullable(schedules.get(address.name())).stream()
                        .flatMap(schedule -> schedule.users().stream())
                        .flatMap(user -> receivers(new Address(Address.Kind.USER, user)).stream());
            case CONTACT ->
                contacts.stream()
                        .flatMap(found -> found.byRole().getOrDefault(address.name(), List.of()).stream())
                        .flatMap(contact -> receivers(contact).stream());
        };
        return names.collect(Collectors.toSet());
    }
}
