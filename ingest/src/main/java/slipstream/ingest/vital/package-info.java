/** What browsers measure while they show a page comes in, sent by the page's own script, and goes out as vital samples by page and region. */
package slipstream.ingest.vital;
