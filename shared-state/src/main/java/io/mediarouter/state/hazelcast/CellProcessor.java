package io.mediarouter.state.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of a change to the member that holds the cell; answers with the cell after it.
 *
 * <p>A removed row's mark stays for {@value #MARK_HOURS} hour, so that versions go on rising and a
 * late event cannot bring the row back; only then its key costs nothing any more.
 */
record CellProcessor(CellChange change) implements EntryProcessor<String, Cell, Cell>, WireMessage {
  private static final int MARK_HOURS = 1;
  private static final int FOR_EVER = 0;

  @Override
  @SuppressWarnings("NullAway") // an absent entry has the value null
  public @Nullable Cell process(Map.Entry<String, Cell> entry) {
    Cell before = entry.getValue();
    Cell after = change.apply(before);
    if (after != null && !after.equals(before)) {
      ((ExtendedMapEntry<String, Cell>) entry).setValue(after, hours(after), TimeUnit.HOURS);
    }
    return after;
  }

  private static int hours(Cell cell) {
    return cell.value() == null ? MARK_HOURS : FOR_EVER;
  }
}
