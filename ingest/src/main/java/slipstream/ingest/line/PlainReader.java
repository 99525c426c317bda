package slipstream.ingest.line;

import slipstream.contract.event.RejectedObservationException;

/** Any text: each line is a record of a log, with the time at its beginning and the first word that is a level. */
final class PlainReader implements TextReader {
    @Override
    public void read(String line, Told told) throws RejectedObservationException {
        long timeMillis = told.time().atStartOrBefore(line);
        if (timeMillis == LineTime.NONE) {
            throw Told.unparsed("time", "neither the line nor one before it begins with a time");
        }
        String message = line.substring(told.time().end()).strip();
        told.log(timeMillis, LogLevel.of(message), message);
    }
}
