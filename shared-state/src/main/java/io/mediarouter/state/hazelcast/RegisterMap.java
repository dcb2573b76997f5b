package io.mediarouter.state.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryMergedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import com.hazelcast.query.Predicate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A distributed map of registers, of which every member hears each change. Safe for use by many
 * threads; only {@link #readAll}, {@link #keys} and {@link #follow} block.
 */
final class RegisterMap {
  private final IMap<String, VersionedRegister> map;
  private final int markSeconds;

  /** A map in which the marks of removed rows stay for an hour. */
  RegisterMap(IMap<String, VersionedRegister> map) {
    this(map, RegisterProcessor.MARK_SECONDS);
  }

  /**
   * A map of registers.
   *
   * @param markSeconds how long the mark of a removed row stays, at least 1
   */
  RegisterMap(IMap<String, VersionedRegister> map, int markSeconds) {
    this.map = map;
    this.markSeconds = markSeconds;
  }

  /** Makes a change; the stage has the register after it, null where there is none. */
  CompletionStage<@Nullable VersionedRegister> change(String key, RegisterChange change) {
    return HazelcastFutures.attempt(
        () -> map.submitToKey(key, new RegisterProcessor(change, markSeconds)));
  }

  /** Reads a register; null where there is none. */
  CompletionStage<@Nullable VersionedRegister> read(String key) {
    return HazelcastFutures.attempt(() -> map.getAsync(key));
  }

  /** Reads all registers; blocks. */
  Map<String, VersionedRegister> readAll() {
    return map.getAll(map.keySet());
  }

  /** The keys of the registers for which {@code condition} holds; blocks. */
  Set<String> keys(Predicate<String, VersionedRegister> condition) {
    return map.keySet(condition);
  }

  /** Tells of every write from now on, and of marks that are gone; returns how to end it. */
  Runnable follow(
      BiConsumer<String, VersionedRegister> written,
      BiConsumer<String, @Nullable VersionedRegister> gone) {
    var id = map.addEntryListener(new Events(written, gone), true);
    return () -> map.removeEntryListener(id);
  }

  private record Events(
      BiConsumer<String, VersionedRegister> written,
      BiConsumer<String, @Nullable VersionedRegister> gone)
      implements EntryAddedListener<String, VersionedRegister>,
          EntryUpdatedListener<String, VersionedRegister>,
          EntryMergedListener<String, VersionedRegister>,
          EntryExpiredListener<String, VersionedRegister> {

    @Override
    public void entryAdded(EntryEvent<String, VersionedRegister> event) {
      written.accept(event.getKey(), event.getValue());
    }

    @Override
    public void entryUpdated(EntryEvent<String, VersionedRegister> event) {
      written.accept(event.getKey(), event.getValue());
    }

    @Override
    public void entryMerged(EntryEvent<String, VersionedRegister> event) {
      written.accept(event.getKey(), event.getValue());
    }

    @Override
    public void entryExpired(EntryEvent<String, VersionedRegister> event) {
      gone.accept(event.getKey(), event.getOldValue());
    }
  }
}
