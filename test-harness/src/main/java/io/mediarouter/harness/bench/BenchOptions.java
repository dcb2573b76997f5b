package io.mediarouter.harness.bench;

import io.mediarouter.harness.bench.Contender.Kind;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The options of how long and with what the contenders are measured.
 *
 * @param forks how often everything is done with new processes, at least 1
 * @param rounds turns of each contender with each size, at least 1
 * @param turn time of one
 * @param warmUp time of each contender before the first round, spread over the sizes
 * @param connections clients at a time, at least 1
 * @param kinds what is measured; the bare proxy always is
 * @param sizes of responses, bytes
 * @param eventLoops of each proxy, at least 1
 * @param compilers whether the CPU time of the just-in-time compiler's threads counts
 * @param jvmOptions for the contenders; {@code {contender}} stands for which
 */
record BenchOptions(
    int forks,
    int rounds,
    Duration turn,
    Duration warmUp,
    int connections,
    Set<Kind> kinds,
    List<Integer> sizes,
    int eventLoops,
    boolean compilers,
    List<String> jvmOptions) {

  BenchOptions {
    atLeastOne("forks", forks);
    atLeastOne("rounds", rounds);
    atLeastOne("seconds", turn.toSeconds());
    atLeastOne("connections", connections);
    atLeastOne("sizes", sizes.size());
    atLeastOne("event-loops", eventLoops);
    kinds = withBare(kinds);
    sizes = List.copyOf(sizes);
    jvmOptions = List.copyOf(jvmOptions);
  }

  private static Set<Kind> withBare(Set<Kind> kinds) {
    Set<Kind> all = EnumSet.copyOf(kinds);
    all.add(Kind.BARE);
    return Collections.unmodifiableSet(all);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("--" + name + ": " + value + " (expected: >= 1)");
    }
  }
}
