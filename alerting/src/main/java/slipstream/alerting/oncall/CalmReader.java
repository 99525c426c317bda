package slipstream.alerting.oncall;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipstream.alerting.route.LabelMatchers;
import slipstream.alerting.route.MatcherParser;
import slipstream.alerting.route.MatchersReader;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;
import slipstream.contract.document.Spelling;
import slipstream.contract.slo.Schedule;
import slipstream.contract.slo.ScheduleReader;

/** Reads {@code maintenance_windows}, {@code recurring_silences} and the {@code quiet_hours} of receivers. */
final class CalmReader {
    private final Intervals intervals;

    CalmReader(Intervals intervals) {
        this.intervals = intervals;
    }

    Calm read(Fields root) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        Names names = new Names("maintenance window");
        for (Fields window : root.listOfFields("maintenance_windows")) {
            Optional<String> name = names.read(window);
            Optional<MaintenanceWindow> read = window(window, name.orElse(""));
            if (name.isPresent()) {
                read.ifPresent(windows::add);
            }
        }
        List<RecurringSilence> silences = new ArrayList<>();
        for (Fields silence : root.listOfFields("recurring_silences")) {
            silences.add(silence(silence));
        }
        return new Calm(windows, silences, intervals);
    }

    private static Optional<MaintenanceWindow> window(Fields window, String name) {
        LabelMatchers matchers = MatchersReader.read(window);
        boolean suppresses =
                window.oneOf("alerts", "suppress", "deliver").orElse("suppress").equals("suppress");
        if (window.oneOf("slo", "exclude", "count").filter("exclude"::equals).isPresent()) {
            window.warning(
                    "slo", "has no effect here: a document of kind MaintenanceWindow takes time out of a budget");
        }
        Optional<Schedule> schedule = new ScheduleReader(window, Zones.read(window)).read();
        window.done();
        return schedule.map(when -> new MaintenanceWindow(name, matchers, when, suppresses));
    }

    private RecurringSilence silence(Fields silence) {
        LabelMatchers matchers = MatchersReader.read(silence);
        if (matchers.all().isEmpty()) {
            silence.error("matchers", "are required: a silence of everything would be a mistake");
        }
        List<String> names = requiredIntervals(silence);
        String comment = silence.text("comment").orElse("");
        String name = silence.text("name").orElse(comment.isEmpty() ? matchers.toString() : comment);
        RecurringSilence read = new RecurringSilence(
                name, matchers, names, silence.text("created_by").orElse(""), comment);
        silence.done();
        return read;
    }

    /** Quiet hours of one receiver. */
    QuietHours quietHours(Fields hours) {
        List<String> names = requiredIntervals(hours);
        List<LabelMatchers> except = new ArrayList<>();
        for (Element item : hours.list("except")) {
            item.asText(hours.problems()).ifPresent(text -> {
                try {
                    except.add(new LabelMatchers(MatcherParser.parse(text)));
                } catch (IllegalArgumentException e) {
                    hours.problems().error(item.where(), item.path(), e.getMessage());
                }
            });
        }
        hours.done();
        return new QuietHours(names, except);
    }

    private List<String> requiredIntervals(Fields fields) {
        if (!fields.holds("time_intervals")) {
            fields.missing("time_intervals");
        }
        return intervals(fields, "time_intervals", intervals);
    }

    /** The names of time intervals under a key; unknown ones are recorded. */
    static List<String> intervals(Fields fields, String key, Intervals intervals) {
        List<String> names = fields.has(key) ? fields.listOfText(key) : List.of();
        for (String name : names) {
            if (!intervals.byName().containsKey(name)) {
                fields.error(
                        key, "there is no time interval '" + name + "'" + Spelling.suggestion(name, intervals.names()));
            }
        }
        return names;
    }
}
