package slipstream.alerting.oncall;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipstream.alerting.route.MatchersReader;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;

/** Reads {@code users}, {@code schedules} and {@code contacts}. */
final class PeopleReader {
    private final Set<String> receivers;
    private final Map<String, ReceiverExtras> extras;
    private final Intervals intervals;

    /** @param extras the receivers whose channels are known, because they stand in {@code oncall.yml} */
    PeopleReader(Set<String> receivers, Map<String, ReceiverExtras> extras, Intervals intervals) {
        this.receivers = receivers;
        this.extras = extras;
        this.intervals = intervals;
    }

    People read(Fields root) {
        Map<String, User> users = users(root);
        Map<String, OnCallSchedule> schedules = new LinkedHashMap<>();
        OnCallScheduleReader reader = new OnCallScheduleReader(users, intervals);
        Names names = new Names("schedule");
        for (Fields schedule : root.listOfFields("schedules")) {
            Optional<String> name = names.read(schedule);
            Optional<OnCallSchedule> read = reader.read(schedule, name.orElse(""));
            if (name.isPresent()) {
                read.ifPresent(complete -> schedules.put(name.get(), complete));
            }
        }
        People without = new People(users, schedules, List.of());
        return new People(users, schedules, contacts(root, without));
    }

    private Map<String, User> users(Fields root) {
        Map<String, User> users = new LinkedHashMap<>();
        Names names = new Names("user");
        for (Fields user : root.listOfFields("users")) {
            Optional<String> name = names.read(user);
            Optional<String> receiver = user.text("receiver");
            if (receiver.isPresent() && !receivers.contains(receiver.get())) {
                user.error(
                        "receiver",
                        "'" + receiver.get() + "' is not among the receivers"
                                + Spelling.suggestion(receiver.get(), receivers));
            }
            if (name.filter(receivers::contains).isPresent() && !receiver.equals(name)) {
                user.error("name", "'" + name.get() + "' is the name of a receiver too: a step could mean either");
            }
            Optional<String> through = user.text("through");
            Optional<String> email = user.converted("email", "an address such as ana@example.org", PeopleReader::email);
            Optional<String> phone = user.converted(
                    "phone", "a number in E.164 form such as +4930901820, in quotes", PeopleReader::phone);
            Optional<String> slack = user.text("slack");
            user.done();
            name.map(text -> new User(text, through.isPresent() ? name : receiver, through, email, phone, slack))
                    .ifPresent(read -> {
                        checkThrough(user, read, receiver);
                        users.put(read.name(), read);
                    });
        }
        return users;
    }

    private void checkThrough(Fields fields, User user, Optional<String> receiver) {
        if (user.through().isEmpty()) {
            return;
        }
        String shared = user.through().get();
        if (receiver.isPresent()) {
            fields.error("through", "stands beside receiver: give one of them");
        } else if (!extras.containsKey(shared)) {
            fields.error(
                    "through",
                    "'" + shared + "' is not among the receivers of this file"
                            + Spelling.suggestion(shared, extras.keySet()));
        } else if (PersonalReceiver.of(user, extras.get(shared)).isEmpty()) {
            fields.error(
                    "through",
                    "'" + shared + "' reaches nobody by what is said of '" + user.name()
                            + "': SMS need a phone, and mails an email");
        }
    }

    private static String email(String text) {
        if (!text.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException("no address");
        }
        return text;
    }

    /** E.164: a country code and a number, fifteen digits at most. */
    private static String phone(String text) {
        if (!text.matches("\\+[1-9]\\d{6,14}")) {
            throw new IllegalArgumentException("no number");
        }
        return text;
    }

    private List<Contacts> contacts(Fields root, People people) {
        List<Contacts> all = new ArrayList<>();
        AddressReader addresses = AddressReader.withoutContacts(receivers, people);
        Names names = new Names("sort of issue");
        for (Fields issue : root.listOfFields("contacts")) {
            Optional<String> name = names.read(issue);
            Map<String, List<Address>> byRole = new LinkedHashMap<>();
            for (String role : Contacts.ROLES) {
                if (issue.has(role)) {
                    byRole.put(role, addresses.read(issue, role));
                }
            }
            if (byRole.isEmpty()) {
                issue.error("name", "has no contact: give it primary, secondary or executive");
            }
            var matchers = MatchersReader.read(issue);
            issue.done();
            name.ifPresent(text -> all.add(new Contacts(text, matchers, byRole)));
        }
        return all;
    }
}
