package slipstream.ingest.line;

import java.util.List;
import java.util.Optional;
import slipstream.contract.event.RejectedObservationException;

/** JMeter's results as CSV with the names of the columns in the first line, whichever columns they are. The label is the route. */
final class JmeterCsvReader implements TextReader {
    private List<String> columns = List.of();

    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        if (told.isFirstLine()) {
            readHead(line, true);
            if (!columns.contains("timeStamp") || !columns.contains("elapsed")) {
                throw Told.unparsed("", "the first line does not name the columns timeStamp and elapsed");
            }
            return;
        }
        if (columns.isEmpty()) {
            throw Told.unparsed("", "the file's first line has no names of columns");
        }
        List<String> values = QuotedFields.bySeparator(line, ',');
        if (values.size() != columns.size()) {
            throw Told.unparsed(
                    "", "the line has " + values.size() + " values, the first line names " + columns.size());
        }
        JtlReader.tell(
                value("timeStamp", values),
                value("elapsed", values),
                value("label", values),
                value("responseCode", values),
                value("success", values),
                told);
    }

    private String value(String column, List<String> values) {
        int index = columns.indexOf(column);
        return index < 0 ? "" : values.get(index);
    }

    @Override
    public boolean needsHead() {
        return true;
    }

    @Override
    public void readHead(String line, boolean first) {
        if (first) {
            columns = QuotedFields.bySeparator(line, ',');
        }
    }

    @Override
    public Optional<String> trouble() {
        return columns.isEmpty() || columns.contains("responseCode")
                ? Optional.empty()
                : Optional.of(
                        "the column responseCode is missing: samples have status 200 or 500 by the column success");
    }
}
