/** What is measured with: the requests, the SLOs that speak of them, and the exact truth about both. */
package slipstream.bench.load;
