package io.mediarouter.state.hazelcast;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member says to the others of its own rows of a table.
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
    List<@Nullable Object> values,
    @Nullable Instant sent) {

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

  static final Form<RowsMessage> FORM =
      new Form<>(
          RowsMessage.class,
          "RowsMessage",
          in ->
              new RowsMessage(
                  Fields.constant(in, "kind", Kind.class),
                  in.readString("owner"),
                  in.readString("node"),
                  in.readString("table"),
                  in.readInt64("from"),
                  in.readInt64("to"),
                  Fields.strings(in, "keys"),
                  Arrays.asList(in.readArrayOfCompact("values", Object.class)),
                  Fields.addedInstant(in, "sent")),
          (out, message) -> {
            Fields.write(out, "kind", message.kind());
            out.writeString("owner", message.owner());
            out.writeString("node", message.node());
            out.writeString("table", message.table());
            out.writeInt64("from", message.from());
            out.writeInt64("to", message.to());
            Fields.write(out, "keys", message.keys());
            out.writeArrayOfCompact("values", new ArrayList<>(message.values()).toArray());
            Fields.writeOptional(out, "sent", message.sent());
          });

  /** A message without rows. */
  static RowsMessage of(Kind kind, String owner, String node, List<String> keys) {
    return new RowsMessage(kind, owner, node, "", 0, 0, keys, List.of(), null);
  }

  /** This as it is sent at a moment of its owner's clock. */
  RowsMessage sentAt(Instant now) {
    return new RowsMessage(kind, owner, node, table, from, to, keys, values, now);
  }
}
