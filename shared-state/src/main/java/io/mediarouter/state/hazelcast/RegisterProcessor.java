package io.mediarouter.state.hazelcast;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.ExtendedMapEntry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The carrier of a change to the member that holds the register; answers with the register after
 * it.
 *
 * <p>A removed row's mark stays for a while, so that versions go on rising and a late event cannot
 * bring the row back; only then its key costs nothing any more.
 *
 * @param markSeconds how long that mark stays, at least 1
 */
record RegisterProcessor(RegisterChange change, int markSeconds)
    implements EntryProcessor<String, VersionedRegister, VersionedRegister>, WireMessage {
  /** How long marks stay where nothing else is said. */
  static final int MARK_SECONDS = 3600;

  private static final int FOR_EVER = 0;

  RegisterProcessor {
    // Older members do not say.
    markSeconds = markSeconds < 1 ? MARK_SECONDS : markSeconds;
  }

  /** A change by which marks stay for {@value #MARK_SECONDS} s. */
  RegisterProcessor(RegisterChange change) {
    this(change, MARK_SECONDS);
  }

  @Override
  @SuppressWarnings("NullAway") // an absent entry has the value null
  public @Nullable VersionedRegister process(Map.Entry<String, VersionedRegister> entry) {
    VersionedRegister before = entry.getValue();
    VersionedRegister after = change.apply(before);
    if (after != null && !after.equals(before)) {
      ((ExtendedMapEntry<String, VersionedRegister>) entry)
          .setValue(after, seconds(after), TimeUnit.SECONDS);
    }
    return after;
  }

  private int seconds(VersionedRegister register) {
    return register.value() == null ? markSeconds : FOR_EVER;
  }
}
