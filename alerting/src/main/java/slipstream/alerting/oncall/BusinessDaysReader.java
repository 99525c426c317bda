package slipstream.alerting.oncall;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import slipstream.contract.document.Element;
import slipstream.contract.document.Fields;

/** Reads {@code business_days}. */
final class BusinessDaysReader {
    private BusinessDaysReader() {}

    static BusinessDays read(Fields fields) {
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (Element item : fields.list("weekdays")) {
            item.asText(fields.problems()).ifPresent(name -> {
                try {
                    weekdays.add(OnCallScheduleReader.weekday(name));
                } catch (IllegalArgumentException e) {
                    fields.problems().error(item.where(), item.path(), e.getMessage());
                }
            });
        }
        Set<LocalDate> holidays = new HashSet<>();
        for (Element item : fields.list("holidays")) {
            item.asText(fields.problems()).ifPresent(text -> {
                try {
                    holidays.add(OnCallScheduleReader.date(text));
                } catch (IllegalArgumentException e) {
                    fields.problems().error(item.where(), item.path(), e.getMessage() + " such as 2026-12-25");
                }
            });
        }
        ZoneId zone = Zones.read(fields);
        LocalTime end = fields.converted("end", "a time of day such as 17:00, in quotes", BusinessDaysReader::time)
                .orElse(BusinessDays.USUAL.end());
        fields.done();
        return new BusinessDays(weekdays.isEmpty() ? BusinessDays.USUAL.weekdays() : weekdays, end, zone, holidays);
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time of day", e);
        }
    }
}
