package io.mediarouter.speculate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ledger of what speculation has cost and brought, by predictor. Immutable.
 *
 * <p>Each proxy keeps one of its own: what it has made, and each use that it has seen of anything
 * that was made ahead of time, whoever made it. The cluster's is the sum of all. Whether a
 * rendition was used is open for a while; then the proxy that made it closes it, by the uses of
 * all, into the account of its predictor.
 *
 * @param accounts closed results, by the name of the predictor
 * @param investments what is open
 * @param uses how often what is open was used
 */
public record Ledger(
    Map<String, Account> accounts, Map<Target, Investment> investments, Map<Target, Integer> uses) {
  /** Nothing made, nothing used. */
  public static final Ledger EMPTY = new Ledger(Map.of(), Map.of(), Map.of());

  /**
   * Most renditions whose result is open in one proxy; beyond that, the oldest are closed early.
   */
  public static final int MOST_OPEN = 5_000;

  public Ledger {
    accounts = Map.copyOf(accounts);
    investments = Map.copyOf(investments);
    uses = Map.copyOf(uses);
  }

  /** This after an attempt that brought nothing: preempted, failed, or called off. */
  public Ledger inVain(String predictor, double coreSeconds, Instant now) {
    return booked(predictor, Account.inVain(coreSeconds, now));
  }

  /**
   * This after something was made again for somebody who waits, that what a predictor had made
   * pushed out.
   */
  public Ledger pushedOut(String predictor, double coreSeconds, Instant now) {
    return booked(predictor, Account.pushedOut(coreSeconds, now));
  }

  private Ledger booked(String predictor, Account result) {
    var changed = new HashMap<>(accounts);
    changed.merge(predictor, result, Account::plus);
    return new Ledger(changed, investments, uses);
  }

  /**
   * This after {@code target} was made; what it stands in for is closed.
   *
   * @param spent core-seconds that it took
   */
  public Ledger made(Proposal proposal, double spent, Instant now) {
    return made(proposal.target(), proposal.predictor(), proposal.benefit(), spent, now);
  }

  /**
   * This after {@code target} was made for a predictor; what it stands in for is closed.
   *
   * @param spent core-seconds that it took
   */
  public Ledger made(Target target, String predictor, Benefit benefit, double spent, Instant now) {
    Investment before = investments.get(target);
    Ledger closed = before == null ? this : closed(target, uses.getOrDefault(target, 0), now);
    var changed = new HashMap<>(closed.investments);
    changed.put(target, new Investment(predictor, spent, benefit, now));
    return new Ledger(closed.accounts, changed, closed.uses);
  }

  /**
   * This after more uses, counted outside since the last call; of what {@link #isOpen} in the
   * cluster's ledger.
   */
  public Ledger used(Map<Target, Integer> counted) {
    if (counted.isEmpty()) {
      return this;
    }
    var changed = new HashMap<>(uses);
    counted.forEach((target, times) -> changed.merge(target, times, Integer::sum));
    return new Ledger(accounts, investments, changed);
  }

  /** Whether it is open what {@code target} brings. */
  public boolean isOpen(Target target) {
    return investments.containsKey(target);
  }

  /**
   * This with everything closed that is older than {@code horizon}, and without uses of what nobody
   * has open.
   *
   * @param cluster the sum of all proxies' ledgers, this one included
   */
  public Ledger settled(Ledger cluster, Duration horizon, Instant now) {
    var open = new HashMap<>(investments);
    var booked = new HashMap<>(accounts);
    int surplus = investments.size() - MOST_OPEN;
    for (var each : oldestFirst().entrySet()) {
      Investment investment = each.getValue();
      if (!investment.isDue(horizon, now) && surplus <= 0) {
        break;
      }
      surplus--;
      int times = cluster.uses.getOrDefault(each.getKey(), 0);
      open.remove(each.getKey());
      booked.merge(investment.predictor(), investment.result(times, now), Account::plus);
    }
    return new Ledger(booked, open, usesOf(open, cluster));
  }

  /** Uses of what is open here, or was until now elsewhere. */
  private Map<Target, Integer> usesOf(Map<Target, Investment> open, Ledger cluster) {
    var kept = new HashMap<>(uses);
    kept.keySet()
        .removeIf(
            target -> !open.containsKey(target) && (isOpen(target) || !cluster.isOpen(target)));
    return kept;
  }

  private Map<Target, Investment> oldestFirst() {
    return investments.entrySet().stream()
        .sorted(
            Map.Entry.<Target, Investment>comparingByValue(Comparator.comparing(Investment::madeAt))
                .thenComparing(Map.Entry.comparingByKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
  }

  private Ledger closed(Target target, int times, Instant now) {
    Investment investment = investments.get(target);
    if (investment == null) {
      return this;
    }
    var left = new HashMap<>(investments);
    left.remove(target);
    var unused = new HashMap<>(uses);
    unused.remove(target);
    return new Ledger(accounts, left, unused)
        .booked(investment.predictor(), investment.result(times, now));
  }

  /** The sum of the proxies' ledgers, in any order. */
  public static Ledger sum(Collection<Ledger> ledgers) {
    var accounts = new HashMap<String, Account>();
    var investments = new HashMap<Target, Investment>();
    var uses = new HashMap<Target, Integer>();
    for (Ledger each : ledgers) {
      each.accounts.forEach((name, account) -> accounts.merge(name, account, Account::plus));
      each.investments.forEach((target, made) -> investments.merge(target, made, Ledger::later));
      each.uses.forEach((target, count) -> uses.merge(target, count, Integer::sum));
    }
    return new Ledger(accounts, investments, uses);
  }

  private static Investment later(Investment one, Investment other) {
    return one.madeAt().isBefore(other.madeAt()) ? other : one;
  }

  /**
   * Each predictor's results, closed and so far, as they count at {@code now}.
   *
   * @param horizon after which time what is not used is taken to be wasted, above 0
   */
  public Map<String, Account> results(Duration horizon, Instant now) {
    var results = new TreeMap<String, Account>();
    accounts.forEach((name, account) -> results.put(name, account.at(now)));
    oldestFirst()
        .forEach(
            (target, each) ->
                results.merge(
                    each.predictor(),
                    each.resultSoFar(uses.getOrDefault(target, 0), horizon, now),
                    Account::plus));
    return results;
  }
}
