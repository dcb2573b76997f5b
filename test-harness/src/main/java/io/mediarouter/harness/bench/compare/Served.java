package io.mediarouter.harness.bench.compare;

/**
 * The record of how a request went.
 *
 * @param slowdown its time by that of its kind on the idle fast server; 0 if it failed
 */
record Served(
    Kind kind, boolean failed, double firstByteMillis, double totalMillis, double slowdown) {}
