package io.mediarouter.state;

/**
 * A value with the version of its write.
 *
 * @param version above 0, and higher with each write of its key, also when the row was removed in
 *     between; so an old version never fits a new row by accident. It is the moment of the write,
 *     milliseconds since 1970, or one more than the version before, whichever is higher: so it is
 *     also higher than in an earlier life of the cluster
 * @param value what was written
 */
public record Versioned<V>(long version, V value) {}
