package io.mediarouter.speculate;

import java.util.List;

/**
 * A rule that foresees what will be asked for. Implementations are functions of what they are
 * given, do not block, and are safe for use by many threads.
 */
public interface Predictor {
  /** The unique name, in configuration, reports and the ledger, such as {@code next-pieces}. */
  String name();

  /** Whether publishers asked for what it proposes: that goes before what is merely guessed. */
  default boolean isOrdered() {
    return false;
  }

  /**
   * What would be worth making, best first.
   *
   * @return proposals that bear this predictor's name; none of what {@link Situation#isMade} or
   *     {@link Situation#isUnderWay}
   */
  List<Proposal> propose(Situation situation);
}
