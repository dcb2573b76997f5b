package io.mediarouter.state.durable;

import io.mediarouter.state.codec.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The form in which the values of a table are kept: JSON documents, the same as proxies send to
 * each other.
 *
 * <p>A change that older readers would get wrong needs a higher format number: they refuse it.
 *
 * @param table the table's name in the store
 * @param type what its values are
 */
record DocumentForm<V>(String table, Class<V> type) {
  /** The number of this format; rows of lower ones are read too. */
  static final int FORMAT = 2;

  private static final RecordCodec CODEC = new RecordCodec(List.of());

  DocumentForm {
    CODEC.prepare(type);
  }

  /** A value's row. */
  StoredRow row(String key, long version, V value) {
    String document = new String(CODEC.write(type, value), StandardCharsets.UTF_8);
    return new StoredRow(table, key, version, FORMAT, document);
  }

  /** The row that says that a value was removed. */
  StoredRow mark(String key, long version) {
    return new StoredRow(table, key, version, FORMAT, null);
  }

  /**
   * The value of a document.
   *
   * @param format that of the document, at most {@link #FORMAT}
   * @throws IllegalArgumentException if it makes none
   */
  V read(int format, String document) {
    return format < FORMAT
        ? CODEC.read(type, FirstFormat.upgraded(table, document))
        : CODEC.read(type, document.getBytes(StandardCharsets.UTF_8));
  }
}
