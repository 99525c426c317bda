/** Deploys, backups and other changes come in, as plainly as curl sends them, and go out as change events. */
package slipstream.ingest.change;
