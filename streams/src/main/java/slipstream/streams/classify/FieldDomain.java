package slipstream.streams.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import slipstream.contract.document.Spelling;
import slipstream.contract.event.ChangeOutcome;
import slipstream.contract.event.Incident;
import slipstream.contract.event.ObservationRules;
import slipstream.contract.event.ObservationType;
import slipstream.contract.event.ProbeOutcome;
import slipstream.contract.event.RejectedObservationException;

/** What the fields of observations can hold at all, and which of them occur together; the contract's rules seen from the selector. */
final class FieldDomain {
    private static final List<String> OUTCOMES =
            Arrays.stream(ProbeOutcome.values()).map(ProbeOutcome::word).toList();

    private static final List<String> CHANGE_OUTCOMES =
            Arrays.stream(ChangeOutcome.values()).map(ChangeOutcome::word).toList();

    private FieldDomain() {}

    /** Why the newest of the constraints of a field cannot be satisfied, with those before it or at all. */
    static Optional<String> contradiction(String name, FieldConstraint newest, List<FieldConstraint> all) {
        Optional<ObservationField> field = ObservationField.ofWord(name);
        List<FieldConstraint> domain = field.map(FieldDomain::of).orElse(List.of());
        if (FieldConstraint.areImpossible(with(domain, List.of(newest)))) {
            return Optional.of(name + " is never " + newest.words() + hint(domain, newest));
        }
        if (name.equals("service") && isNoName(newest)) {
            return Optional.of("no service is called " + newest.words()
                    + ": a name has 1 to 128 of A-Z a-z 0-9 . _ : / - and does not begin with __");
        }
        if (FieldConstraint.areImpossible(with(domain, all))) {
            return Optional.of(name + " cannot be "
                    + all.stream().map(FieldConstraint::words).collect(Collectors.joining(" and ")) + " at once");
        }
        return Optional.empty();
    }

    private static List<FieldConstraint> of(ObservationField field) {
        return switch (field) {
            case TYPE -> List.of(new FieldConstraint("in", List.copyOf(ObservationType.words())));
            case OUTCOME -> List.of(new FieldConstraint("in", List.copyOf(OUTCOMES)));
            case STATUS -> between(100, 599);
            case LATENCY_MILLIS, DNS_MILLIS, CONNECT_MILLIS, TLS_MILLIS, FIRST_BYTE_MILLIS, TRANSFER_MILLIS ->
                between(0, ObservationRules.MAX_LATENCY_MILLIS);
            case DURATION_MILLIS -> between(0, Incident.MAX_DURATION_MILLIS);
            case LIMIT -> List.of(FieldConstraint.of(">", 0d));
            case SERVICE,
                    SOURCE,
                    ROUTE,
                    METHOD,
                    SUCCESS,
                    JOB,
                    TARGET,
                    LOCATION,
                    ERROR,
                    CERTIFICATE_DAYS_LEFT,
                    RESOURCE,
                    VALUE,
                    LEVEL,
                    PATTERN,
                    MESSAGE,
                    KIND,
                    VERSION,
                    NAME,
                    ALERT,
                    SEVERITY -> List.of();
        };
    }

    private static List<FieldConstraint> between(double lowest, double highest) {
        return List.of(FieldConstraint.of(">=", lowest), FieldConstraint.of("<=", highest));
    }

    private static String hint(List<FieldConstraint> domain, FieldConstraint newest) {
        if (newest.constants().get(0) instanceof String word) {
            List<String> known =
                    domain.get(0).constants().stream().map(Object::toString).toList();
            return Spelling.suggestion(word, known);
        }
        return "; it is always " + domain.stream().map(FieldConstraint::words).collect(Collectors.joining(" and "));
    }

    private static boolean isNoName(FieldConstraint constraint) {
        boolean namesSome =
                constraint.operator().equals("==") || constraint.operator().equals("in");
        return namesSome
                && constraint.constants().stream()
                        .noneMatch(constant -> constant instanceof String name && isName(name));
    }

    private static boolean isName(String name) {
        try {
            ObservationRules.name("service", name);
            return true;
        } catch (RejectedObservationException e) {
            return false;
        }
    }

    /** Why no type of observation has all these fields and allows what is said of its type and outcome. */
    static Optional<String> contradiction(
            Set<ObservationField> present, Map<String, List<FieldConstraint>> constraints) {
        List<ObservationType> named = Arrays.stream(ObservationType.values())
                .filter(type -> allow(constraints, ObservationField.TYPE, List.of(type.word())))
                .toList();
        for (ObservationType type : named) {
            if (present.stream().allMatch(field -> field.isOf(type))
                    && allow(constraints, ObservationField.OUTCOME, outcomes(type))) {
                return Optional.empty();
            }
        }
        for (ObservationField field : present) {
            if (named.stream().noneMatch(field::isOf)) {
                return Optional.of("observations of type "
                        + named.stream().map(type -> "'" + type.word() + "'").collect(Collectors.joining(" or "))
                        + " have no " + field.word());
            }
        }
        return Optional.of(named.size() == 1 ? outcomeOf(named.get(0), constraints) : apart(named, present));
    }

    /** The words that an outcome can be; for a type without one any will do, because it is not asked for. */
    private static List<String> outcomes(ObservationType type) {
        return type == ObservationType.CHANGE ? CHANGE_OUTCOMES : OUTCOMES;
    }

    private static boolean allow(
            Map<String, List<FieldConstraint>> constraints, ObservationField field, List<String> words) {
        List<FieldConstraint> those = constraints.getOrDefault(field.word(), List.of());
        return words.stream().anyMatch(word -> those.stream().allMatch(each -> each.allows(word)));
    }

    private static String outcomeOf(ObservationType type, Map<String, List<FieldConstraint>> constraints) {
        return "the outcome of type '" + type.word() + "' is never "
                + constraints.get(ObservationField.OUTCOME.word()).stream()
                        .map(FieldConstraint::words)
                        .collect(Collectors.joining(" and "));
    }

    private static String apart(List<ObservationType> named, Set<ObservationField> present) {
        for (ObservationField one : present) {
            for (ObservationField other : present) {
                if (named.stream().noneMatch(type -> one.isOf(type) && other.isOf(type))) {
                    return "no observation has both " + one.word() + " and " + other.word();
                }
            }
        }
        return "no type of observation has, as asked for, all of "
                + present.stream().map(ObservationField::word).collect(Collectors.joining(", "));
    }

    private static List<FieldConstraint> with(List<FieldConstraint> some, List<FieldConstraint> others) {
        List<FieldConstraint> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
