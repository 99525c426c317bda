package slipstream.ingest.line;

import java.nio.charset.StandardCharsets;
import java.util.List;
import slipstream.contract.event.RejectedObservationException;

/** Fields of a line of CSV whose columns are named in the first line of the file. A value has no line break in it. */
final class CsvFields implements FieldReader {
    private final MappedLines format;
    private List<String> columns = List.of();

    CsvFields(MappedLines format) {
        this.format = format;
    }

    @Override
    public boolean read(byte[] line, int from, int to, boolean isFirst, String[] values)
            throws RejectedObservationException {
        if (isFirst) {
            readHead(line, from, to, 0);
            return false;
        }
        List<String> fields = fields(line, from, to);
        if (fields.size() != columns.size()) {
            throw Told.unparsed(
                    "", "the line has " + fields.size() + " values, the first line names " + columns.size());
        }
        for (int i = 0; i < fields.size(); i++) {
            FieldReader.keep(format.paths().find(columns.get(i)), fields.get(i), values);
        }
        return true;
    }

    @Override
    public boolean needsHead() {
        return true;
    }

    @Override
    public void readHead(byte[] line, int from, int to, long offset) {
        if (offset == 0) {
            columns = fields(line, from, to);
        }
    }

    private static List<String> fields(byte[] line, int from, int to) {
        return QuotedFields.bySeparator(new String(line, from, to - from, StandardCharsets.UTF_8), ',');
    }
}
