package io.mediarouter.state.hazelcast;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message in which a member says to the others of its own rows of a table.
 *
 * @param kind what it says
 * @param owner the member's name
 * @param node the member's present identity in the Hazelcast cluster, which changes when two halves
 *     of a cluster become one
 * @param table which table; empty = all
 * @param from the number of changes after which this holds; 0 where it says all
 * @param to the number of changes that it brings the reader to
 * @param keys keys of rows
 * @param values values of these rows in the same order; null = the row is removed
 * @param sent when it was sent, by the member's clock, by which all its moments are; null = it does
 *     not say
 */
record RowsMessage(
    Kind kind,
    String owner,
    String node,
    String table,
    long from,
    long to,
    List<String> keys,
    @Named List<@Nullable Object> values,
    @Nullable Instant sent)
    implements WireMessage {

  /** What is said. */
  enum Kind {
    /** These are all my rows. */
    ALL,
    /** These rows have changed; none = I am still here. */
    CHANGED,
    /** All or one of you, named in the key: say all your rows. */
    ASK,
    /** I am leaving. */
    BYE
  }

  /** A message without rows. */
  static RowsMessage of(Kind kind, String owner, String node, List<String> keys) {
    return new RowsMessage(kind, owner, node, "", 0, 0, keys, List.of(), null);
  }

  /** This as it is sent at a moment of its owner's clock. */
  RowsMessage sentAt(Instant now) {
    return new RowsMessage(kind, owner, node, table, from, to, keys, values, now);
  }
}
