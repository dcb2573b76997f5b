package io.mediarouter.vertx.speculation;

import io.mediarouter.estimate.TaskLoadEstimator;
import io.mediarouter.farm.AssetEntry;
import io.mediarouter.speculate.BetterQuality;
import io.mediarouter.speculate.FirstSegments;
import io.mediarouter.speculate.NextPieces;
import io.mediarouter.speculate.OtherRenditions;
import io.mediarouter.speculate.PayRule;
import io.mediarouter.speculate.Predictor;
import io.mediarouter.speculate.PublishersRules;
import io.mediarouter.speculate.Speculation;
import io.mediarouter.stream.StreamTrack;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.SpeculationConfig;
import io.mediarouter.vertx.stream.StreamCatalog;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The predictors that there are, with the budgets that the configuration gives them now.
 *
 * @param config tells the budgets, the rules and the presets
 * @param streams tells what there is of each asset as a stream
 */
record Predictors(
    TaskLoadEstimator estimator, Supplier<MediaRoutingConfig> config, StreamCatalog streams) {
  /** The share of what the farm leaves for the beginnings of streams, which are small. */
  private static final double FOR_BEGINNINGS = 0.25;

  /** Speculation by all of them. */
  Speculation all() {
    return new Speculation(List.copyOf(each().keySet()), budgets(), payRule());
  }

  /** Speculation by what this proxy's own players say, and nothing else. */
  Speculation ofOwnPlayers() {
    return new Speculation(List.of(nextPieces()), budgets(), payRule());
  }

  /** What pays, at the price of idle cores now. */
  PayRule payRule() {
    return PayRule.at(config.get().speculation().idlePrice());
  }

  /** Whether anything is made by what players say. */
  boolean heedPlayers() {
    return config.get().speculation().nextPieces().budget() > 0;
  }

  /** The budget of each predictor by its name, 0..1; 0 = it is switched off. */
  Map<String, Double> budgets() {
    var budgets = new LinkedHashMap<String, Double>();
    each().forEach((predictor, budget) -> budgets.put(predictor.name(), budget));
    return budgets;
  }

  private Map<Predictor, Double> each() {
    MediaRoutingConfig now = config.get();
    SpeculationConfig budgets = now.speculation();
    var presets = List.copyOf(now.presets().values());
    var each = new LinkedHashMap<Predictor, Double>();
    each.put(new PublishersRules(estimator), budgets.standingRules().budget());
    each.put(new OtherRenditions(estimator, presets), budgets.otherRenditions().budget());
    each.put(
        new BetterQuality(estimator, BetterQuality.DEFAULT_WORTH_OF_A_USE),
        budgets.betterQuality().budget());
    each.put(nextPieces(), budgets.nextPieces().budget());
    each.put(firstSegments(), isWarm(now) ? FOR_BEGINNINGS : 0);
    return each;
  }

  private static boolean isWarm(MediaRoutingConfig now) {
    return now.streams().isOn() && !now.streams().warm().isZero();
  }

  /** The predictor of the beginnings of streams. */
  FirstSegments firstSegments() {
    return new FirstSegments(estimator, config.get().streams().warm(), this::tracks);
  }

  private List<StreamTrack> tracks(AssetEntry entry) {
    return streams.settings().isOn()
        ? streams.find(entry).map(StreamTrack::all).orElse(List.of())
        : List.of();
  }

  private NextPieces nextPieces() {
    return new NextPieces(estimator, NextPieces.DEFAULT_LIKELIHOOD);
  }
}
