package slipstream.alerting.oncall;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads whom to tell, and makes sure that there is a way to tell them. */
final class AddressReader {
    private final Map<String, List<String>> receivers;
    private final People people;
    private final boolean takesContacts;

    /** @param receivers the kinds of channel of each receiver, by its name */
    AddressReader(Map<String, List<String>> receivers, People people) {
        this(receivers, people, true);
    }

    private AddressReader(Map<String, List<String>> receivers, People people, boolean takesContacts) {
        this.receivers = receivers;
        this.people = people;
        this.takesContacts = takesContacts;
    }

    /** For contacts themselves, which cannot name contacts. */
    static AddressReader withoutContacts(Set<String> receivers, People people) {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        receivers.forEach(receiver -> kinds.put(receiver, List.of()));
        return new AddressReader(kinds, people, false);
    }

    /** The addresses that stand under a key, which is required. */
    List<Address> read(Fields fields, String key) {
        List<Address> all = new ArrayList<>();
        if (!fields.holds(key)) {
            fields.missing(key);
            return all;
        }
        List<Element> items = fields.list(key);
        if (items.isEmpty()) {
            fields.error(key, "names nobody");
        }
        for (Element item : items) {
            item.asText(fields.problems())
                    .flatMap(text -> address(fields, item, text))
                    .ifPresent(all::add);
        }
        return all;
    }

    private Optional<Address> address(Fields fields, Element item, String text) {
        String schedule = Address.schedule(text);
        if (!schedule.isEmpty()) {
            return known(fields, item, schedule, people.schedules().keySet(), "schedule")
                    ? Optional.of(new Address(Address.Kind.SCHEDULE, schedule))
                    : Optional.empty();
        }
        if (text.startsWith("@")) {
            return contact(fields, item, text.substring(1));
        }
        if (people.users().containsKey(text)) {
            return person(fields, item, people.users().get(text));
        }
        Set<String> names = new TreeSet<>(receivers.keySet());
        names.addAll(people.users().keySet());
        return known(fields, item, text, names, "receiver or user")
                ? Optional.of(new Address(Address.Kind.RECEIVER, text))
                : Optional.empty();
    }

    private Optional<Address> contact(Fields fields, Element item, String role) {
        if (!takesContacts) {
            error(fields, item, "a contact is a receiver, a user or @oncall:SCHEDULE");
            return Optional.empty();
        }
        if (!known(fields, item, role, Contacts.ROLES, "contact")) {
            return Optional.empty();
        }
        if (people.contacts().stream().noneMatch(issue -> issue.byRole().containsKey(role))) {
            error(fields, item, "contacts name no " + role);
        }
        return Optional.of(new Address(Address.Kind.CONTACT, role));
    }

    private static Optional<Address> person(Fields fields, Element item, User user) {
        if (user.receiver().isEmpty()) {
            error(fields, item, "user '" + user.name() + "' has no receiver through which to be told");
            return Optional.empty();
        }
        return Optional.of(new Address(Address.Kind.USER, user.name()));
    }

    private static boolean known(Fields fields, Element item, String name, Collection<String> names, String what) {
        boolean isKnown = names.contains(name);
        if (!isKnown) {
            error(fields, item, "there is no " + what + " '" + name + "'" + Spelling.suggestion(name, names));
        }
        return isKnown;
    }

    private static void error(Fields fields, Element item, String message) {
        fields.problems().error(item.where(), item.path(), message);
    }

    /** Records a problem when there is no receiver of this name, or it has no webhook. */
    void requireWebhook(Fields fields, String key, String name) {
        if (!receivers.containsKey(name)) {
            fields.error(key, "there is no receiver '" + name + "'" + Spelling.suggestion(name, receivers.keySet()));
        } else if (!receivers.get(name).contains("webhook")) {
            fields.error(key, "'" + name + "' has no webhook, and an action is one");
        }
    }

    /** The kinds of channel to which a step is limited; a problem is recorded where somebody it names can be told through none of them. */
    Set<String> via(Fields step, List<Address> addresses) {
        Set<String> via = new LinkedHashSet<>(step.listOfText("via"));
        if (via.isEmpty()) {
            return via;
        }
        for (Address address : addresses) {
            for (String receiver : new TreeSet<>(people.receivers(address))) {
                List<String> kinds = receivers.getOrDefault(receiver, List.of());
                if (kinds.stream().noneMatch(via::contains)) {
                    String only = kinds.isEmpty() ? "no channel" : "only " + String.join(", ", new TreeSet<>(kinds));
                    step.error(
                            "via", "'" + address + "' is told through receiver '" + receiver + "', which has " + only);
                }
            }
        }
        return via;
    }
}
