package io.mediarouter.state.durable;

import io.mediarouter.state.SharedState;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a proxy with a store in a directory: with what is kept there, or, where that cannot
 * be read, with a new store that is filled from the other proxies. Used once.
 */
final class FileStart {
  private static final Logger LOG = LoggerFactory.getLogger(FileStart.class);

  private final Path directory;
  private final Supplier<SharedState> join;
  private final BiFunction<SharedState, DurableStore, DurableSharedState> over;

  /**
   * A start.
   *
   * @param join brings the live tables
   * @param over keeps live tables in a store
   */
  FileStart(
      Path directory,
      Supplier<SharedState> join,
      BiFunction<SharedState, DurableStore, DurableSharedState> over) {
    this.directory = directory;
    this.join = join;
    this.over = over;
  }

  /**
   * Opens and joins; blocks for some seconds.
   *
   * @throws StoreRefusedException if neither works
   */
  DurableSharedState begin() {
    try {
      DurableStore store = DurableStore.inDirectory(directory);
      return joined(live -> begun(live, store), store::close);
    } catch (StoreRefusedException e) {
      requireUnreadable(e);
      return joined(live -> anew(live, e), () -> {});
    }
  }

  private static void requireUnreadable(StoreRefusedException refusal) {
    if (!refusal.isUnreadable()) {
      throw refusal;
    }
  }

  /**
   * Joins, and leaves again if what is to follow fails.
   *
   * @param unjoined what is to be done if there is nothing to join
   */
  private DurableSharedState joined(
      Function<SharedState, DurableSharedState> next, Runnable unjoined) {
    SharedState live = join(unjoined);
    try {
      return next.apply(live);
    } catch (RuntimeException e) {
      live.close();
      throw e;
    }
  }

  private SharedState join(Runnable unjoined) {
    try {
      return join.get();
    } catch (RuntimeException e) {
      unjoined.run();
      throw e;
    }
  }

  private DurableSharedState begun(SharedState live, DurableStore store) {
    try {
      return over(live, store);
    } catch (StoreRefusedException e) {
      requireUnreadable(e);
      return anew(live, e);
    }
  }

  private DurableSharedState over(SharedState live, DurableStore store) {
    try {
      return over.apply(live, store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private DurableSharedState anew(SharedState live, StoreRefusedException refusal) {
    int others = live.members().size() - 1;
    if (others < 1) {
      throw refusal;
    }
    Path aside = DurableStore.putAside(directory);
    LOG.error(
        "{}. It is put aside as {}; what {} other proxies know is kept anew",
        refusal.getMessage(),
        aside,
        others);
    DurableSharedState state = over(live, DurableStore.inDirectory(directory));
    state.keepAllRenditions();
    return state;
  }
}
