package io.mediarouter.state;

/**
 * A row of a table of which each proxy writes its own rows.
 *
 * @param owner the member that wrote it
 * @param key the row's name among its owner's rows
 * @param value what it says
 */
public record Row<V>(String owner, String key, V value) {}
