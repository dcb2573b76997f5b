package io.mediarouter.harness.simulator.day;

import io.mediarouter.speculate.Account;
import io.mediarouter.speculate.Benefit;
import io.mediarouter.speculate.Ledger;
import io.mediarouter.speculate.Proposal;
import io.mediarouter.speculate.Situation;
import io.mediarouter.speculate.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The proxies' ledgers, and beside them the plain figures of the measured day. */
final class DayLedgers {
  private final DayFigures figures;
  private final List<Ledger> ledgers = new ArrayList<>();
  private final List<Map<Target, Integer>> counted = new ArrayList<>();
  private final Map<Target, Proposal> open = new HashMap<>();
  private final Map<Target, Double> spent = new HashMap<>();
  private final Map<Target, Proposal> madeAhead = new HashMap<>();
  private final Set<Target> refined = new HashSet<>();
  private Ledger cluster = Ledger.EMPTY;
  private Map<String, Account> results = Map.of();

  DayLedgers(DayFigures figures, int proxies) {
    this.figures = figures;
    for (int i = 0; i < proxies; i++) {
      ledgers.add(Ledger.EMPTY);
      counted.add(new HashMap<>());
    }
  }

  /** Notes a use; {@code counts} = on the measured day. */
  void used(int proxy, Target target, boolean counts) {
    if (cluster.isOpen(target)) {
      counted.get(proxy).merge(target, 1, Integer::sum);
    }
    save(target, counts);
    Proposal made = open.remove(target);
    if (made != null) {
      var result = figures.result(made.predictor());
      result.used++;
      result.usedSpent += spent.getOrDefault(target, 0.0);
    }
  }

  /** Whether something was made ahead, and nobody has asked for it yet. */
  boolean isUnused(Target target) {
    Proposal ahead = madeAhead.get(target);
    return ahead != null && ahead.benefit().firstUse() > 0;
  }

  /** The first use of anything made ahead, on whichever day, saves a transcode. */
  private void save(Target target, boolean counts) {
    Proposal ahead = madeAhead.remove(target);
    if (ahead == null) {
      return;
    }
    if (counts) {
      var benefit = ahead.benefit();
      figures.result(ahead.predictor()).saved += benefit.firstUse() + benefit.eachUse();
    }
    if (ahead.benefit().eachUse() > 0) {
      var further = new Benefit(0, ahead.benefit().eachUse());
      madeAhead.put(
          target,
          new Proposal(
              target,
              ahead.speed(),
              ahead.predictor(),
              ahead.expectedUses(),
              ahead.costCoreSeconds(),
              further));
    }
  }

  /** Notes what was made again for somebody who waits, since what was made ahead pushed it out. */
  void pushedOut(String predictor, double coreSeconds, boolean counts, Instant now) {
    ledgers.set(0, ledgers.get(0).pushedOut(predictor, coreSeconds, now));
    if (counts) {
      figures.result(predictor).pushedOut += coreSeconds;
    }
  }

  /** Notes a rendition that the first proxy has made; {@code counts} = on the measured day. */
  void made(Proposal proposal, double coreSeconds, boolean counts, Instant now) {
    ledgers.set(0, ledgers.get(0).made(proposal, coreSeconds, now));
    madeAhead.put(proposal.target(), proposal);
    if (counts) {
      open.put(proposal.target(), proposal);
      spent.put(proposal.target(), coreSeconds);
      var result = figures.result(proposal.predictor());
      result.made++;
      result.spent += coreSeconds;
    }
  }

  void inVain(Proposal proposal, double coreSeconds, boolean counts, Instant now) {
    ledgers.set(0, ledgers.get(0).inVain(proposal.predictor(), coreSeconds, now));
    if (counts) {
      figures.result(proposal.predictor()).spent += coreSeconds;
    }
  }

  void refined(Target target) {
    refined.add(target);
  }

  Set<Target> refined() {
    return refined;
  }

  /** What all had cost and brought when the books were last settled. */
  Map<String, Account> results() {
    return results;
  }

  /** Each proxy enters its counts and closes what is due; gives the results of all. */
  Map<String, Account> settle(Instant now) {
    for (int i = 0; i < ledgers.size(); i++) {
      ledgers.set(i, ledgers.get(i).used(counted.get(i)));
      counted.get(i).clear();
    }
    cluster = Ledger.sum(ledgers);
    ledgers.replaceAll(each -> each.settled(cluster, Situation.DEFAULT_HORIZON, now));
    cluster = Ledger.sum(ledgers);
    results = cluster.results(Situation.DEFAULT_HORIZON, now);
    return results;
  }
}
