package io.mediarouter.state.hazelcast;

import io.mediarouter.state.SharedTable;
import io.mediarouter.state.Versioned;
import io.mediarouter.state.codec.UnknownFields;
import io.mediarouter.state.local.Listeners;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A shared table on a distributed map.
 *
 * <p>A write is an entry processor on the member that holds the row, and comes back with the row as
 * it is then: so the writer reads its own write at once, and a writer that was refused reads what
 * it lost to. The others hear of it by events. Events may get lost with a connection, so the whole
 * table is also read now and then ({@link #refresh}).
 */
final class HazelcastSharedTable<V> implements SharedTable<V> {
  private static final char OWNER_END = '#';

  private final RegisterMap map;
  private final String writerPrefix;
  private final InstantSource clock;
  private final AtomicLong writes = new AtomicLong();
  private final RegisterMirror<V> mirror;
  private final Listeners<String> listeners = new Listeners<>();
  private final Runnable unfollow;

  /**
   * A table, read in full; blocks.
   *
   * @param self this member's name
   */
  HazelcastSharedTable(RegisterMap map, String self, InstantSource clock) {
    this(map, self, clock, (value, writer) -> value);
  }

  /**
   * A table, read in full; blocks.
   *
   * @param self this member's name
   * @param reading what a value means here, with the name of the member that wrote it
   */
  HazelcastSharedTable(
      RegisterMap map, String self, InstantSource clock, BiFunction<V, String, V> reading) {
    this.mirror =
        new RegisterMirror<>((V value, String writer) -> reading.apply(value, owner(writer)));
    this.map = map;
    this.clock = clock;
    this.writerPrefix = self + OWNER_END;
    this.unfollow = map.follow(this::learn, (key, register) -> mirror.forgetMark(key));
    refresh();
  }

  @Override
  public Optional<Versioned<V>> get(String key) {
    return mirror.get(key);
  }

  @Override
  public Map<String, Versioned<V>> rows() {
    return mirror.rows();
  }

  @Override
  public CompletionStage<Boolean> replace(String key, long expectedVersion, V value) {
    return write(key, expectedVersion, value);
  }

  @Override
  public CompletionStage<Boolean> remove(String key, long expectedVersion) {
    return expectedVersion == ABSENT
        ? CompletableFuture.completedFuture(false)
        : write(key, expectedVersion, null);
  }

  private CompletionStage<Boolean> write(String key, long expectedVersion, @Nullable V value) {
    String writer = nextWriter();
    V known = mirror.get(key).map(Versioned::value).orElse(null);
    V whole = value == null ? null : UnknownFields.carry(known, value);
    return map.change(key, new CompareAndSet(expectedVersion, clock.millis(), writer, whole))
        .thenApply(register -> register != null && learnOutcome(key, register, writer));
  }

  private static String owner(String writer) {
    return writer.substring(0, Math.max(0, writer.lastIndexOf(OWNER_END)));
  }

  private String nextWriter() {
    return writerPrefix + writes.incrementAndGet();
  }

  private boolean learnOutcome(String key, VersionedRegister register, String writer) {
    learn(key, register);
    return register.writer().equals(writer);
  }

  @Override
  public CompletionStage<Long> restore(String key, long version, @Nullable V value) {
    return map.change(key, new Restore(version, nextWriter(), value))
        .thenApply(register -> learnVersion(key, register));
  }

  private long learnVersion(String key, @Nullable VersionedRegister register) {
    if (register == null) {
      return ABSENT;
    }
    learn(key, register);
    return register.version();
  }

  private void learn(String key, VersionedRegister register) {
    if (mirror.learn(key, register)) {
      listeners.tell(key);
    }
  }

  /** Brings the mirror up to date with the whole table; blocks. */
  void refresh() {
    Map<String, VersionedRegister> before = mirror.registers();
    Map<String, VersionedRegister> now = map.readAll();
    before.forEach((key, register) -> forgetIfGone(key, register, now.get(key)));
    now.forEach(this::learn);
  }

  /** A mark gives way to anything: its key may have started anew, with lower versions. */
  private void forgetIfGone(
      String key, VersionedRegister register, @Nullable VersionedRegister now) {
    boolean gone = now == null || (register.value() == null && !now.equals(register));
    if (gone && mirror.forget(key, register) && register.value() != null) {
      listeners.tell(key);
    }
  }

  /** Reads the values anew: what they mean has changed. */
  void reread() {
    mirror.reread();
    mirror.rows().keySet().forEach(listeners::tell);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(key -> listener.run());
  }

  /** Hears of nothing any more. */
  void close() {
    unfollow.run();
  }
}
