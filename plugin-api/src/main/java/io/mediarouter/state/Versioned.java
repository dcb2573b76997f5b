package io.mediarouter.state;

/**
 * A value with the number of its writes.
 *
 * @param version 1 for the first write of a key, one more with each further write
 * @param value what was written
 */
public record Versioned<V>(long version, V value) {}
