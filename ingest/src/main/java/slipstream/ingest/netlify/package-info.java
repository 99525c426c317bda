/** Netlify's log drain comes in, whatever shape its batches have, and goes out as requests, log records, samples of memory and changes. */
package slipstream.ingest.netlify;
