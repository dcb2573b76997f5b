package io.mediarouter.speculate;

import io.mediarouter.farm.AssetEntry;
import io.mediarouter.media.AssetId;
import io.mediarouter.media.Rendition;
import io.mediarouter.media.RenditionRequest;
import io.mediarouter.media.SourceProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The shares in which the requests for an asset spread over the presets, seen from all assets at
 * hand: the share of each, 0..1. Of what nobody asks for, nothing is expected.
 */
record PresetShares(Map<RenditionRequest, Double> shares) {

  static PresetShares of(List<RenditionRequest> presets, Situation situation) {
    var weights = new HashMap<RenditionRequest, Double>();
    double total = 0;
    for (AssetId asset : situation.popularity().assets()) {
      AssetEntry entry = situation.assets().get(asset);
      if (entry == null) {
        continue;
      }
      var asked = situation.popularity().renditionsOf(asset);
      total += asked.values().stream().mapToDouble(weight -> weight).sum();
      presets.forEach(preset -> weights.merge(preset, weight(preset, entry, asked), Double::sum));
    }
    double all = total;
    weights.replaceAll((preset, weight) -> all > 0 ? weight / all : 0);
    return new PresetShares(Map.copyOf(weights));
  }

  private static double weight(
      RenditionRequest preset, AssetEntry entry, Map<Rendition, Double> asked) {
    return asked.isEmpty()
        ? 0
        : TranscodeCost.resolved(preset, entry.source())
            .map(rendition -> asked.getOrDefault(rendition, 0.0))
            .orElse(0.0);
  }

  /** The share of each rendition that a preset is asked for of a source. */
  Map<Rendition, Double> of(SourceProperties source) {
    var renditions = new HashMap<Rendition, Double>();
    shares.forEach(
        (preset, share) ->
            TranscodeCost.resolved(preset, source)
                .filter(rendition -> share > 0)
                .ifPresent(rendition -> renditions.merge(rendition, share, Math::max)));
    return renditions;
  }
}
