package io.mediarouter.state.durable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/**
 * The form in which the values of a table are kept: JSON documents.
 *
 * <p>Fields go by name. A reader skips those that it does not know, and takes a default where one
 * is absent; so a field may be added, and older and newer proxies read each other's documents. A
 * field keeps its name and meaning for ever. A change that older readers would get wrong needs a
 * higher format number: they refuse it.
 *
 * @param table the table's name in the store
 * @param format the format's number, from 1
 * @param writer makes a document of a value
 * @param reader makes a value of a document of this format or an earlier one
 */
record DocumentForm<V>(
    String table, int format, Function<V, ObjectNode> writer, Function<JsonNode, V> reader) {

  private static final JsonMapper JSON = new JsonMapper();

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  /** A value's row. */
  StoredRow row(String key, long version, V value) {
    return new StoredRow(table, key, version, format, writer.apply(value).toString());
  }

  /** The row that says that a value was removed. */
  StoredRow mark(String key, long version) {
    return new StoredRow(table, key, version, format, null);
  }

  /**
   * The value of a document.
   *
   * @throws IllegalArgumentException if it makes none
   */
  V read(String document) {
    try {
      return reader.apply(JSON.readTree(document));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
