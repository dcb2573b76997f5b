package io.mediarouter.state.durable;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as the store has it.
 *
 * @param table the name of its table
 * @param key unique in its table
 * @param version which of two rows of one key is the later
 * @param format that of the document; a reader refuses a higher one than its own
 * @param document the value as JSON; null = the row was removed
 */
record StoredRow(String table, String key, long version, int format, @Nullable String document)
    implements Comparable<StoredRow> {

  /** A key of bounded length for a name that may be longer than a database indexes. */
  static String keyOf(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What two rows of one key have in common. */
  record Id(String table, String key) {}

  Id id() {
    return new Id(table, key);
  }

  /** By table and key: an order in which two proxies that write the same rows do not deadlock. */
  @Override
  public int compareTo(StoredRow other) {
    int tables = table.compareTo(other.table);
    return tables != 0 ? tables : key.compareTo(other.key);
  }
}
