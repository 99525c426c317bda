package slipstream.alerting.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipstream.contract.event.AlertEvent;
import slipstream.contract.event.AlertState;

/**
 * A group as it is seen at one instant.
 *
 * @param speaking the alerts that are not kept quiet, in their order
 * @param hushed the others, by what keeps them quiet
 * @param over those that are over, quiet or not
 */
record Look(List<AlertEvent> speaking, Map<Suppression, List<AlertEvent>> hushed, List<Known> over) {
    static Look at(Group group, Suppressions suppressions, Instant now) {
        Optional<Suppression> ofRoute = suppressions.ofRoute(group.route(), now);
        List<AlertEvent> speaking = new ArrayList<>();
        Map<Suppression, List<AlertEvent>> hushed = new LinkedHashMap<>();
        List<Known> over = new ArrayList<>();
        for (Known alert : group.alerts()) {
            if (alert.isOver(now)) {
                over.add(alert);
            }
            Optional<Suppression> why =
                    ofRoute.or(() -> suppressions.ofAlert(alert.event().labels(), now));
            if (why.isPresent()) {
                hushed.computeIfAbsent(why.get(), reason -> new ArrayList<>()).add(alert.at(now));
            } else {
                speaking.add(alert.at(now));
            }
        }
        speaking.sort(new AlertOrder());
        return new Look(speaking, hushed, over);
    }

    /** The same, as a receiver that has times of rest sees it. */
    Look by(String receiver, Suppressions suppressions, Instant now) {
        List<AlertEvent> heard = new ArrayList<>();
        Map<Suppression, List<AlertEvent>> rest = new LinkedHashMap<>();
        for (AlertEvent alert : speaking) {
            Optional<Suppression> why = suppressions.ofReceiver(receiver, alert.labels(), now);
            if (why.isPresent()) {
                rest.computeIfAbsent(why.get(), reason -> new ArrayList<>()).add(alert);
            } else {
                heard.add(alert);
            }
        }
        rest.putAll(hushed);
        return new Look(heard, rest, over);
    }

    /** Those that fire and are not kept quiet. */
    List<AlertEvent> firing() {
        return speaking.stream()
                .filter(alert -> alert.status() == AlertState.FIRING)
                .toList();
    }

    /** Who is kept quiet and why, in one text; empty when nobody is. */
    String quietness() {
        StringBuilder text = new StringBuilder();
        hushed.forEach((why, alerts) -> {
            text.append(why.reason().word()).append(' ').append(why.by());
            alerts.forEach(alert -> text.append(' ').append(alert.fingerprint()));
            text.append('\n');
        });
        return text.toString();
    }
}
