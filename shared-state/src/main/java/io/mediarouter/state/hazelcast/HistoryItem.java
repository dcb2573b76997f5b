package io.mediarouter.state.hazelcast;

import io.mediarouter.estimate.TaskRecord;

/**
 * A record in the cluster's ring.
 *
 * @param writer the member that wrote it
 * @param number which of that member's records it is
 * @param record what was written
 */
record HistoryItem(String writer, long number, TaskRecord record) {
  static final Form<HistoryItem> FORM =
      new Form<>(
          HistoryItem.class,
          "HistoryItem",
          in ->
              new HistoryItem(
                  in.readString("writer"), in.readInt64("number"), in.readCompact("record")),
          (out, item) -> {
            out.writeString("writer", item.writer());
            out.writeInt64("number", item.number());
            out.writeCompact("record", item.record());
          });

  /** Its unique name. */
  String id() {
    return writer + "#" + number;
  }
}
