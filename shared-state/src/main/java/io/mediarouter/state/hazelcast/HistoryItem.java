package io.mediarouter.state.hazelcast;

import io.mediarouter.estimate.TaskRecord;

/**
 * A record in the cluster's ring.
 *
 * @param writer the member that wrote it
 * @param number which of that member's records it is
 * @param record what was written
 */
record HistoryItem(String writer, long number, TaskRecord record) implements WireMessage {
  /** Its unique name. */
  String id() {
    return writer + "#" + number;
  }
}
