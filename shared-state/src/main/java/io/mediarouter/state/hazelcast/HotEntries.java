package io.mediarouter.state.hazelcast;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The most recently read and written entries of the cache index in this process, in which a later
 * write is never undone by an earlier one. Bounded; safe for use by many threads.
 */
final class HotEntries {
  private static final float LOAD_FACTOR = 0.75f;

  private final Map<String, VersionedRegister> registers;

  HotEntries(int capacity) {
    this.registers = new LeastRecentlyUsed(capacity);
  }

  synchronized @Nullable VersionedRegister get(String key) {
    return registers.get(key);
  }

  /** Takes in a register; returns the latest that is known of its key. */
  synchronized VersionedRegister learn(String key, VersionedRegister register) {
    VersionedRegister known = registers.get(key);
    if (known != null && !register.supersedes(known)) {
      return known;
    }
    registers.put(key, register);
    return register;
  }

  synchronized void clear() {
    registers.clear();
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, VersionedRegister> {
    private static final long serialVersionUID = 1;
    private final int capacity;

    LeastRecentlyUsed(int capacity) {
      super(16, LOAD_FACTOR, true);
      this.capacity = capacity;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, VersionedRegister> eldest) {
      return size() > capacity;
    }
  }
}
